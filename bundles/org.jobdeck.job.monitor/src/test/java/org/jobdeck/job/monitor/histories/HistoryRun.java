package org.jobdeck.job.monitor.histories;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jobdeck.job.common.Job;
import org.jobdeck.job.common.JobEvent;
import org.jobdeck.job.common.JobException;
import org.jobdeck.job.common.JobLock.Held;
import org.jobdeck.job.common.JobSnapshot;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.job.common.JobSystem;
import org.jobdeck.job.common.JobTxn;
import org.jobdeck.job.driver.JobSpec;
import org.jobdeck.job.driver.Jobs;
import org.jobdeck.job.monitor.JobMonitor;
import org.jobdeck.loop.Clock;
import org.jobdeck.loop.EventLoop;

/**
 * One run of a history on real threads: a job layer of its own with a main loop and a further loop; then everything is
 * brought to its end and judged.
 */
final class HistoryRun {

    private static final Duration REST = Duration.ofNanos(30_000);

    private final History history;
    private final Crew crew;
    private final Duration limit;
    private final Journal journal = new Journal();
    private final EventLoop main = EventLoop.onNewThread("main", Clock.system());
    private final EventLoop further = EventLoop.onNewThread("further", Clock.system());
    private final JobSystem system;
    private final JobMonitor monitor;
    private final Jobs jobs;
    private final Rules rules;
    private final VerbRules verbs;
    private final Picture picture;
    private final Map<Integer, ScriptDriver> drivers = new HashMap<>();

    /** Pauses of the program that are not taken back yet, by job; main loop only. */
    private final Map<Integer, Integer> pauses = new HashMap<>();

    HistoryRun(History history, Crew crew, Duration limit) {
        this.history = history;
        this.crew = crew;
        this.limit = limit;
        system = JobSystem.create(main, crew.holdTimes());
        monitor = new JobMonitor(system);
        jobs = new Jobs(system, crew.workers());
        rules = new Rules(monitor, journal);
        verbs = new VerbRules(monitor, journal);
        picture = new Picture(system, journal);
    }

    /** Runs it; the journal says what was wrong. */
    Journal run() {
        system.addEventListener(this::note);
        if (finishes()) {
            main.close();
            further.close();
            Verdict.judge(history, journal);
        }
        return journal;
    }

    private void note(JobEvent event) {
        journal.expect(main.isCurrent() && !system.lock().heldByMe(), "an event came on a wrong thread: " + event);
        journal.event(event);
    }

