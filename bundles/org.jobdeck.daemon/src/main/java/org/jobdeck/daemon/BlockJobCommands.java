package org.jobdeck.daemon;

import java.util.HashMap;
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
import org.jobdeck.qmp.QmpErrorClass;
import org.jobdeck.qmp.QmpException;

/**
 * The older verbs, on block jobs only (QEMU: the block-job-* commands of blockdev.c). Any other job is not found here.
 *
 * <p>Look-up and action are one critical section.
 */
final class BlockJobCommands {

    private static final String DEVICE = "device";
    private static final String ID = "id";

    private final JobMonitor monitor;

    BlockJobCommands(JobMonitor monitor) {
        this.monitor = monitor;
    }

    /** What is done with the job that was found. */
    @FunctionalInterface
    private interface Verb {
        @ReleasesLock
        void apply(Held held, Job job, JsonArguments arguments) throws JobException, JsonException, QmpException;
    }

    Map<String, CommandHandler> handlers() {
        Map<String, CommandHandler> handlers = new HashMap<>();
        handlers.put("block-job-set-speed", verb(DEVICE, this::setSpeed));
        handlers.put("block-job-cancel", verb(DEVICE, this::cancel));
        handlers.put("block-job-pause", verb(DEVICE, (held, job, arguments) -> monitor.userPause(held, job)));
        handlers.put("block-job-resume", verb(DEVICE, (held, job, arguments) -> monitor.userResume(held, job)));
        handlers.put("block-job-complete", verb(DEVICE, (held, job, arguments) -> monitor.complete(held, job)));
        handlers.put("block-job-finalize", verb(ID, (held, job, arguments) -> monitor.finalizeTxn(held, job)));
        handlers.put("block-job-dismiss", verb(ID, (held, job, arguments) -> monitor.dismiss(held, job)));
        return handlers;
    }

    private CommandHandler verb(String idMember, Verb verb) {
        return arguments -> apply(idMember, verb, arguments);
    }

    private JsonValue apply(String idMember, Verb verb, JsonArguments arguments)
            throws JobException, JsonException, QmpException {
        String id = arguments.string(idMember);
        try (Held held = monitor.lock().acquire()) {
            Job job = monitor.find(held, id)
                    .filter(JobForms::isBlockJob)
                    .orElseThrow(() ->
                            new QmpException(QmpErrorClass.DEVICE_NOT_ACTIVE, "Block job '" + id + "' not found"));
            verb.apply(held, job, arguments);
        }
        return JsonObject.empty();
    }

    @ReleasesLock
    private void setSpeed(Held held, Job job, JsonArguments arguments) throws JobException, JsonException {
        monitor.setSpeed(held, job, arguments.integer("speed"));
    }

    @ReleasesLock
    private void cancel(Held held, Job job, JsonArguments arguments) throws JobException, JsonException, QmpException {
        boolean force = arguments.optional("force", arguments::bool).orElse(false);
        if (monitor.isUserPaused(held, job) && !force) {
            throw QmpException.generic("The block job for device '" + job.id() + "' is currently paused");
        }
        monitor.userCancel(held, job, force);
    }
}
