package org.jobdeck.exploration;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jobdeck.job.common.Job;
import org.jobdeck.job.common.JobException;
import org.jobdeck.job.common.JobLock.Held;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.job.common.JobSystem;
import org.jobdeck.job.common.JobTxn;
import org.jobdeck.job.common.internal.TxnCore;
import org.jobdeck.job.driver.JobSpec;
import org.jobdeck.job.driver.Jobs;
import org.jobdeck.job.monitor.JobMonitor;
import org.jobdeck.loop.Coroutine;
import org.jobdeck.loop.EventLoop;
import org.jobdeck.loop.WorkerPool;

/** The job layer of one execution, with its jobs, and what the search notes of them while they run. */
final class World {

    private final Scenario scenario;
    private final Choices choices;
    private final Peek peek;
    private final Findings findings;
    private final Turns turns;
    private final ExploringClock clock;
    private final Actor mainActor = new Actor("main");
    private final Actor foreignActor = new Actor("foreign");
    private final List<Subject> subjects = new ArrayList<>();
    private final Map<Object, Integer> numbers = new IdentityHashMap<>();
    private EventLoop main;
    private Thread mainThread;
    private JobSystem system;
    private Jobs jobs;
    private JobMonitor monitor;
    private JobTxn txn;

    /** The verb under way; null if none. Written by the main loop's thread when it has the turn. */
    private Verb verb;

    private Subject verbSubject;
    private JobState before;
    private Held token;
    private Subject foreignEnters;
    private boolean windingUp;

    World(Scenario scenario, Choices choices, Peek peek, Positions positions, Findings findings) {
        this.scenario = scenario;
        this.choices = choices;
        this.peek = peek;
        this.findings = findings;
        turns = new Turns(foreignActor, this::checkYield, positions, choices::repeating);
        clock = new ExploringClock(turns);
    }

    /** Makes everything, on the main loop's thread. */
    void open() throws JobException {
        mainThread = Thread.currentThread();
        main = EventLoop.adopting("main", clock);
        turns.actorOf(main, mainActor);
        main.watchdog(turns);
        system = JobSystem.create(main, turns);
        // no work is ever given to it, so it has no thread
        jobs = new Jobs(system, new WorkerPool("none", 1));
        monitor = new JobMonitor(system);
        system.addChangeListener(this::noteMoves);
        if (scenario.grouped()) {
            txn = monitor.newTxn();
        }
        for (JobShape shape : scenario.shapes()) {
            make(shape);
        }
        if (txn != null) {
            try (Held held = system.lock().acquire()) {
                monitor.unref(held, txn);
            }
        }
    }

    private void make(JobShape shape) throws JobException {
        String name = "j" + subjects.size();
        EventLoop loop = shape.ownLoop() ? EventLoop.privateLoop(name, main) : main;
        Actor actor = shape.ownLoop() ? new Actor(name) : mainActor;
        if (shape.ownLoop()) {
            loop.watchdog(turns);
            turns.actorOf(loop, actor);
        }
        Subject subject = new Subject(subjects.size(), shape, loop, actor);
        ExploredDriver driver = new ExploredDriver(this, subject);
        Job job = jobs.create(
                new JobSpec(name, loop, txn, false, !shape.manualFinalize(), !shape.manualDismiss(), driver::told),
                driver);
        subject.made(job, driver);
        subjects.add(subject);
        numbers.put(job, subjects.size());
    }

    // ---- what there is

    Scenario scenario() {
        return scenario;
    }

    List<Subject> subjects() {
        return subjects;
    }

    Peek peek() {
        return peek;
    }

    Findings findings() {
        return findings;
    }

    Turns turns() {
        return turns;
    }

    ExploringClock clock() {
        return clock;
    }

    EventLoop main() {
        return main;
    }

    Actor mainActor() {
        return mainActor;
    }

    Actor foreignActor() {
        return foreignActor;
    }

    JobSystem system() {
        return system;
    }

    Jobs jobs() {
        return jobs;
    }

    JobMonitor monitor() {
        return monitor;
    }

    /** The transaction of all jobs, or null. */
    JobTxn txn() {
        return txn;
    }

    JobState state(Subject subject) {
        return peek.state(subject.job());
    }

    long now() {
        return clock.nanoTime();
    }

    // ---- verbs

    /** Asks a job for something, on the main loop's thread. */
    void use(Verb asked, Subject subject) {
        verb = asked;
        verbSubject = subject;
        before = state(subject);
        excuse();
        try (Held held = system.lock().acquire()) {
            token = held;
            asked.apply(this, held, subject);
            checkTokenAfter(held);
        } catch (JobException refused) {
            findings.note("   refused: " + refused.getMessage());
        } finally {
            token = null;
        }
        excuse();
        JobState after = state(subject);
        if (asked == Verb.SOFT_CANCEL && before.deferred() && !before.cancelled() && !after.forceCancelled()) {
            require(!after.cancelled(), Rule.NO_LATE_SOFT_CANCEL, subject, "marked: " + after);
        }
        if (asked.cancels()) {
            require(!after.userPaused(), Rule.CANCEL_UNPAUSES, subject, "after " + asked + ": " + after);
        }
        verb = null;
        verbSubject = null;
    }