    private boolean finishes() {
        List<CompletableFuture<?>> parts = new ArrayList<>();
        CompletableFuture<Void> created = onMain(this::createAll);
        boolean done = waitFor("creation", created);
        if (done) {
            history.steps().forEach(step -> parts.add(issue(step)));
            done = waitFor("the steps", CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new)))
                    && waitFor("the end", onMain(this::endAll))
                    && waitFor("what the end left behind", onMain(this::checkNothingIsLeft));
        }
        return done;
    }

    private boolean waitFor(String what, CompletableFuture<?> part) {
        long start = System.nanoTime();
        try {
            part.copy().orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS).join();
            // the timer may come later than the part that is too late
            if (System.nanoTime() - start < limit.toNanos()) {
                return true;
            }
        } catch (CompletionException e) {
            if (part.isDone() && !(e.getCause() instanceof TimeoutException)) {
                journal.fault(what + " failed: " + e.getCause());
                return true;
            }
        }
        journal.fault(what + " did not come to its end within " + limit.toMillis() + " ms\n"
                + Stacks.of(List.of("main", "further"), drivers.values()));
        return false;
    }

    private CompletableFuture<Void> onMain(Runnable action) {
        return CompletableFuture.runAsync(action, main::request);
    }

    private CompletableFuture<Void> issue(Step step) {
        if (step.kind() == StepKind.REST) {
            CompletableFuture<Void> rested = new CompletableFuture<>();
            main.schedule(REST.multipliedBy(1 + step.amount()), () -> rested.complete(null));
            waitFor(step.toString(), rested);
            return rested;
        }
        Consumer<Step> action = step.kind().foreign() ? this::foreignStep : this::mainStep;
        Runnable guarded = () -> {
            try {
                action.accept(step);
            } catch (RuntimeException | Error e) {
                journal.fault(step + " threw " + e);
            }
        };
        return step.kind().foreign()
                ? CompletableFuture.runAsync(guarded, crew.foreigner(step.kind()))
                : onMain(guarded);
    }

    // ---- creation

    private void createAll() {
        JobTxn group = monitor.newTxn();
        for (JobScript script : history.jobs()) {
            ScriptDriver driver = new ScriptDriver(script, journal, system);
            drivers.put(script.number(), driver);
            try {
                jobs.create(spec(script, group, driver), driver);
            } catch (JobException e) {
                throw new IllegalStateException(e);
            }
        }
        try (Held held = system.lock().acquire()) {
            monitor.unref(held, group);
        }
    }

    private JobSpec spec(JobScript script, JobTxn group, ScriptDriver driver) {
        JobSpec spec = JobSpec.named(script.id()).onCompletion(driver::completed);
        spec = switch (script.spot()) {
            case MAIN_LOOP -> spec.in(main);
            case FURTHER_LOOP -> spec.in(further);
            case PRIVATE_LOOP -> spec;
        };
        spec = script.grouped() ? spec.joining(group) : spec;
        spec = script.manualFinalize() ? spec.manualFinalize() : spec;
        return script.manualDismiss() ? spec.manualDismiss() : spec;
    }

    // ---- steps

    private void mainStep(Step step) {
        switch (step.kind()) {
            case START -> start(step);
            case MOVE -> move(step);
            default -> {
                try (Held held = system.lock().acquire()) {
                    Job job = monitor.find(held, "j" + step.job()).orElse(null);
                    if (job != null) {
                        steer(held, job, step);
                        rules.check(held);
                    }
                }
            }
        }
    }

    private void start(Step step) {
        Job job;
        try (Held held = system.lock().acquire()) {
            job = monitor.find(held, "j" + step.job()).orElse(null);
            if (job == null || job.status(held) != JobStatus.CREATED) {
                return;
            }
        }
        // nobody but the main loop starts or cancels it in between
        jobs.start(job);
    }

    private void move(Step step) {
        Job job;
        try (Held held = system.lock().acquire()) {
            job = monitor.find(held, "j" + step.job()).orElse(null);
        }
        if (job != null) {
            EventLoop target = step.force() ? main : further;
            try {
                jobs.setEventLoop(job, target);
                journal.expect(jobs.eventLoop(job) == target, step + " had no effect");
            } catch (IllegalStateException e) {
                journal.expect(e.getMessage().contains("pause it before it is moved"), step + " threw " + e);
            }
        }
    }

    private void steer(Held held, Job job, Step step) {
        switch (step.kind()) {
            case PAUSE -> {
                pauses.merge(step.job(), 1, Integer::sum);
                monitor.pause(held, job);
            }
            case RESUME -> {
                if (pauses.getOrDefault(step.job(), 0) > 0) {
                    pauses.merge(step.job(), -1, Integer::sum);
                    monitor.resume(held, job);
                }
            }
            case CANCEL -> monitor.cancel(held, job, step.force());
            case CANCEL_SYNC -> monitor.cancelSync(held, job, step.force());
            default -> verbs.issue(held, job, step, drivers.get(step.job()).script());
        }
    }

    private void foreignStep(Step step) {
        switch (step.kind()) {
            case LIST -> {
                try (Held held = system.lock().acquire()) {
                    rules.check(held);
                }
            }
            case CHANGES -> {
                try (Held held = system.lock().acquire()) {
                    if (step.force()) {
                        picture.askOnce(held);
                    } else {
                        picture.catchUp(held, rules.check(held));
                    }
                }
            }
            default -> enterOrProgress(step);
        }
    }

    private void enterOrProgress(Step step) {
        Job job;
        try (Held held = system.lock().acquire()) {
            job = monitor.find(held, "j" + step.job()).orElse(null);
        }
        if (job == null) {
            return;
        }
        if (step.kind() == StepKind.ENTER) {
            jobs.enter(job);
        } else {
            job.progress().update(step.amount());
        }
    }

    // ---- the end

    private void endAll() {
        for (JobScript script : history.jobs()) {
            try (Held held = system.lock().acquire()) {
                Job job = monitor.find(held, script.id()).orElse(null);
                if (job != null && monitor.isUserPaused(held, job) && !monitor.isCompleted(held, job)) {
                    verbs.issue(held, job, new Step(StepKind.USER_RESUME, script.number(), 0), script);
                }
                for (int left = pauses.getOrDefault(script.number(), 0); job != null && left > 0; left--) {
                    monitor.resume(held, job);
                }
            }
        }
        monitor.cancelSyncAll();
        system.deliverEvents();
    }

    private void checkNothingIsLeft() {
        try (Held held = system.lock().acquire()) {
            List<JobSnapshot> left = rules.check(held);
            journal.expect(left.isEmpty(), "there are jobs left: " + left);
            picture.catchUp(held, left);
        }
        for (ScriptDriver driver : drivers.values()) {
            journal.expect(!driver.inBody(), driver.script().id() + " is gone, but its body has not returned");
        }
    }
}
