package org.jobdeck.source.qmp;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jobdeck.loop.Clock;

/**
 * Asks a server again when something may have changed: at once the first time, then no more often than once a second, and
 * never before the last answer has come. Belongs to the selector thread.
 */
final class Refresh {

    /** From the begin of one question to that of the next, at least. */
    static final Duration SPACING = Duration.ofSeconds(1);

    private final Clock clock;
    private final BiConsumer<Duration, Runnable> alarm;
    private final Supplier<CompletionStage<?>> question;
    private boolean asking;
    private boolean planned;
    private boolean wantedMeanwhile;
    private boolean askedBefore;
    private long askedAt;

    /**
     * Nothing is asked yet.
     *
     * @param alarm runs something later, as long as the connection is there
     * @param question asks and takes the answer, in the selector thread
     */
    Refresh(Clock clock, BiConsumer<Duration, Runnable> alarm, Supplier<CompletionStage<?>> question) {
        this.clock = clock;
        this.alarm = alarm;
        this.question = question;
    }

    /** Something may have changed. */
    void want() {
        if (asking) {
            wantedMeanwhile = true;
        } else if (!planned) {
            plan();
        }
    }

    private void plan() {
        Duration rest = askedBefore ? SPACING.minusNanos(clock.nanoTime() - askedAt) : Duration.ZERO;
        if (rest.isPositive()) {
            planned = true;
            alarm.accept(rest, this::ask);
        } else {
            ask();
        }
    }

    private void ask() {
        planned = false;
        asking = true;
        askedBefore = true;
        askedAt = clock.nanoTime();
        question.get().whenComplete((_, _) -> {
            asking = false;
            if (wantedMeanwhile) {
                wantedMeanwhile = false;
                want();
            }
        });
    }
}
