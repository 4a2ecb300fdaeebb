package org.jobdeck.cli;

import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jobdeck.daemon.EngineMonitor;
import org.jobdeck.engine.Engine;
import org.jobdeck.job.common.Job;
import org.jobdeck.job.common.JobEvent;
import org.jobdeck.job.common.JobException;
import org.jobdeck.job.common.JobLock;
import org.jobdeck.job.common.JobSnapshot;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.loop.Errno;
import org.jobdeck.source.RateEstimator;
import org.jobdeck.source.embedded.EmbeddedSource;

/** One job in an engine of its own, from start to end, with its files. Used once, by one thread. */
final class JobRun {

    private static final long TICK_MILLIS = 100;
    private static final int FORCE = 2;
    private static final int LEAVE = 3;

    private final Host host;
    private final RunRequest request;
    private final BlockingQueue<Happening> happenings = new LinkedBlockingQueue<>();
    private final RateEstimator rate = new RateEstimator();

    private Engine engine;
    private EngineMonitor monitor;
    private Job job;
    private Steering steering;
    private RunView view;
    private boolean steered;
    private boolean over;
    private boolean stopped;
    private boolean outputLost;
    private int interrupts;
    private Optional<JobEvent.IoError> lastError = Optional.empty();

    JobRun(Host host, RunRequest request) {
        this.host = host;
        this.request = request;
    }

    /**
     * Runs it.
     *
     * @return the exit code of success
     * @throws Failure if the job failed or was cancelled; no file is left half done but those that were there before
     */
    int run() throws Failure {
        try (Registration interrupt = host.onInterrupt(() -> happenings.add(new Happening.Interrupt()));
                Registration _ = host.onExit(this::tidyUp)) {
            return runWithFiles(interrupt);
        } finally {
            tidyUp();
        }
    }

    private int runWithFiles(Registration interrupt) throws Failure {
        try (Screen screen = request.json() ? null : host.openScreen(false).orElse(null)) {
            steered = screen != null;
            if (screen == null) {
                view = request.json()
                        ? new JsonView(host.out(), host.clock())
                        : new LineView(host.out(), host.clock(), pace());
            } else {
                view = new ScreenView(screen, host.clock(), pace());
                screen.onKey(key -> happenings.add(new Happening.Key(key)), () -> happenings.add(new Happening.Gone()));
            }
            return conclude(runEngine(interrupt));
        } catch (InterruptedException e) {
            throw Failure.failed(request.describe() + " was given up" + ending(settle(false)), e);
        }
    }

    private Pace pace() {
        return new Pace(
                host.clock(),
                request.source() == null ? Long.MAX_VALUE : request.source().length());
    }

    /** Whether somebody else has to finalize the job, over the engine's monitor. */
    private boolean needsHelp() {
        return !request.autoFinalize() && !steered;
    }

    private EngineMonitor serve() {
        return EngineMonitor.serve(engine, host.environment(), () -> happenings.add(new Happening.Gone()));
    }

    private void serveAtOnce() throws Failure {
        monitor = serve();
        if (monitor.socket().isEmpty()) {
            throw Failure.usage(
                    "'--auto-finalize off' needs a terminal without --json, where the key f finalizes the job, "
                            + "or a folder of the user's (XDG_RUNTIME_DIR), through which others do; leave the option out");
        }
    }

    private void tellWhereToFinalize() {
        monitor.socket()
                .ifPresent(socket -> host.err()
                        .println(Program.NAME + ": the job '" + request.id()
                                + "' is pending; finalize or cancel it, as by 'jobdeck job finalize unix:" + socket
                                + " "
                                + request.id() + "'"));
    }

    private JobSnapshot runEngine(Registration interrupt) throws Failure, InterruptedException {
        engine = Engine.start(Program.NAME, host.clock(), host.factories());
        engine.jobSystem().addEventListener(this::told);
        boolean left = false;
        try {
            if (needsHelp()) {
                serveAtOnce();
            }
            if (request.target() != null) {
                request.target().make();
            }
            startJob();
            if (monitor == null) {
                // the job need not wait until it can be seen
                monitor = serve();
            }
            JobSnapshot last = watch();
            left = interrupts >= LEAVE;
            if (left) {
                interrupt.close();
            }
            return last;
        } finally {
            if (!left) {
                closeEngine();
            }
        }
    }

    /** Clients of the engine's monitor may make further jobs, which are no concern of ours. */
    private void told(JobEvent event) {
        if (event.id().equals(request.id())) {
            happenings.add(new Happening.Event(event));
        }
    }

    private void startJob() throws Failure, InterruptedException {
        steering = new Steering(new EmbeddedSource(engine), sentence -> happenings.add(new Happening.Note(sentence)));
        try {
            job = engine.call(() -> {
                Job started = engine.start(request.jobStart());
                try (JobLock.Held held = engine.lock().acquire()) {
                    engine.monitor().ref(held, started);
                }
                return started;
            });
        } catch (ExecutionException e) {
            String kept = request.target() == null ? "" : request.target().withdraw();
            throw Failure.failed(
                    request.describe() + " cannot be started: " + reasonOf(e.getCause()) + ending(kept), e.getCause());
        }
    }

