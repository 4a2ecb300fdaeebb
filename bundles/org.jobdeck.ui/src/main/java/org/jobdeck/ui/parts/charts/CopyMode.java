package org.jobdeck.ui.parts.charts;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jobdeck.job.common.JobChange;
import org.jobdeck.job.common.JobSnapshot;
import org.jobdeck.job.common.JobVerb;
import org.jobdeck.json.JsonArray;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonValue;
import org.jobdeck.source.VerbRequest;
import org.jobdeck.ui.i18n.Messages;
import org.jobdeck.ui.live.Desk;
import org.jobdeck.ui.live.StatusMessage;
import org.jobdeck.ui.model.JobView;

/**
 * Lets a mirror write what the guest writes to both sides at once, so that it is sure to become ready (QEMU: {@code
 * block-job-change}, since 8.2). User interface thread only.
 */
final class CopyMode {

    private static final Messages TEXTS = Messages.of(CopyMode.class);

    private static final String MIRROR = "mirror";
    private static final String COMMAND = "block-job-change";

    private final Desk desk;
    private final Runnable known;
    private final Map<Integer, Boolean> able = new HashMap<>();

    /**
     * Nothing is known of any source yet.
     *
     * @param known is told, on the user interface's thread, when it is known of one more
     */
    CopyMode(Desk desk, Runnable known) {
        this.desk = desk;
        this.known = known;
    }

    /** Whether the job can be switched; asks its source once whether it has the command. */
    boolean isOfferedFor(JobView job) {
        JobSnapshot s = job.snapshot();
        if (!s.type().equals(MIRROR) || !job.isCurrent() || !JobVerb.CHANGE.allowedIn(s.status())) {
            return false;
        }
        return able.computeIfAbsent(job.source(), this::ask);
    }

    /** Asks for the switch, and says what became of it. */
    void switchOver(JobView job) {
        VerbRequest request = new VerbRequest.Change(new JobChange(MIRROR, Map.of("copy-mode", "write-blocking")));
        desk.source(job.source())
                .ifPresent(source -> source.apply(job.snapshot().key(), request)
                        .whenCompleteAsync(
                                (outcome, failure) -> {
                                    String error = failure != null ? failure.getMessage() : outcome.error();
                                    desk.status()
                                            .say(
                                                    error == null
                                                            ? new StatusMessage(
                                                                    TEXTS.format(
                                                                            "switch.done",
                                                                            job.snapshot()
                                                                                    .id()),
                                                                    StatusMessage.Kind.DONE)
                                                            : new StatusMessage(
                                                                    TEXTS.format(
                                                                            "switch.refused",
                                                                            job.snapshot()
                                                                                    .id(),
                                                                            error),
                                                                    StatusMessage.Kind.REFUSED));
                                },
                                desk.ui()));
    }

    private boolean ask(int number) {
        desk.source(number).ifPresent(source -> {
            CompletionStage<JsonValue> answer = source.execute("query-commands", JsonObject.empty());
            answer.whenCompleteAsync(
                    (commands, failure) -> {
                        if (failure == null && has(commands)) {
                            able.put(number, true);
                            known.run();
                        }
                    },
                    desk.ui());
        });
        return false;
    }

    private static boolean has(JsonValue commands) {
        if (commands instanceof JsonArray array) {
            for (JsonValue command : array) {
                if (command instanceof JsonObject info
                        && info.string("name").orElse("").equals(COMMAND)) {
                    return true;
                }
            }
        }
        return false;
    }
}
