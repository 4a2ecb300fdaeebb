package org.jobdeck.daemon;

import java.util.Map;
import org.jobdeck.job.common.Job;
import org.jobdeck.job.common.JobException;
import org.jobdeck.job.common.JobLock.Held;
import org.jobdeck.job.common.ReleasesLock;
import org.jobdeck.job.monitor.JobMonitor;
import org.jobdeck.json.JsonArguments;
import org.jobdeck.json.JsonException;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonValue;

/**
 * The verbs on any job (QEMU: job-qmp.c).
 *
 * <p>Look-up and action are one critical section: a job that was found cannot be gone, or have been followed by another of the
 * same id, when the verb reaches it.
 */
final class JobCommands {

    private final JobMonitor monitor;

    JobCommands(JobMonitor monitor) {
        this.monitor = monitor;
    }

    /** What is done with the job that was found. */
    @FunctionalInterface
    private interface Verb {
        @ReleasesLock
        void apply(Held held, Job job) throws JobException;
    }

    Map<String, CommandHandler> handlers() {
        return Map.of(
                "job-pause", verb(monitor::userPause),
                "job-resume", verb(monitor::userResume),
                "job-cancel", verb((held, job) -> monitor.userCancel(held, job, true)),
                "job-complete", verb(monitor::complete),
                "job-finalize", verb(monitor::finalizeTxn),
                "job-dismiss", verb(monitor::dismiss));
    }

    private CommandHandler verb(Verb verb) {
        return arguments -> apply(verb, arguments);
    }

    private JsonValue apply(Verb verb, JsonArguments arguments) throws JobException, JsonException {
        String id = arguments.string("id");
        try (Held held = monitor.lock().acquire()) {
            verb.apply(held, monitor.require(held, id));
        }
        return JsonObject.empty();
    }
}
