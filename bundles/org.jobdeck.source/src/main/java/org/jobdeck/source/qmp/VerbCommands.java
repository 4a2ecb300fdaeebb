package org.jobdeck.source.qmp;

import java.util.List;
import java.util.Optional;
import org.jobdeck.job.common.JobVerb;
import org.jobdeck.json.JsonObject;
import org.jobdeck.qmp.client.QmpRequest;
import org.jobdeck.source.ServerSkills;
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
            case VerbRequest.SetSpeed(long speed) -> speed(speed, id, blockJob, skills);
            case VerbRequest.Change change -> change(change, id, blockJob, skills);
        };
    }

    private static Optional<QmpRequest> plain(JobVerb verb, String id, boolean blockJob, ServerSkills skills) {
        String name = verb.qmpName();
        boolean namesItId = verb == JobVerb.FINALIZE || verb == JobVerb.DISMISS;
        QmpRequest general = QmpRequest.of("job-" + name, JsonObject.of("id", id));
        QmpRequest older = QmpRequest.of("block-job-" + name, JsonObject.of(namesItId ? "id" : "device", id));
        return best(skills, blockJob ? List.of(general, older) : List.of(general));
    }

    /** {@code job-cancel} always means force. */
    private static Optional<QmpRequest> cancel(boolean force, String id, boolean blockJob, ServerSkills skills) {
        QmpRequest general = QmpRequest.of("job-cancel", JsonObject.of("id", id));
        JsonObject.Builder arguments = JsonObject.builder().put("device", id);
        if (force) {
            arguments.put("force", true);
        }
        QmpRequest older = QmpRequest.of("block-job-cancel", arguments.build());
        if (!blockJob) {
            return best(skills, List.of(general));
        }
        return best(skills, force ? List.of(general, older) : List.of(older));
    }

    /** The first that the server has and does not call deprecated, or else the first that it has. */
    private static Optional<QmpRequest> best(ServerSkills skills, List<QmpRequest> requests) {
        Optional<QmpRequest> recommended = requests.stream()
                .filter(request -> skills.recommends(request.command()))
                .findFirst();
        return recommended.isPresent()
                ? recommended
                : requests.stream()
                        .filter(request -> skills.has(request.command()))
                        .findFirst();
    }

    private static Optional<QmpRequest> speed(long speed, String id, boolean blockJob, ServerSkills skills) {
        JsonObject arguments =
                JsonObject.builder().put("device", id).put("speed", speed).build();
        QmpRequest request = QmpRequest.of("block-job-set-speed", arguments);
        return best(skills, blockJob ? List.of(request) : List.of());
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

    /** Why there is no command, one sentence. */
    static String refusal(VerbRequest verb, String type, boolean blockJob) {
        String name = verb.verb().qmpName();
        return blockJob
                ? "This QEMU has no command for '" + name + "'; a later one may have it."
                : "A job of the type '" + type + "' has no '" + name + "': only block jobs do.";
    }
}
