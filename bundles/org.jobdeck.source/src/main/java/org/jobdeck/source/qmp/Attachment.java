package org.jobdeck.source.qmp;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jobdeck.job.common.JobKey;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.json.JsonArray;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonValue;
import org.jobdeck.loop.Clock;
import org.jobdeck.qmp.QmpErrorClass;
import org.jobdeck.qmp.QmpEvent;
import org.jobdeck.qmp.QmpException;
import org.jobdeck.qmp.SelectorThread;
import org.jobdeck.qmp.client.ClientLimits;
import org.jobdeck.qmp.client.ClientListener;
import org.jobdeck.qmp.client.ConnectionEnd;
import org.jobdeck.qmp.client.Greeting;
import org.jobdeck.qmp.client.QmpAddress;
import org.jobdeck.qmp.client.QmpClient;
import org.jobdeck.qmp.client.QmpRequest;
import org.jobdeck.qmp.client.UnansweredException;
import org.jobdeck.source.MachineStatus;
import org.jobdeck.source.ServerSkills;
import org.jobdeck.source.SourceState;
import org.jobdeck.source.SourceStatus;
import org.jobdeck.source.VerbOutcome;
import org.jobdeck.source.VerbRequest;
import org.jobdeck.source.graph.GraphReader;
import org.jobdeck.source.graph.GraphReading;
import org.jobdeck.source.graph.JobPlaces;
import org.jobdeck.source.graph.NodeGraph;

/**
 * Keeps one monitor attached: connects, polls while jobs run, notices silence, connects again after a loss.
 *
 * <p>Belongs to the selector thread but for what is published in volatile fields.
 */
final class Attachment {

    /** How often jobs that run are asked for, as progress has no event. */
    static final Duration POLL = Duration.ofSeconds(1);

    private static final String NOT_LIVE = "There is no connection to ";

    private final SelectorThread thread;
    private final Clock clock;
    private final QmpAddress address;
    private final Runnable changed;
    private final Consumer<QmpEvent> events;
    private final JobBook book = new JobBook();
    private final Backoff backoff = new Backoff();
    private volatile SourceStatus status;
    private volatile RemotePicture picture = RemotePicture.EMPTY;
    private volatile MachineStatus machine = MachineStatus.NONE;
    private Visit visit;
    private ServerSkills skills = ServerSkills.NONE;
    private SourceStatus published;
    private MachineStatus publishedMachine = MachineStatus.NONE;
    private boolean publishing;
    private long attempt;

    Attachment(SelectorThread thread, Clock clock, QmpAddress address, Runnable changed, Consumer<QmpEvent> events) {
        this.thread = thread;
        this.clock = clock;
        this.address = address;
        this.changed = changed;
        this.events = events;
        this.status = new SourceStatus(SourceState.CONNECTING, "", clock.now());
    }

    SourceStatus status() {
        return status;
    }

    RemotePicture picture() {
        return picture;
    }

    MachineStatus machine() {
        return machine;
    }

    String name() {
        return address.toString();
    }

    void attach() {
        if (status.state() == SourceState.DETACHED || visit != null) {
            return;
        }
        visit = new Visit();
        visit.expectAnswers();
    }

    void retry() {
        if (visit == null && status.state() != SourceState.DETACHED) {
            become(SourceState.CONNECTING, "");
            backoff.reset();
            attempt++;
            attach();
        }
    }

    void detach() {
        become(SourceState.DETACHED, "");
        if (visit != null) {
            visit.client.close();
        }
    }

