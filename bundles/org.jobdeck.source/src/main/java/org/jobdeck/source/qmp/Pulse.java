package org.jobdeck.source.qmp;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jobdeck.loop.Clock;
import org.jobdeck.qmp.QmpException;
import org.jobdeck.qmp.client.QmpClient;
import org.jobdeck.qmp.client.QmpRequest;
import org.jobdeck.source.SourceState;
import org.jobdeck.source.SourceStatus;

/**
 * Notices whether a server is alive. Belongs to the selector thread.
 *
 * <p>A beat is a command that must not be called out of band, called out of band: the monitor's own thread refuses it at
 * once, even while the main loop is busy. A server without out-of-band calls is asked for its version in turn with
 * everything else.
 */
final class Pulse {

    /** From one beat to the next. */
    static final Duration BEAT = Duration.ofSeconds(3);

    /** How long a server may be silent after it was asked. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Changes nothing, is cheap, and is in no version of QEMU for calls out of band. */
    private static final QmpRequest QUESTION = QmpRequest.of("query-version").within(Duration.ofMinutes(1));

    private final Clock clock;
    private final QmpClient client;
    private final boolean outOfBand;
    private final Executor later;
    private final BiConsumer<Duration, Runnable> alarm;
    private final Runnable alive;
    private final Consumer<SourceStatus> silent;
    private Instant heardAt;
    private long heardNanos;
    private boolean asked;
    private long beats;

    /**
     * A pulse that does not beat yet.
     *
     * @param later runs something when all that has come by now has been read
     * @param alarm runs something later, as long as the connection is there
     * @param alive told with every beat that was answered
     * @param silent told when the server has been silent for too long, and since when
     */
    Pulse(
            Clock clock,
            QmpClient client,
            boolean outOfBand,
            Executor later,
            BiConsumer<Duration, Runnable> alarm,
            Runnable alive,
            Consumer<SourceStatus> silent) {
        this.clock = clock;
        this.client = client;
        this.outOfBand = outOfBand;
        this.later = later;
        this.alarm = alarm;
        this.alive = alive;
        this.silent = silent;
        heard();
    }

    void start() {
        beat();
    }

    /** The server has said something. */
    void heard() {
        heardAt = clock.now();
        heardNanos = clock.nanoTime();
    }

    private void beat() {
        if (!asked) {
            ask();
        }
        alarm.accept(BEAT, this::beat);
    }

    private void ask() {
        asked = true;
        long number = ++beats;
        long askedNanos = clock.nanoTime();
        client.execute(outOfBand ? QUESTION.overtaking() : QUESTION).whenComplete((_, failure) -> {
            asked = false;
            if (failure == null || failure instanceof QmpException) {
                heard();
                alive.run();
            }
        });
        // an answer may have come while this process itself stood still
        alarm.accept(PATIENCE, () -> later.execute(() -> judge(number, askedNanos)));
    }

    /** A later beat has a patience of its own. */
    private void judge(long number, long askedNanos) {
        if (asked && number == beats && heardNanos - askedNanos <= 0) {
            silent.accept(new SourceStatus(
                    SourceState.NOT_ANSWERING, "It has said nothing since it was last heard.", heardAt));
        }
    }
}