    private void excuse() {
        if (verb.mayWake()) {
            // a cancel may undo a transaction, and whoever undoes it enters every member
            subjects.forEach(each -> each.excused |= each == verbSubject || verb != Verb.SET_SPEED);
        } else if (verb != Verb.NOTE_PAUSE && state(verbSubject).timerAt() < 0) {
            verbSubject.excused = true;
        }
    }

    /** Enters a job, on the foreign thread. */
    void enterFromOutside(Subject subject) {
        foreignEnters = subject;
        subject.excused = true;
        jobs.enter(subject.job());
        subject.excused = true;
        foreignEnters = null;
    }

    /** Looks at all jobs, on the foreign thread. */
    void lookFromOutside() {
        try (Held held = system.lock().acquire()) {
            for (Job job : monitor.list(held)) {
                monitor.snapshot(held, job);
                if (monitor.find(held, job.id()).isEmpty()) {
                    findings.report(Rule.NO_FAILURE, job.id() + " is listed, but not found");
                }
            }
        }
    }

    /** Whether somebody is at it who may end the sleep of the job's body before its time. */
    boolean mayBeWoken(Subject subject) {
        return verb != null && verb.mayWake() || foreignEnters == subject || windingUp;
    }

    private void checkTokenAfter(Held held) {
        try {
            system.lock().require(held);
        } catch (IllegalStateException e) {
            findings.report(Rule.TOKEN_VOID, "after the verb " + verb + ": " + e.getMessage());
        }
    }

    // ---- what drivers ask for

    /** A callback has been called: checks the rules of callbacks, then lets others have their turn. */
    void callback(Subject subject, String name, boolean inBody) {
        require(!system.lock().heldByMe(), Rule.LOCK_IS_FREE, subject, name + " is called with the lock held");
        EventLoop wanted = inBody ? subject.loop() : main;
        require(wanted.isCurrent(), Rule.RIGHT_THREAD, subject, name + " is called elsewhere");
        require(
                !inBody || Coroutine.current() == peek.coroutine(subject.job()),
                Rule.RIGHT_THREAD,
                subject,
                name + " is called outside the body");
        if (token != null && Thread.currentThread() == mainThread) {
            checkTokenDuring(name);
        }
        turns.point(name);
    }

    private void checkTokenDuring(String name) {
        try {
            system.lock().require(token);
            findings.report(Rule.TOKEN_VOID, "the token of " + verb + " is good in the callback " + name);
        } catch (IllegalStateException expected) {
            // void, as it should be
        }
    }

    /** One of two answers. The first that is tried is the usual one. */
    boolean answer(Subject subject, String question, boolean usual) {
        boolean given = windingUp || choices.next(2) == 0 ? usual : !usual;
        subject.answered(question, given);
        findings.note("   " + subject.name() + " answers " + question + ": " + given);
        return given;
    }

    void require(boolean holds, Rule rule, Subject subject, String detail) {
        if (!holds) {
            fail(rule, subject, detail);
        }
    }

    void fail(Rule rule, Subject subject, String detail) {
        findings.report(rule, subject.name() + ": " + detail);
    }

    // ---- what is seen while things happen

    /** Called under the lock at every change of a job. */
    private void noteMoves() {
        for (Subject subject : subjects) {
            JobStatus now = peek.status(subject.job());
            if (now != subject.last) {
                require(Moves.areLegal(subject.last, now), Rule.LEGAL_MOVE, subject, subject.last + " to " + now);
                findings.note("   " + subject.name() + " " + subject.last.qmpName() + " -> " + now.qmpName());
                subject.last = now;
            }
        }
    }

    private void checkYield() {
        if (system.lock().heldByMe()) {
            findings.report(Rule.LOCK_IS_FREE, "a body gives its baton up with the lock held");
        }
    }

    /** From now on there are no choices any more: everything comes to its end. */
    void windUp() {
        windingUp = true;
    }

    boolean windingUp() {
        return windingUp;
    }

    void addTo(Fingerprint print) {
        print.add(verb == null ? -1 : verb.ordinal()).add(verbSubject == null ? "" : verbSubject.name());
        if (verb != null) {
            print.add(before.deferred()).add(before.cancelled());
        }
        for (Subject subject : subjects) {
            peek.state(subject.job()).addTo(print, now());
            Coroutine coroutine = peek.coroutine(subject.job());
            if (coroutine != null) {
                numbers.putIfAbsent(coroutine, -numbers.get(subject.job()));
                print.add(turns.position(coroutine)).add(coroutine.hasEnded());
            }
            TxnCore joined = peek.txn(subject.job());
            if (joined != null) {
                print.add(peek.aborting(joined)).add(peek.references(joined)).add(joined.serial());
            }
            print.add(subject.actor().point());
            subject.addTo(print);
        }
        print.add(foreignEnters == null ? "" : foreignEnters.name());
        print.add(turns.position(mainActor)).add(mainActor.point());
        print.add(turns.position(foreignActor)).add(foreignActor.point());
        peek.addQueues(main, print, numbers);
    }
}