    void apply(JobKey key, VerbRequest verb, CompletableFuture<VerbOutcome> outcome) {
        Optional<RemoteJob> job = book.find(key);
        if (visit == null || !visit.connected) {
            outcome.complete(
                    new VerbOutcome(VerbOutcome.Result.NOT_ASKED, NOT_LIVE + address + "; nothing was asked for."));
            return;
        }
        if (job.isEmpty()) {
            outcome.complete(VerbOutcome.NO_SUCH_JOB);
            return;
        }
        RemoteJob target = job.get();
        Optional<QmpRequest> request =
                VerbCommands.of(asAccepted(verb, target), target.id(), target.isBlockJob(), skills);
        if (request.isEmpty()) {
            outcome.complete(VerbOutcome.unsupported(
                    VerbCommands.refusal(verb, target.snapshot().type(), target.isBlockJob())));
            return;
        }
        RemoteJob.CancelState before = target.cancelState();
        if (verb instanceof VerbRequest.Cancel(boolean force)) {
            target.cancelAsked(force);
            book.touch(target);
            publishSoon();
        }
        Visit asked = visit;
        visit.client.execute(request.get()).whenComplete((_, failure) -> {
            if (verb instanceof VerbRequest.Cancel && failure instanceof QmpException) {
                target.cancelRefused(before);
                book.touch(target);
            }
            outcome.complete(failure == null ? VerbOutcome.DONE : outcomeOf(failure));
            asked.poll();
        });
    }

    /**
     * A paused block job cannot be cancelled softly, says QEMU; but soft and by force differ only from ready on, and a
     * paused job that has not been ready is in another state than one that has.
     */
    private static VerbRequest asAccepted(VerbRequest verb, RemoteJob job) {
        boolean soft = verb instanceof VerbRequest.Cancel(boolean force) && !force;
        return soft && job.snapshot().status() == JobStatus.PAUSED ? new VerbRequest.Cancel(true) : verb;
    }

    /** A job may have gone since it was looked up here. */
    private static VerbOutcome outcomeOf(Throwable failure) {
        if (failure instanceof UnansweredException unanswered) {
            VerbOutcome.Result result =
                    unanswered.wasSent() ? VerbOutcome.Result.UNKNOWN : VerbOutcome.Result.NOT_ASKED;
            return new VerbOutcome(result, failure.getMessage());
        }
        boolean gone = failure instanceof QmpException refusal
                && (refusal.errorClass() == QmpErrorClass.DEVICE_NOT_ACTIVE
                        || refusal.getMessage().equals(VerbOutcome.NO_SUCH_JOB.error()));
        return gone
                ? new VerbOutcome(VerbOutcome.Result.NO_SUCH_JOB, failure.getMessage())
                : VerbOutcome.refused(failure.getMessage());
    }

    void execute(QmpRequest request, CompletableFuture<JsonValue> reply) {
        if (visit == null || !visit.connected) {
            reply.completeExceptionally(notAsked());
            return;
        }
        visit.client.execute(request).whenComplete((value, failure) -> {
            if (failure == null) {
                reply.complete(value);
            } else {
                reply.completeExceptionally(failure);
            }
        });
    }

    void readGraph(CompletableFuture<NodeGraph> graph) {
        if (visit == null || !visit.connected) {
            graph.completeExceptionally(notAsked());
            return;
        }
        Visit asked = visit;
        asked.known.thenCompose(_ -> asked.readPlaces()).whenComplete((reading, failure) -> {
            if (failure == null) {
                graph.complete(reading.graph());
            } else {
                graph.completeExceptionally(failure instanceof CompletionException ? failure.getCause() : failure);
            }
        });
    }

    private UnansweredException notAsked() {
        return new UnansweredException(NOT_LIVE + address + "; nothing was asked for.", false);
    }

    private void become(SourceState state, String remark) {
        become(new SourceStatus(state, remark, clock.now()));
    }

    private void become(SourceStatus next) {
        if (status.state() == SourceState.DETACHED
                || next.state() == status.state() && next.remark().equals(status.remark())) {
            return;
        }
        status = next;
        publishSoon();
    }

    /** Once a round of the thread is enough, however many events it brings. */
    private void publishSoon() {
        if (!publishing) {
            publishing = true;
            thread.settle(this::publish);
        }
    }

    private void publish() {
        publishing = false;
        boolean news = book.version() != picture.version();
        if (news) {
            picture = book.picture();
        }
        if (news || status != published || machine != publishedMachine) {
            published = status;
            publishedMachine = machine;
            changed.run();
        }
    }

