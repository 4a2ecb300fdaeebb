package org.jobdeck.source.plan;

import java.util.Objects;
import org.jobdeck.json.JsonObject;

/** One thing to do in order to start a job. */
public sealed interface PlanStep {

    /** The step in one line: for a command what is sent, but for the client's {@code id}. */
    String text();

    /**
     * A command of QMP.
     *
     * @param command its name
     * @param arguments its arguments
     */
    record Command(String command, JsonObject arguments) implements PlanStep {
        /** Refuses nulls. */
        public Command {
            Objects.requireNonNull(command, "command");
            Objects.requireNonNull(arguments, "arguments");
        }

        @Override
        public String text() {
            JsonObject.Builder message = JsonObject.builder().put("execute", command);
            if (!arguments.isEmpty()) {
                message.put("arguments", arguments);
            }
            return message.build().toJson();
        }
    }

    /**
     * Waits until a job has concluded; fails with the job's error if it has one.
     *
     * @param job its id; the job does not dismiss itself
     */
    record AwaitEnd(String job) implements PlanStep {
        @Override
        public String text() {
            return "# wait until the job '" + job + "' has concluded";
        }
    }
}
