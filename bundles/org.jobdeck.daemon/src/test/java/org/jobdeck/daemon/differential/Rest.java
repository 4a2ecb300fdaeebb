package org.jobdeck.daemon.differential;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jobdeck.json.JsonArray;
import org.jobdeck.json.JsonObject;

/** Says whether all jobs of a daemon are at rest, so that nothing will change until the next command. */
final class Rest {

    /** A held job sleeps once it has copied its first piece. */
    private static final long FIRST_PIECE = Image.MIB;

    private final Set<String> cancelled = new HashSet<>();

    /** Notes that a step was carried out: a cancelled job looks as before until the main loop gets round to it. */
    void done(Step step, List<JsonObject> replies) {
        if (replies.isEmpty() || !replies.getFirst().has("return")) {
            return;
        }
        step.message().ifPresent(message -> {
            JsonObject arguments = message.object("arguments").orElse(JsonObject.empty());
            switch (message.string("execute").orElse("")) {
                case "job-cancel" -> arguments.string("id").ifPresent(cancelled::add);
                case "block-job-cancel" -> arguments.string("device").ifPresent(cancelled::add);
                default -> {
                    // no other command has an effect that its job's state does not show
                }
            }
        });
    }

    /** Whether nothing is under way according to the answers of {@code query-jobs} and {@code query-block-jobs}. */
    boolean of(JsonArray jobs, JsonArray blockJobs) {
        Map<String, JsonObject> details = new HashMap<>();
        blockJobs.forEach(job -> details.put(((JsonObject) job).string("device").orElseThrow(), (JsonObject) job));
        Set<String> ids = new HashSet<>();
        boolean rest = true;
        for (var value : jobs) {
            JsonObject job = (JsonObject) value;
            String id = job.string("id").orElseThrow();
            ids.add(id);
            rest &= of(id, job.string("status").orElseThrow(), details.getOrDefault(id, JsonObject.empty()));
        }
        cancelled.retainAll(ids);
        return rest;
    }

    private boolean of(String id, String status, JsonObject details) {
        if (status.equals("concluded")) {
            cancelled.remove(id);
            return true;
        }
        if (cancelled.contains(id)) {
            return false;
        }
        boolean paused = details.bool("paused").orElse(false);
        return switch (status) {
            // for others of its transaction, or for the client
            case "waiting", "pending" -> true;
            case "paused" -> paused;
            case "running" -> !paused && (JobKind.IDLE.marks(id) || asleep(details));
            default -> false;
        };
    }

    private static boolean asleep(JsonObject details) {
        long speed = details.integer("speed").orElse(0L);
        return speed > 0
                && speed <= JobKind.SLOWEST
                && details.integer("offset").orElse(0L) >= FIRST_PIECE;
    }
}
