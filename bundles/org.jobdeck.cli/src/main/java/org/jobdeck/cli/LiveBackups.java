package org.jobdeck.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jobdeck.json.JsonArray;
import org.jobdeck.json.JsonObject;

/** Backups that are as good as endless, made in a daemon. */
final class LiveBackups {

    private static final long NODE_BYTES = 8 << 20;

    /** A byte a second: the first cluster is copied at once, the second after hours. */
    private static final int SPEED = 1;

    private LiveBackups() {}

    /** Making them took longer than allowed, and the daemon has been killed. */
    static final class TooSlow extends IOException {

        private static final long serialVersionUID = 1L;

        private TooSlow(int count, Duration longest, IOException cause) {
            super("making " + count + " jobs takes more than " + longest.toSeconds() + " s", cause);
        }
    }

    /**
     * Makes two nodes a job, then all jobs in one transaction, because a daemon drains all nodes once for each command that
     * makes a job.
     *
     * @throws TooSlow if it took longer than allowed
     */
    static void make(DaemonProcess daemon, int count, Duration longest) throws IOException {
        CompletableFuture<Boolean> tooSlow = new CompletableFuture<>();
        tooSlow.completeOnTimeout(true, longest.toMillis(), TimeUnit.MILLISECONDS);
        tooSlow.thenAcceptAsync(is -> {
            if (is) {
                daemon.kill();
            }
        });
        try {
            send(daemon.probe(), count);
        } catch (IOException e) {
            if (tooSlow.complete(false)) {
                throw e;
            }
            throw new TooSlow(count, longest, e);
        }
        if (!tooSlow.complete(false)) {
            throw new TooSlow(count, longest, null);
        }
    }

    private static void send(QmpProbe probe, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            probe.call(node("source" + i));
            probe.call(node("target" + i));
        }
        if (count > 0) {
            probe.call(QmpProbe.bytesOf("transaction", JsonObject.of("actions", backups(count))));
        }
    }

    private static ByteBuffer node(String name) {
        return QmpProbe.bytesOf(
                "blockdev-add",
                JsonObject.builder()
                        .put("driver", "null-co")
                        .put("node-name", name)
                        .put("size", NODE_BYTES)
                        .build());
    }

    private static JsonArray backups(int count) {
        JsonArray.Builder actions = JsonArray.builder();
        for (int i = 0; i < count; i++) {
            JsonObject backup = JsonObject.builder()
                    .put("job-id", "backup" + i)
                    .put("device", "source" + i)
                    .put("target", "target" + i)
                    .put("sync", "full")
                    .put("speed", SPEED)
                    .build();
            actions.add(JsonObject.builder()
                    .put("type", "blockdev-backup")
                    .put("data", backup)
                    .build());
        }
        return actions.build();
    }
}
