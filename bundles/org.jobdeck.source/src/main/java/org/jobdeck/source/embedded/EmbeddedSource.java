package org.jobdeck.source.embedded;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jobdeck.engine.Engine;
import org.jobdeck.job.common.Changes;
import org.jobdeck.job.common.Job;
import org.jobdeck.job.common.JobException;
import org.jobdeck.job.common.JobKey;
import org.jobdeck.job.common.JobLock;
import org.jobdeck.job.monitor.JobMonitor;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonValue;
import org.jobdeck.source.JobSource;
import org.jobdeck.source.JobStarter;
import org.jobdeck.source.SourceEvent;
import org.jobdeck.source.SourceState;
import org.jobdeck.source.SourceStatus;
import org.jobdeck.source.VerbOutcome;
import org.jobdeck.source.VerbRequest;
import org.jobdeck.source.graph.EngineGraph;
import org.jobdeck.source.graph.NodeGraph;

/**
 * The embedded engine as a source.
 *
 * <p>A question takes the job lock, copies at most {@value #JOBS_A_HOLD} jobs that have changed, members of one
 * transaction together, and gives the lock back. A verb goes to the main loop as a request.
 */
public final class EmbeddedSource implements JobSource {

    /** How many jobs are copied in one hold of the job lock. */
    public static final int JOBS_A_HOLD = 64;

    private final Engine engine;
    private final Optional<CommandPort> port;
    private final SourceStatus status;

    /** A source for that engine that takes verbs, but no commands; the engine's owner closes the engine. */
    public EmbeddedSource(Engine engine) {
        this(engine, Optional.empty());
    }

    /**
     * A source for that engine that takes commands, too; the owner of engine and port closes them.
     *
     * @param port takes the commands, for the same engine
     */
    public EmbeddedSource(Engine engine, CommandPort port) {
        this(engine, Optional.of(port));
    }

    private EmbeddedSource(Engine engine, Optional<CommandPort> port) {
        this.engine = engine;
        this.port = port;
        this.status =
                new SourceStatus(SourceState.LIVE, "", engine.mainLoop().clock().now());
    }

    @Override
    public String name() {
        return engine.name();
    }

    @Override
    public SourceStatus status() {
        return status;
    }

    @Override
    public Changes changesSince(long version) {
        try (JobLock.Held held = engine.lock().acquire()) {
            return engine.jobSystem().changesSince(held, version, JOBS_A_HOLD);
        }
    }

    @Override
    public Optional<Changes> tryChangesSince(long version) {
        try (JobLock.Held held = engine.lock().tryAcquire()) {
            return held == null
                    ? Optional.empty()
                    : Optional.of(engine.jobSystem().changesSince(held, version, JOBS_A_HOLD));
        }
    }

    @Override
    public AutoCloseable addChangeListener(Runnable listener) {
        return engine.jobSystem().addChangeListener(listener);
    }

    @Override
    public CompletionStage<VerbOutcome> apply(JobKey job, VerbRequest verb) {
        CompletableFuture<VerbOutcome> outcome = engine.request(() -> carryOut(job, verb));
        return outcome.exceptionally(failure -> VerbOutcome.refused(
                "The verb '" + verb.verb().qmpName() + "' failed unexpectedly: " + failure.getMessage()));
    }

    /** Look-up and verb are one critical section. */
    private VerbOutcome carryOut(JobKey key, VerbRequest request) {
        JobMonitor monitor = engine.monitor();
        try (JobLock.Held held = engine.lock().acquire()) {
            Job job = monitor.require(held, key);
            switch (request) {
                case VerbRequest.Cancel cancel -> monitor.userCancel(held, job, cancel.force());
                case VerbRequest.SetSpeed speed -> monitor.setSpeed(held, job, speed.bytesPerSecond());
                case VerbRequest.Change change -> monitor.change(held, job, change.change());
                case VerbRequest.Plain plain -> carryOut(held, job, plain);
            }
            return VerbOutcome.DONE;
        } catch (JobException e) {
            return e.getMessage().equals(VerbOutcome.NO_SUCH_JOB.error())
                    ? VerbOutcome.NO_SUCH_JOB
                    : VerbOutcome.refused(e.getMessage());
        }
    }

    private void carryOut(JobLock.Held held, Job job, VerbRequest.Plain plain) throws JobException {
        JobMonitor monitor = engine.monitor();
        switch (plain.verb()) {
            case PAUSE -> monitor.userPause(held, job);
            case RESUME -> monitor.userResume(held, job);
            case COMPLETE -> monitor.complete(held, job);
            case FINALIZE -> monitor.finalizeTxn(held, job);
            case DISMISS -> monitor.dismiss(held, job);
            case CANCEL, SET_SPEED, CHANGE ->
                throw new IllegalArgumentException("the verb '" + plain.verb().qmpName() + "' needs arguments");
        }
    }

    @Override
    public Optional<JobStarter> starter() {
        return Optional.of(new EmbeddedStarter(engine));
    }

    @Override
    public CompletionStage<JsonValue> execute(String command, JsonObject arguments) {
        return port.isPresent() ? port.get().execute(command, arguments) : JobSource.super.execute(command, arguments);
    }

    @Override
    public AutoCloseable addEventListener(Consumer<SourceEvent> listener) {
        return port.isPresent() ? port.get().addEventListener(listener) : JobSource.super.addEventListener(listener);
    }

    @Override
    public CompletionStage<NodeGraph> graph() {
        return engine.request(() -> EngineGraph.of(engine.graph()));
    }

    @Override
    public void close() {
        // the engine belongs to somebody else
    }
}
