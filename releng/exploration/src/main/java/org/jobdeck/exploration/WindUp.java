package org.jobdeck.exploration;

import org.jobdeck.exploration.Option.Kind;

/** The end of an execution, without choices: takes back what was asked for, cancels everything, sees that all is gone. */
final class WindUp {

    /** Bodies that are ready look every second whether they are to complete; that many times are enough. */
    private static final int MOST_TIMERS = 6;

    private enum Stage {
        BEGUN,
        PAUSES_TAKEN_BACK,
        WAITERS_ENTERED,
        CANCELLED,
        OVER
    }

    private final World world;
    private final Options options;
    private final Rules rules;
    private Stage stage = Stage.BEGUN;
    private int timers;

    WindUp(World world, Options options, Rules rules) {
        this.world = world;
        this.options = options;
        this.rules = rules;
    }

    /** Whether it has come to its end. */
    boolean isOver() {
        return stage == Stage.OVER;
    }

    /** What happens next: first all that happens by itself, then the next stage. Null when it is over, or stuck. */
    Option next() {
        Option next = options.first();
        if (next != null) {
            return next;
        }
        Option time = options.time();
        if (!world.mainActor().waitsAt(Turns.TOP)) {
            if (time == null) {
                world.findings().report(Rule.NOBODY_WAITS_FOR_EVER, "the main loop waits and nobody will wake it");
            }
            return time;
        }
        if (time != null && timers < MOST_TIMERS) {
            timers++;
            return time;
        }
        timers = 0;
        return nextStage();
    }

    private Option nextStage() {
        switch (stage) {
            case BEGUN -> {
                stage = Stage.PAUSES_TAKEN_BACK;
                return options.order(Kind.VERB, () -> "main: take all pauses back", this::takePausesBack);
            }
            case PAUSES_TAKEN_BACK -> {
                stage = Stage.WAITERS_ENTERED;
                return options.order(Kind.VERB, () -> "main: enter who waits for that", this::enterAll);
            }
            case WAITERS_ENTERED -> {
                stage = Stage.CANCELLED;
                rules.checkBodiesEnded();
                return options.order(Kind.VERB, () -> "main: cancel all", world.monitor()::cancelSyncAll);
            }
            case CANCELLED, OVER -> {
                stage = Stage.OVER;
                rules.checkEnd();
                return null;
            }
        }
        throw new IllegalStateException("there is no stage " + stage);
    }

    private void takePausesBack() {
        for (Subject subject : world.subjects()) {
            if (!world.state(subject).completed() && world.state(subject).userPaused()) {
                world.use(Verb.USER_RESUME, subject);
            }
            while (subject.pauses > 0 && world.state(subject).references() > 0) {
                world.use(Verb.RESUME, subject);
            }
        }
    }

    private void enterAll() {
        for (Subject subject : world.subjects()) {
            world.jobs().enter(subject.job());
        }
    }
}