    private void after(Duration delay, Runnable action) {
        thread.alarm(clock.nanoTime() + delay.toNanos(), action);
    }

    private void ended(ConnectionEnd end) {
        visit = null;
        book.leave();
        switch (end.reason()) {
            case CLOSED -> publishSoon();
            case IN_USE -> ungreeted(end);
            case UNREACHABLE, NOT_QMP, REFUSED ->
                comeBack(status.state() == SourceState.LOST ? SourceState.LOST : SourceState.UNREACHABLE, end);
            case LOST -> comeBack(SourceState.LOST, end);
        }
    }

    private void comeBack(SourceState state, ConnectionEnd end) {
        become(state, end.sentence());
        attemptLater(this::attach);
    }

    private void attemptLater(Runnable next) {
        long number = ++attempt;
        after(backoff.next(), () -> {
            if (number == attempt) {
                next.run();
            }
        });
    }

    /**
     * A monitor that serves another client is left in peace for good. One that serves nobody, and has not even noticed that
     * this client came and went, belongs to a QEMU that has not begun to serve, or stands still: nobody's place can be taken
     * there.
     */
    private void ungreeted(ConnectionEnd end) {
        if (Occupancy.of(address) != Occupancy.WAITING) {
            become(SourceState.IN_USE, end.sentence());
            return;
        }
        become(
                SourceState.NOT_ANSWERING,
                address
                        + " does not greet and serves nobody, so its QEMU is starting or stands still; it is tried again"
                        + " as soon as it serves clients.");
        attemptLater(() -> lookAgain(end, false));
    }

    /**
     * Looks without touching the monitor, so that no more than one connection waits there in vain.
     *
     * @param servedBefore whether the last look has seen somebody who is served; that may have been this client's own
     *     connection, taken up after its end
     */
    private void lookAgain(ConnectionEnd end, boolean servedBefore) {
        switch (Occupancy.of(address)) {
            case WAITING -> attemptLater(() -> lookAgain(end, false));
            case SERVED -> {
                if (servedBefore) {
                    become(SourceState.IN_USE, end.sentence());
                } else {
                    attemptLater(() -> lookAgain(end, true));
                }
            }
            // UNKNOWN: it may have gone, which an attempt will tell
            case FREE, UNKNOWN -> attach();
        }
    }

    /** One connection, from the attempt to its end. */
    private final class Visit implements ClientListener {
        private final QmpClient client = QmpClient.connect(thread, clock, address, ClientLimits.standard(), this);
        private Pulse pulse;
        private final PollPace pace = new PollPace();
        /** Complete when the jobs were told once: those before decide what may be asked. */
        private final CompletableFuture<Void> known = new CompletableFuture<>();

        private boolean connected;
        private boolean polling;
        private boolean pollAgain;
        private boolean learning;
        private boolean skilled;
        private long upheavalsSeen;
        private GraphReading lastReading = GraphReading.EMPTY;
        private final Refresh places = new Refresh(clock, this::after, this::readPlaces);
        private final Refresh machineAgain = new Refresh(clock, this::after, this::readMachine);

        @Override
        public void connected(Greeting greeting) {
            connected = true;
            pulse = new Pulse(clock, client, greeting.outOfBand(), thread, this::after, this::alive, this::silent);
            learn();
            poll();
            pulse.start();
            every(POLL);
        }

        @Override
        public void event(QmpEvent event) {
            pulse.heard();
            events.accept(event);
            if (MachineWatch.concerns(event.name())) {
                machineAgain.want();
            }
            if (book.event(event)) {
                lookAtPlaces();
                publishSoon();
                poll();
            }
        }

        @Override
        public void ended(ConnectionEnd end) {
            Attachment.this.ended(end);
            known.completeExceptionally(notAsked());
        }

        /** A server may be stopped just after it has greeted. */
        void expectAnswers() {
            ClientLimits limits = ClientLimits.standard();
            after(limits.connecting().plus(limits.greeting()).plus(Pulse.PATIENCE), () -> {
                if (!connected) {
                    become(SourceState.NOT_ANSWERING, "It has greeted, and has said nothing since.");
                }
            });
        }

