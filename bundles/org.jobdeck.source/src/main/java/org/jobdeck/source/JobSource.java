package org.jobdeck.source;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jobdeck.job.common.Changes;
import org.jobdeck.job.common.JobKey;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonValue;
import org.jobdeck.source.graph.NodeGraph;

/**
 * One place where jobs run, as those see it who show and steer them.
 *
 * <p>Keys and versions belong to one source. Every method may be called on any thread.
 */
public interface JobSource extends AutoCloseable {

    /** What the user knows the source by. */
    String name();

    /** Whether what it tells can be trusted to be current, and why not. */
    SourceStatus status();

    /**
     * What has happened since the version; waits for the job lock if there is one.
     *
     * @param version what the last answer said, or 0
     */
    Changes changesSince(long version);

    /**
     * The same without ever waiting: for a user interface's thread.
     *
     * @return empty if the answer is not to be had at once; come back a frame later
     */
    Optional<Changes> tryChangesSince(long version);

    /**
     * Adds somebody who is told that there may be something new. It is called on any thread, possibly with a lock held: it
     * may only set a flag or wake somebody.
     *
     * @return a handle that ends it
     */
    AutoCloseable addChangeListener(Runnable listener);

    /**
     * Asks for a verb on a job. Never waits; the outcome comes when the verb has been carried out or refused, on a thread
     * of the source.
     *
     * @return completes normally with the outcome in every case
     */
    CompletionStage<VerbOutcome> apply(JobKey job, VerbRequest verb);

    /**
     * How the machine is to which the disks belong; changes of it are told to the change listeners too.
     *
     * @return {@link MachineStatus#NONE} where there is no machine
     */
    default MachineStatus machine() {
        return MachineStatus.NONE;
    }

    /**
     * The disks of the machine on which a job works. A job whose disks have changed is among the changed ones of {@link
     * #changesSince}, so they need to be asked for with those only. Never waits.
     *
     * @return empty if the job is not there, works on no disk or that is not known
     */
    default List<JobDevice> devicesOf(JobKey job) {
        return List.of();
    }

    /**
     * Asks for any command of QMP. Never waits.
     *
     * @param command its name
     * @return the answer, on a thread of the source; completes exceptionally, with a message for the user, if the command
     *     was refused or the source could not be asked
     */
    default CompletionStage<JsonValue> execute(String command, JsonObject arguments) {
        return CompletableFuture.failedFuture(new UnsupportedOperationException(
                "The source '" + name() + "' takes no QMP commands, so '" + command + "' was not sent"));
    }

    /**
     * Adds somebody who is told of every event of the source, of jobs or not. Called on any thread: it may not wait.
     *
     * @return a handle that ends it
     */
    default AutoCloseable addEventListener(Consumer<SourceEvent> listener) {
        return () -> {};
    }

    /**
     * Asks for the block nodes and who holds them. Never waits.
     *
     * @return the graph, on a thread of the source; completes exceptionally, with a message for the user, if the source
     *     could not be asked
     */
    default CompletionStage<NodeGraph> graph() {
        return CompletableFuture.completedFuture(NodeGraph.EMPTY);
    }

    /**
     * Starts jobs of the kinds that drivers declare; empty where jobs are started by commands only.
     */
    default Optional<JobStarter> starter() {
        return Optional.empty();
    }

    /** Tries again at once where the source waits for its next attempt or has given up; nothing elsewhere. */
    default void retry() {}

    /** Ends the connection to the source, not the source's jobs; an owner of an engine ends the engine itself. */
    @Override
    void close();
}
