package org.jobdeck.qmp.client;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonValue;

/** The commands of one connection that have no reply yet. Belongs to the selector thread. */
final class Requests {
    private final ClientLimits limits;
    private final Consumer<JsonObject> sender;
    private final Map<Long, Asked> inFlight = new LinkedHashMap<>();
    private final Deque<Asked> waiting = new ArrayDeque<>();
    private boolean open;
    private long lastId;
    private int inBand;

    /** A command and who waits for its reply. */
    record Asked(QmpRequest request, CompletableFuture<JsonValue> reply) {}

    /**
     * None yet.
     *
     * @param sender takes messages
     */
    Requests(ClientLimits limits, Consumer<JsonObject> sender) {
        this.limits = limits;
        this.sender = sender;
    }

    /** From here on commands are sent. */
    void open() {
        open = true;
        sendWaiting();
    }

    /** Sends a command as soon as there is room for it. */
    void add(Asked asked) {
        if (waiting.size() >= limits.waiting()) {
            asked.reply.completeExceptionally(new UnansweredException(
                    "'" + asked.request.command() + "' was not sent: " + waiting.size()
                            + " commands wait for the server already; try again when it has answered.",
                    false));
            return;
        }
        if (open && asked.request.outOfBand()) {
            send(asked);
            return;
        }
        waiting.add(asked);
        sendWaiting();
    }

    /** Takes the command to which the id belongs; null if it is not waited for any more. */
    Asked answered(long id) {
        Asked asked = inFlight.remove(id);
        if (asked != null) {
            settle(asked);
        }
        return asked;
    }

    /** The time for a command's reply is over. It keeps its place among those in flight: the server still has it. */
    void expire(Asked asked) {
        if (asked.reply.isDone()) {
            return;
        }
        boolean sent = !waiting.remove(asked);
        asked.reply.completeExceptionally(new UnansweredException(
                "'" + asked.request.command() + "' was not answered within "
                        + asked.request.limit().toSeconds() + " s"
                        + (sent ? "; whether it was carried out is not known." : ", and was not sent."),
                sent));
    }

    /** No reply will come any more. */
    void end(ConnectionEnd why) {
        open = false;
        List<Asked> sent = new ArrayList<>(inFlight.values());
        List<Asked> kept = new ArrayList<>(waiting);
        inFlight.clear();
        waiting.clear();
        sent.forEach(asked -> asked.reply.completeExceptionally(new UnansweredException(
                "'" + asked.request.command() + "' has no reply, so it is not known whether it was carried out: "
                        + why.sentence(),
                true)));
        kept.forEach(asked -> asked.reply.completeExceptionally(
                new UnansweredException("'" + asked.request.command() + "' was not sent: " + why.sentence(), false)));
    }

    private void sendWaiting() {
        while (open && inBand < limits.inFlight() && !waiting.isEmpty()) {
            send(waiting.remove());
        }
    }

    private void send(Asked asked) {
        long id = ++lastId;
        inFlight.put(id, asked);
        if (!asked.request.outOfBand()) {
            inBand++;
        }
        sender.accept(asked.request.toJson(id));
    }

    private void settle(Asked asked) {
        if (!asked.request.outOfBand()) {
            inBand--;
            sendWaiting();
        }
    }
}
