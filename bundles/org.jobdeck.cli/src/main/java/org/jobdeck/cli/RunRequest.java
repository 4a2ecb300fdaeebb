package org.jobdeck.cli;

import java.util.Map;
import org.jobdeck.engine.JobStart;

/**
 * One job to be run.
 *
 * @param type the type's name
 * @param id the job's name
 * @param options the type's options that were given
 * @param source the file it reads, or null
 * @param target the file it writes, or null
 * @param json whether JSON goes to standard output
 * @param autoFinalize whether it finalizes by itself
 * @param autoDismiss whether it ends by itself once concluded
 */
record RunRequest(
        String type,
        String id,
        Map<String, Object> options,
        SourceFile source,
        TargetFile target,
        boolean json,
        boolean autoFinalize,
        boolean autoDismiss) {

    JobStart jobStart() {
        return new JobStart(type, id, options, null, autoFinalize, autoDismiss);
    }

    /** What is done, for messages: {@code the backup of 'a.raw' to 'b.raw'}. */
    String describe() {
        return "the " + type + (source == null ? "" : " of '" + source.path() + "'")
                + (target == null ? "" : " to '" + target.path() + "'");
    }
}
