package org.jobdeck.exploration;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jobdeck.exploration.Option.Kind;
import org.jobdeck.job.common.JobStatus;

/** Finds out what can happen next, and how many orders are left to be given. */
final class Options {

    private final World world;
    private int verbsLeft;
    private int foreignLeft;

    Options(World world) {
        this.world = world;
        verbsLeft = world.scenario().verbs();
        foreignLeft = world.scenario().foreignSteps();
    }

    /** What can happen next; the one who ran last comes first. */
    List<Option> all(Actor last) {
        List<Option> found = new ArrayList<>();
        goOn(found, last);
        for (Actor actor : actors()) {
            if (actor != last) {
                goOn(found, actor);
            }
        }
        boolean mainWaits = world.mainActor().waitsAt(Turns.TOP);
        if (mainWaits && hasWork()) {
            found.add(poll());
        }
        if (mainWaits) {
            if (found.isEmpty()) {
                // first, so that an execution that nobody steers comes to an end
                found.add(new Option(null, null, Kind.WIND_UP, () -> "wind up"));
            }
            starts(found);
        }
        time(found);
        if (mainWaits && verbsLeft > 0) {
            verbs(found);
        }
        if (foreignLeft > 0 && world.foreignActor().waitsAt(Turns.TOP)) {
            foreign(found);
        }
        return found;
    }

    /** Whether nothing moves but by an order, a timer or the foreign thread, and the main loop's thread waits. */
    boolean atRest() {
        return world.mainActor().waitsAt(Turns.TOP)
                && !hasWork()
                && actors().stream().noneMatch(this::canGoOn);
    }

    /** The first thing that happens by itself, for winding up; null if nothing does. */
    Option first() {
        for (Actor actor : actors()) {
            if (canGoOn(actor)) {
                return goOn(actor);
            }
        }
        return world.mainActor().waitsAt(Turns.TOP) && hasWork() ? poll() : null;
    }

    /** Time, if there is a timer that is not due yet, else null. */
    Option time() {
        long next = world.peek().nextTimer(world.main());
        boolean mainLooks =
                world.mainActor().waitsAt(Turns.TOP) || world.mainActor().waitsAt(Turns.REST);
        if (!mainLooks || next == Long.MAX_VALUE || next <= world.now()) {
            return null;
        }
        return new Option(null, () -> world.clock().moveTo(next), Kind.TIME, () -> "time goes on to the next timer");
    }

    /** An order for the main loop's thread. */
    Option order(Kind kind, Supplier<String> text, Runnable what) {
        return new Option(world.mainActor(), what, kind, text);
    }

    /** The option is taken. */
    void taken(Option option) {
        if (option.kind() == Kind.VERB) {
            verbsLeft--;
        } else if (option.kind() == Kind.FOREIGN) {
            foreignLeft--;
        }
    }

    void addTo(Fingerprint print) {
        print.add(verbsLeft).add(foreignLeft);
    }

    private List<Actor> actors() {
        List<Actor> actors = new ArrayList<>();
        actors.add(world.mainActor());
        for (Subject subject : world.subjects()) {
            if (!actors.contains(subject.actor())) {
                actors.add(subject.actor());
            }
        }
        actors.add(world.foreignActor());
        return actors;
    }

    private boolean hasWork() {
        return world.peek().hasWork(world.main());
    }

    private boolean canGoOn(Actor actor) {
        if (!actor.waits() || actor.waitsAt(Turns.TOP)) {
            return false;
        }
        return !actor.waitsAt(Turns.REST) || hasWork();
    }

    private void goOn(List<Option> found, Actor actor) {
        if (actor != null && canGoOn(actor)) {
            found.add(goOn(actor));
        }
    }

    private static Option goOn(Actor actor) {
        return new Option(actor, null, Kind.GO_ON, () -> actor.name() + " goes on from " + actor.point());
    }

    private Option poll() {
        return new Option(world.mainActor(), () -> world.main().poll(false), Kind.POLL, () -> "main polls");
    }

    private void time(List<Option> found) {
        Option time = time();
        if (time != null) {
            found.add(time);
        }
    }

    private void starts(List<Option> found) {
        for (Subject subject : world.subjects()) {
            JobState now = world.state(subject);
            if (now.status() != JobStatus.CREATED) {
                continue;
            }
            found.add(order(
                    Kind.START,
                    () -> "main: start " + subject.name(),
                    () -> world.jobs().start(subject.job())));
            if (verbsLeft > 0 && !world.scenario().grouped()) {
                found.add(order(Kind.VERB, () -> "main: fail " + subject.name() + " early", () -> {
                    subject.failedEarly = true;
                    world.jobs().earlyFail(subject.job());
                }));
            }
        }
    }

    private void verbs(List<Option> found) {
        for (Subject subject : world.subjects()) {
            JobState now = world.state(subject);
            for (Verb verb : Verb.values()) {
                if (world.scenario().allowed().contains(verb) && verb.isWorthTrying(now, subject)) {
                    found.add(order(
                            Kind.VERB, () -> "main: " + verb + " " + subject.name(), () -> world.use(verb, subject)));
                }
            }
        }
    }

    private void foreign(List<Option> found) {
        for (Subject subject : world.subjects()) {
            JobState now = world.state(subject);
            if (now.started() && !now.completed()) {
                found.add(new Option(
                        world.foreignActor(),
                        () -> world.enterFromOutside(subject),
                        Kind.FOREIGN,
                        () -> "foreign: enter " + subject.name()));
            }
        }
        found.add(new Option(
                world.foreignActor(), world::lookFromOutside, Kind.FOREIGN, () -> "foreign: look at all jobs"));
    }
}