        /** Asks what the server can do, until it has said so, or that it does not say. */
        private void learn() {
            learning = true;
            execute("query-qmp-schema", JsonObject.empty()).whenComplete((schema, failure) -> {
                learning = false;
                skilled = failure instanceof QmpException;
                if (visit == this && schema instanceof JsonArray entities) {
                    skilled = true;
                    skills = ServerSkills.of(entities);
                    machineAgain.want();
                    // jobs may be on other nodes than before
                    upheavalsSeen = -1;
                    lookAtPlaces();
                }
            });
        }

        /** Asks for all jobs, unless an answer is on its way; then again when it has come. */
        void poll() {
            if (visit != this || !connected) {
                return;
            }
            if (polling) {
                pollAgain = true;
                return;
            }
            polling = true;
            pollAgain = false;
            Instant asked = clock.now();
            CompletableFuture<Void> jobs = client.execute(QmpRequest.of("query-jobs"))
                    .thenAccept(answer -> {
                        book.takeJobs(list(answer), clock.now());
                        lookAtPlaces();
                    });
            CompletableFuture<Void> blockJobs = client.execute(QmpRequest.of("query-block-jobs"))
                    .thenAccept(answer -> book.takeBlockJobs(list(answer)));
            CompletableFuture.allOf(jobs, blockJobs).whenComplete((_, failure) -> answered(failure == null, asked));
        }

        /** What is no list is no answer: that there are no jobs would be said of a server that has not said so. */
        private static JsonArray list(JsonValue answer) {
            if (answer instanceof JsonArray list) {
                return list;
            }
            throw new IllegalArgumentException("An answer was to be a list of jobs, and is " + answer.toJson());
        }

        private void answered(boolean well, Instant asked) {
            polling = false;
            if (visit != this) {
                return;
            }
            if (well) {
                pulse.heard();
                backoff.reset();
                become(SourceState.LIVE, "");
                known.complete(null);
                if (!skilled && !learning) {
                    learn();
                }
            }
            if (!well) {
                // beats may be answered all the same, but what is known of the jobs is old
                become(new SourceStatus(
                        SourceState.NOT_ANSWERING, "It lives, but does not answer the question for its jobs.", asked));
            }
            publishSoon();
            if (pollAgain) {
                poll();
            }
        }

        /** Where jobs work is asked when one is new or gone, not with every poll. */
        private void lookAtPlaces() {
            if (skilled && !book.hasUndescribed() && upheavalsSeen != book.upheavals()) {
                upheavalsSeen = book.upheavals();
                if (!book.isEmpty()) {
                    places.want();
                }
            }
        }

        private CompletionStage<GraphReading> readPlaces() {
            GraphReader reader = new GraphReader(skills, this::execute);
            boolean whole = book.mayAskForNodes();
            return (whole ? reader.read() : reader.readEdges(lastReading)).thenApply(reading -> {
                if (visit == this) {
                    lastReading = reading;
                    book.takePlaces(new JobPlaces(reading));
                    publishSoon();
                }
                return reading;
            });
        }

        private CompletionStage<MachineStatus> readMachine() {
            return MachineWatch.read(skills, this::execute).thenApply(read -> {
                if (visit == this && !read.equals(machine)) {
                    machine = read;
                    publishSoon();
                }
                return read;
            });
        }

        private CompletableFuture<JsonValue> execute(String command, JsonObject arguments) {
            return client.execute(QmpRequest.of(command, arguments));
        }

        private void every(Duration time) {
            after(time, () -> {
                if (pace.isDue(book)) {
                    poll();
                }
                every(time);
            });
        }

        private void after(Duration delay, Runnable action) {
            Attachment.this.after(delay, () -> {
                if (visit == this) {
                    action.run();
                }
            });
        }

        private void alive() {
            if (status.state() == SourceState.NOT_ANSWERING) {
                // live again only with a fresh picture
                poll();
            }
        }

        private void silent(SourceStatus silence) {
            become(silence);
        }
    }
}