    private static String reasonOf(Throwable cause) {
        return cause instanceof JobException ? cause.getMessage() : "an error inside the program (" + cause + ")";
    }

    /** Shows and steers the job until it is over, or until the user will not wait any longer. */
    private JobSnapshot watch() throws InterruptedException {
        while (true) {
            Happening next = happenings.poll(TICK_MILLIS, TimeUnit.MILLISECONDS);
            while (next != null) {
                handle(next);
                next = happenings.poll();
            }
            JobSnapshot now = snapshot();
            rate.add(host.clock().nanoTime(), now.progress());
            if (over || interrupts >= LEAVE) {
                return now;
            }
            view.progress(now);
            checkOutput();
        }
    }

    /** Lines of JSON are all that is known of the job; if they reach nobody, it is not to run on unseen. */
    private void checkOutput() {
        if (request.json() && !outputLost && interrupts == 0 && host.out().checkError()) {
            outputLost = true;
            end(true);
        }
    }

    private void handle(Happening happening) {
        switch (happening) {
            case Happening.Event e -> handle(e.event());
            case Happening.Key k ->
                steering.key(k.key(), snapshot(), rate.perSecond(host.clock().nanoTime()));
            case Happening.Interrupt _ -> interrupted();
            case Happening.Gone _ -> gone();
            case Happening.Note n -> view.note(n.sentence());
        }
    }

    private void handle(JobEvent event) {
        view.event(event);
        switch (event) {
            case JobEvent.StatusChange change -> {
                boolean toBeDismissed = change.status() == JobStatus.CONCLUDED && !request.autoDismiss() && !steered;
                over |= change.status() == JobStatus.NULL || toBeDismissed;
            }
            case JobEvent.IoError error -> {
                lastError = Optional.of(error);
                if (error.action().equals("stop") && !steered) {
                    // nobody here could resume it
                    stopped = true;
                    steering.cancel(snapshot(), true);
                }
            }
            case JobEvent.Pending _ -> {
                if (needsHelp()) {
                    tellWhereToFinalize();
                }
            }
            default -> {
                // the view shows it
            }
        }
    }

    private void interrupted() {
        interrupts++;
        end(interrupts >= FORCE);
    }

    /** By force: a job that asks for anything more would wait for ever. */
    private void gone() {
        steered = false;
        end(true);
    }

    private void end(boolean force) {
        JobSnapshot now = snapshot();
        if (now.status() == JobStatus.CONCLUDED) {
            over = true;
        } else {
            steering.cancel(now, force);
        }
    }

    private JobSnapshot snapshot() {
        try (JobLock.Held held = engine.lock().acquire()) {
            return engine.monitor().snapshot(held, job);
        }
    }

    private void closeEngine() throws InterruptedException {
        if (job != null) {
            try {
                engine.call(() -> {
                    try (JobLock.Held held = engine.lock().acquire()) {
                        engine.monitor().unref(held, job);
                    }
                    return null;
                });
            } catch (ExecutionException e) {
                throw new IllegalStateException("the job '" + request.id() + "' could not be let go", e.getCause());
            }
        }
        if (monitor != null) {
            monitor.close();
        }
        engine.close();
    }

    private int conclude(JobSnapshot last) throws Failure {
        boolean ended = last.status().isCompleted();
        if (ended && last.result() == 0) {
            settle(true);
            view.done(last);
            if (host.out().checkError()) {
                throw Failure.failed(request.describe() + " is done, but " + LostOutput.SENTENCE);
            }
            return ExitCode.DONE;
        }
        String kept = settle(false);
        if (stopped) {
            throw Failure.failed(request.describe() + " stopped at an error while "
                    + lastError.map(JobRun::doing).orElse("working")
                    + ", and was cancelled, because only a terminal without --json lets you resume it" + ending(kept));
        }
        if (!ended || last.result() == -Errno.ECANCELED.number()) {
            if (outputLost) {
                throw Failure.failed(
                        request.describe() + " was cancelled, because " + LostOutput.SENTENCE + ending(kept));
            }
            throw Failure.cancelled(request.describe() + " was cancelled" + ending(kept));
        }
        String where = lastError.map(error -> " while " + doing(error)).orElse("");
        String hint = last.result() == -Errno.ENOSPC.number() ? "; free some room or name another place" : "";
        throw Failure.failed(request.describe() + " failed" + where + ": " + last.error() + ending(kept) + hint);
    }

    private static String doing(JobEvent.IoError error) {
        return error.read() ? "reading the source" : "writing the target";
    }

    private static String ending(String kept) {
        return kept.isEmpty() ? "" : "; " + kept;
    }

    private String settle(boolean succeeded) throws Failure {
        return request.target() == null ? "" : request.target().settle(succeeded);
    }

    /** Whatever happened, no half file stays. */
    private void tidyUp() {
        try {
            settle(false);
        } catch (Failure e) {
            System.getLogger(JobRun.class.getName()).log(System.Logger.Level.WARNING, e.getMessage());
        }
    }
}
