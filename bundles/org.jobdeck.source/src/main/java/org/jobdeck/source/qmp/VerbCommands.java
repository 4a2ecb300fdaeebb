package org.jobdeck.source.qmp;

import java.util.Map;
import java.util.Optional;
import org.jobdeck.job.common.JobVerb;
import org.jobdeck.json.JsonObject;
import org.jobdeck.qmp.client.QmpRequest;
import org.jobdeck.source.VerbRequest;

/**
 * Which command carries a verb out (docs/job-model.md; QEMU: qapi/job.json and block-core.json).
 *
 * <p>The {@code job-} commands are preferred: the older ones for the same verbs are deprecated since QEMU 10.1. They have
 * no soft cancel, no limit and no change, so those stay with the {@code block-job-} commands.
 */
final class VerbCommands {

    private VerbCommands() {}

    /** The command; empty if the server has none for this verb on this job. */
    static Optional<QmpRequest> of(VerbRequest verb, String id, boolean blockJob, ServerSkills skills) {
        return switch (verb) {
            case VerbRequest.Plain(JobVerb plain) -> plain(plain, id, blockJob, skills);
            case VerbRequest.Cancel(boolean force) -> cancel(force, id, blockJob, skills);
            case VerbRequest.SetSpeed(long speed) ->
                blockCommand("set-speed", id, blockJob, skills, Map.of("speed", speed));
            case VerbRequest.Change change -> change(change, id, blockJob, skills);
        };
    }

    private static Optional<QmpRequest> plain(JobVerb verb, String id, boolean blockJob, ServerSkills skills) {
        String command = "job-" + verb.qmpName();
        if (skills.has(command)) {
            return Optional.of(QmpRequest.of(command, JsonObject.of("id", id)));
        }
        if (verb == JobVerb.FINALIZE || verb == JobVerb.DISMISS) {
            return blockJob && skills.has("block-" + command)
                    ? Optional.of(QmpRequest.of("block-" + command, JsonObject.of("id", id)))
                    : Optional.empty();
        }
        return blockCommand(verb.qmpName(), id, blockJob, skills, Map.of());
    }

    /** {@code job-cancel} always means force. */
    private static Optional<QmpRequest> cancel(boolean force, String id, boolean blockJob, ServerSkills skills) {
        if (skills.has("job-cancel") && (force || !blockJob)) {
            return Optional.of(QmpRequest.of("job-cancel", JsonObject.of("id", id)));
        }
        return blockCommand("cancel", id, blockJob, skills, force ? Map.of("force", true) : Map.of());
    }

    private static Optional<QmpRequest> change(
            VerbRequest.Change change, String id, boolean blockJob, ServerSkills skills) {
        if (!blockJob || !skills.has("block-job-change")) {
            return Optional.empty();
        }
        JsonObject.Builder arguments =
                JsonObject.builder().put("id", id).put("type", change.change().type());
        change.change().options().forEach(arguments::put);
        return Optional.of(QmpRequest.of("block-job-change", arguments.build()));
    }

    private static Optional<QmpRequest> blockCommand(
            String verb, String id, boolean blockJob, ServerSkills skills, Map<String, Object> more) {
        String command = "block-job-" + verb;
        if (!blockJob || !skills.has(command)) {
            return Optional.empty();
        }
        JsonObject.Builder arguments = JsonObject.builder().put("device", id);
        more.forEach(arguments::put);
        return Optional.of(QmpRequest.of(command, arguments.build()));
    }

    /** Why there is no command, one sentence. */
    static String refusal(VerbRequest verb, String type, boolean blockJob) {
        String name = verb.verb().qmpName();
        return blockJob
                ? "This QEMU has no command for '" + name + "'; a later one may have it."
                : "A job of the type '" + type + "' has no '" + name + "': only block jobs do.";
    }
}
