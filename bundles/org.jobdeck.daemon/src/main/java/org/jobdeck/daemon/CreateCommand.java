package org.jobdeck.daemon;

import org.jobdeck.block.NodeCreation;
import org.jobdeck.block.jobs.CreateJobs;
import org.jobdeck.engine.Engine;
import org.jobdeck.job.common.JobException;
import org.jobdeck.job.driver.JobSpec;
import org.jobdeck.json.JsonArguments;
import org.jobdeck.json.JsonException;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonValue;

/** Makes an image in a job that stays until it is dismissed (QEMU: qmp_blockdev_create). Main loop. */
final class CreateCommand {

    private final CreateJobs jobs;

    CreateCommand(Engine engine) {
        jobs = new CreateJobs(engine.jobs(), engine.graph());
    }

    /** The command {@code blockdev-create}. */
    JsonValue execute(JsonArguments arguments) throws JobException, JsonException {
        JobSpec spec = JobSpec.named(arguments.string("job-id")).manualDismiss();
        jobs.start(spec, NodeCreation.of(arguments.object("options").rest()));
        return JsonObject.empty();
    }
}
