package org.jobdeck.ui.tests;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jobdeck.job.common.Changes;
import org.jobdeck.job.common.JobKey;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonValue;
import org.jobdeck.source.JobSource;
import org.jobdeck.source.MachineStatus;
import org.jobdeck.source.SourceEvent;
import org.jobdeck.source.SourceStatus;
import org.jobdeck.source.VerbOutcome;
import org.jobdeck.source.VerbRequest;
import org.jobdeck.source.graph.NodeGraph;

/** A source that, besides jobs, has a machine, nodes and events, and answers commands as the test says. */
final class TellingSource implements JobSource {

    final FakeSource jobs = new FakeSource();
    final Map<String, JsonValue> answers = new ConcurrentHashMap<>();
    final AtomicInteger commands = new AtomicInteger();
    final AtomicInteger graphs = new AtomicInteger();
    volatile MachineStatus machine = MachineStatus.NONE;
    volatile NodeGraph graph = NodeGraph.EMPTY;

    private final List<Consumer<SourceEvent>> listeners = new CopyOnWriteArrayList<>();

    void tell(String name, JsonObject data) {
        listeners.forEach(listener -> listener.accept(new SourceEvent(Instant.now(), name, data)));
    }

    @Override
    public String name() {
        return "telling";
    }

    @Override
    public SourceStatus status() {
        return jobs.status();
    }

    @Override
    public Changes changesSince(long version) {
        return jobs.changesSince(version);
    }

    @Override
    public Optional<Changes> tryChangesSince(long version) {
        return jobs.tryChangesSince(version);
    }

    @Override
    public AutoCloseable addChangeListener(Runnable listener) {
        return jobs.addChangeListener(listener);
    }

    @Override
    public CompletionStage<VerbOutcome> apply(JobKey job, VerbRequest verb) {
        return jobs.apply(job, verb);
    }

    @Override
    public MachineStatus machine() {
        return machine;
    }

    @Override
    public CompletionStage<JsonValue> execute(String command, JsonObject arguments) {
        commands.incrementAndGet();
        JsonValue answer = answers.get(command);
        return answer == null
                ? CompletableFuture.failedFuture(
                        new IllegalStateException("The command " + command + " has not been found"))
                : CompletableFuture.completedFuture(answer);
    }

    @Override
    public AutoCloseable addEventListener(Consumer<SourceEvent> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public CompletionStage<NodeGraph> graph() {
        graphs.incrementAndGet();
        return CompletableFuture.completedFuture(graph);
    }

    @Override
    public void close() {
        jobs.close();
    }
}
