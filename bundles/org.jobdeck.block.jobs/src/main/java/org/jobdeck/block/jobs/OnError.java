package org.jobdeck.block.jobs;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jobdeck.loop.Errno;

/** What a block job does about an I/O error (QEMU: BlockdevOnError; docs/job-model.md section 14). */
public enum OnError {
    /** End in failure. */
    REPORT,
    /** Go on. */
    IGNORE,
    /** Stop for lack of space, otherwise end in failure. */
    ENOSPC,
    /** Stop until the user resumes the job. */
    STOP,
    /** As the job type likes it: like {@link #ENOSPC}. */
    AUTO;

    /** What is done about one error (QEMU: BlockErrorAction). */
    public enum Action {
        /** The error is ignored. */
        IGNORE,
        /** The job ends in failure. */
        REPORT,
        /** The job is paused as if by the user. */
        STOP;

        /** The spelling of the monitor protocol. */
        public String qmpName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What to do about an error of that number. */
    public Action actionFor(Errno errno) {
        return switch (this) {
            case REPORT -> Action.REPORT;
            case IGNORE -> Action.IGNORE;
            case STOP -> Action.STOP;
            case ENOSPC, AUTO -> errno == Errno.ENOSPC ? Action.STOP : Action.REPORT;
        };
    }

    /** The spelling of the monitor protocol. */
    public String qmpName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The policy of that spelling, if there is one. */
    public static Optional<OnError> ofQmpName(String name) {
        return Arrays.stream(values()).filter(p -> p.qmpName().equals(name)).findFirst();
    }

    /** All spellings, for the declaration of an option. */
    public static List<String> qmpNames() {
        return Arrays.stream(values()).map(OnError::qmpName).toList();
    }
}
