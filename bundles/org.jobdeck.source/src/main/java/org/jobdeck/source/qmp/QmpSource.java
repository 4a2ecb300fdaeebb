package org.jobdeck.source.qmp;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jobdeck.job.common.Changes;
import org.jobdeck.job.common.JobKey;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonValue;
import org.jobdeck.loop.Clock;
import org.jobdeck.qmp.QmpEvent;
import org.jobdeck.qmp.SelectorThread;
import org.jobdeck.qmp.client.QmpAddress;
import org.jobdeck.qmp.client.QmpRequest;
import org.jobdeck.source.JobDevice;
import org.jobdeck.source.JobSource;
import org.jobdeck.source.MachineStatus;
import org.jobdeck.source.SourceEvent;
import org.jobdeck.source.SourceStatus;
import org.jobdeck.source.VerbOutcome;
import org.jobdeck.source.VerbRequest;
import org.jobdeck.source.graph.NodeGraph;

/**
 * A QEMU process as a source: attached to one of its monitors until it is closed.
 *
 * <p>All work is done in the selector thread. What is told is an immutable picture, so that no question ever waits.
 */
public final class QmpSource implements JobSource {
    private final SelectorThread thread;
    private final QmpAddress address;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final List<Consumer<QmpEvent>> eventListeners = new CopyOnWriteArrayList<>();
    private final Attachment attachment;

    private QmpSource(SelectorThread thread, Clock clock, QmpAddress address) {
        this.thread = thread;
        this.address = address;
        this.attachment = new Attachment(
                thread,
                clock,
                address,
                () -> listeners.forEach(Runnable::run),
                event -> eventListeners.forEach(listener -> listener.accept(event)));
    }

    /**
     * Begins to attach to a monitor. The monitor serves nobody else until the source is closed.
     *
     * @param thread does all the work
     * @param clock what time limits go by; the thread's own
     */
    public static QmpSource attach(SelectorThread thread, Clock clock, QmpAddress address) {
        QmpSource source = new QmpSource(thread, clock, address);
        thread.execute(source.attachment::attach);
        return source;
    }

    /** Where the monitor is. */
    public QmpAddress address() {
        return address;
    }

    @Override
    public void retry() {
        thread.execute(attachment::retry);
    }

    @Override
    public String name() {
        return attachment.name();
    }

    @Override
    public SourceStatus status() {
        return attachment.status();
    }

    @Override
    public Changes changesSince(long version) {
        return attachment.picture().since(version);
    }

    @Override
    public Optional<Changes> tryChangesSince(long version) {
        return Optional.of(changesSince(version));
    }

    @Override
    public AutoCloseable addChangeListener(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /**
     * Adds somebody who is told of every event of the server, of jobs or not. Called in the selector thread: it may not
     * wait.
     *
     * @return a handle that ends it
     */
    public AutoCloseable addQmpListener(Consumer<QmpEvent> listener) {
        eventListeners.add(listener);
        return () -> eventListeners.remove(listener);
    }

    @Override
    public CompletionStage<VerbOutcome> apply(JobKey job, VerbRequest verb) {
        CompletableFuture<VerbOutcome> outcome = new CompletableFuture<>();
        thread.execute(() -> attachment.apply(job, verb, outcome));
        return outcome;
    }

    @Override
    public List<JobDevice> devicesOf(JobKey job) {
        return attachment.picture().devicesOf(job);
    }

    @Override
    public MachineStatus machine() {
        return attachment.machine();
    }

    @Override
    public CompletionStage<NodeGraph> graph() {
        CompletableFuture<NodeGraph> graph = new CompletableFuture<>();
        thread.execute(() -> attachment.readGraph(graph));
        return graph;
    }

    @Override
    public CompletionStage<JsonValue> execute(String command, JsonObject arguments) {
        return execute(QmpRequest.of(command, arguments));
    }

    @Override
    public AutoCloseable addEventListener(Consumer<SourceEvent> listener) {
        return addQmpListener(event -> listener.accept(
                new SourceEvent(event.at(), event.name(), event.data().orElse(JsonObject.empty()))));
    }

    /**
     * Asks the server for any command.
     *
     * @return completes in the selector thread, exceptionally as {@link org.jobdeck.qmp.client.QmpClient#execute} does,
     *     also while there is no connection
     */
    public CompletionStage<JsonValue> execute(QmpRequest request) {
        CompletableFuture<JsonValue> reply = new CompletableFuture<>();
        thread.execute(() -> attachment.execute(request, reply));
        return reply;
    }

    /** Detaches: the monitor is free for others, the jobs go on. */
    @Override
    public void close() {
        thread.execute(attachment::detach);
    }
}
