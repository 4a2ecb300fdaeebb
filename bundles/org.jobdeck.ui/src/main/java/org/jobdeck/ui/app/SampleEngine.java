package org.jobdeck.ui.app;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jobdeck.demo.DemoException;
import org.jobdeck.demo.DemoScenario;
import org.jobdeck.engine.Engine;
import org.jobdeck.source.JobSource;
import org.jobdeck.source.embedded.EmbeddedSource;
import org.jobdeck.ui.i18n.Messages;
import org.jobdeck.ui.live.SampleJobs;

/** The demo's jobs in an engine of their own, started when they are first asked for. Any thread. */
final class SampleEngine implements SampleJobs, AutoCloseable {

    private static final String NAME = Messages.of(SampleEngine.class).get("engine.samples");

    private record Running(Engine engine, DemoScenario scenario, EmbeddedSource source) {}

    private final Lock lock = new ReentrantLock();
    private CompletableFuture<Running> running;

    @Override
    public CompletionStage<JobSource> open() {
        lock.lock();
        try {
            if (running == null || running.isCompletedExceptionally()) {
                running = CompletableFuture.supplyAsync(
                        SampleEngine::start, task -> Thread.ofVirtual().start(task));
            }
            return running.thenApply(Running::source);
        } finally {
            lock.unlock();
        }
    }

    private static Running start() {
        Engine engine = Engine.start(NAME);
        try {
            DemoScenario scenario = DemoScenario.start(engine);
            return new Running(engine, scenario, new EmbeddedSource(engine));
        } catch (DemoException e) {
            engine.close();
            throw new CompletionException(e);
        }
    }

    /** Ends the jobs and deletes their files; waits for a start that is under way. */
    @Override
    public void close() {
        lock.lock();
        try {
            if (running != null) {
                running.handle((jobs, failure) -> {
                            if (failure == null) {
                                jobs.source.close();
                                jobs.scenario.close();
                                jobs.engine.close();
                            }
                            return null;
                        })
                        .join();
            }
        } finally {
            lock.unlock();
        }
    }
}
