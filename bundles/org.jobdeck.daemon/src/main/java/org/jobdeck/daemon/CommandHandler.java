package org.jobdeck.daemon;

import org.jobdeck.block.BlockException;
import org.jobdeck.job.common.JobException;
import org.jobdeck.json.JsonArguments;
import org.jobdeck.json.JsonException;
import org.jobdeck.json.JsonValue;
import org.jobdeck.qmp.QmpException;

/** Executes one command. Called on the main loop, job lock free, with arguments that the schema has checked. */
@FunctionalInterface
interface CommandHandler {

    /**
     * Does it.
     *
     * @return what stands behind {@code return}
     * @throws QmpException if it fails in a class of its own; every other failure is a {@code GenericError} with the
     *     exception's message
     */
    JsonValue execute(JsonArguments arguments) throws QmpException, JobException, BlockException, JsonException;
}
