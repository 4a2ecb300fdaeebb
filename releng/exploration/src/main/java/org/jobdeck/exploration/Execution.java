package org.jobdeck.exploration;

import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jobdeck.exploration.Option.Kind;
import org.jobdeck.job.common.JobException;

/** One run of a scenario, from making its jobs to the end or to a state that was seen before. */
final class Execution {

    /** More steps than that are a circle. */
    private static final int MOST_STEPS = 20_000;

    /** What executions leave to those that follow. */
    record Memory(Peek peek, Positions positions) {}

    /** How an execution ended. */
    enum End {
        /** Nothing was left to do. */
        DONE,
        /** It came to a state that was seen before. */
        SEEN,
        /** A rule did not hold. */
        VIOLATED
    }

    private final Choices choices;
    private final LongSet seen;
    private final Findings findings;
    private final World world;
    private final Options options;
    private final Rules rules;
    private final WindUp windUp;
    private int switchesLeft;
    private boolean switchRefused;
    private boolean foreignStarted;
    private int steps;
    private Actor last;
    private volatile Runnable order;

    /**
     * An execution whose choices are these.
     *
     * @param seen the states seen so far; null if the execution is to go on in any case
     * @param switches how often an actor may be interrupted that could have gone on
     */
    Execution(Memory memory, Scenario scenario, Choices choices, LongSet seen, Findings findings, int switches) {
        this.choices = choices;
        this.seen = seen;
        this.findings = findings;
        this.switchesLeft = switches;
        world = new World(scenario, choices, memory.peek(), memory.positions(), findings);
        options = new Options(world);
        rules = new Rules(world);
        windUp = new WindUp(world, options, rules);
    }

    /** Runs it, on the thread that made it. */
    End run() {
        Thread.ofVirtual().name("main").start(() -> live(world.mainActor(), true));
        awaitStop();
        if (world.scenario().foreignSteps() > 0) {
            foreignStarted = true;
            Thread.ofVirtual().name("foreign").start(() -> live(world.foreignActor(), false));
        }
        awaitStop();
        while (findings.violation() == null) {
            if (!choices.repeating()) {
                checkRules();
            }
            if (findings.violation() != null) {
                break;
            }
            Option next = world.windingUp() ? windUp.next() : choose();
            if (next == null) {
                break;
            }
            perform(next);
        }
        if (findings.violation() != null) {
            return End.VIOLATED;
        }
        return windUp.isOver() ? End.DONE : End.SEEN;
    }

    private void checkRules() {
        rules.check();
        if (options.atRest()) {
            rules.checkAtRest();
        }
    }

    /** Whether some order of actors was left out because of the bound on interruptions. */
    boolean leftOut() {
        return switchRefused;
    }

    int steps() {
        return steps;
    }

    // ---- the threads that get orders

    private void live(Actor actor, boolean isMain) {
        try {
            if (isMain) {
                world.open();
                world.turns().switchOn();
            }
            while (true) {
                world.turns().point(Turns.TOP);
                Runnable mine = order;
                mine.run();
            }
        } catch (JobException | RuntimeException | Error e) {
            findings.report(Rule.NO_FAILURE, "the thread '" + actor.name() + "' fails: " + Failures.text(e));
            world.turns().leave(actor);
        }
    }

    /** Waits until everybody waits: for a turn, for the baton or for an order. */
    private void awaitStop() {
        while (!allStopped()) {
            LockSupport.park(this);
        }
    }

    private boolean allStopped() {
        if (findings.violation() != null) {
            return true;
        }
        if (!world.mainActor().waits() || !(world.foreignActor().waits() || foreignIsNotThere())) {
            return false;
        }
        for (Subject subject : world.subjects()) {
            if (subject.shape().ownLoop()
                    && world.peek().isTaken(subject.loop()) != subject.actor().waits()) {
                return false;
            }
        }
        return true;
    }

    private boolean foreignIsNotThere() {
        return !foreignStarted || world.foreignActor().isGone();
    }

    // ---- one step

    private Option choose() {
        List<Option> all = options.all(last);
        if (all.isEmpty()) {
            findings.report(Rule.NOBODY_WAITS_FOR_EVER, "the main loop waits and nobody will wake it");
            return null;
        }
        List<Option> affordable = all;
        if (switchesLeft == 0) {
            affordable = all.stream().filter(option -> !interrupts(option, all)).toList();
            switchRefused |= affordable.size() < all.size();
        }
        if (seen != null && !choices.repeating() && !seen.add(fingerprint())) {
            return null;
        }
        // also where the bound leaves one only: a schedule means the same with every bound
        Option chosen = affordable.get(all.size() == 1 ? 0 : choices.next(affordable.size()));
        if (interrupts(chosen, all)) {
            switchesLeft--;
        }
        return chosen;
    }

    /** Whether the one who ran last could go on and does not. */
    private boolean interrupts(Option option, List<Option> all) {
        Option first = all.getFirst();
        return first.actor() == last && first.kind() == Kind.GO_ON && option != first;
    }

    private void perform(Option option) {
        steps++;
        if (steps > MOST_STEPS) {
            findings.report(Rule.NOBODY_WAITS_FOR_EVER, "it goes round in circles");
            return;
        }
        if (findings.traced()) {
            findings.note(option.text().get());
        }
        options.taken(option);
        if (option.kind() == Kind.WIND_UP) {
            world.windUp();
            return;
        }
        if (option.actor() == null) {
            option.order().run();
            return;
        }
        last = option.actor();
        order = option.order();
        option.actor().go();
        awaitStop();
        if (findings.traced()) {
            for (Subject subject : world.subjects()) {
                findings.note("      " + subject.name() + ": " + world.state(subject));
            }
        }
    }

    private long fingerprint() {
        Fingerprint print = new Fingerprint();
        world.addTo(print);
        options.addTo(print);
        print.add(Math.min(switchesLeft, 1 << 20));
        print.add(last == null ? "" : last.name());
        return print.value();
    }
}
