package org.jobdeck.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jobdeck.job.common.JobSnapshot;
import org.jobdeck.json.JsonArray;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonValue;
import org.jobdeck.loop.Clock;
import org.jobdeck.loop.Errno;
import org.jobdeck.qmp.QmpException;
import org.jobdeck.qmp.SelectorThread;
import org.jobdeck.qmp.client.QmpAddress;
import org.jobdeck.source.SourceState;
import org.jobdeck.source.SourceStatus;
import org.jobdeck.source.qmp.QmpSource;

/** The jobs of one running QEMU for the time of one command. One thread. */
final class RemoteJobs implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    private final SelectorThread thread;
    private final QmpSource source;
    private final BlockingQueue<Boolean> news = new LinkedBlockingQueue<>();
    private boolean silenceTold;

    private RemoteJobs(SelectorThread thread, Clock clock, QmpAddress address) {
        this.thread = thread;
        this.source = QmpSource.attach(thread, clock, address);
        source.addChangeListener(this::wake);
        wake();
    }

    /**
     * Attaches and waits until the jobs are known.
     *
     * @throws Failure if the monitor cannot be reached or serves somebody else
     */
    static RemoteJobs attach(QmpAddress address, Clock clock) throws Failure {
        SelectorThread thread;
        try {
            thread = SelectorThread.start("qmp", clock);
        } catch (IOException e) {
            throw Failure.usage(
                    "the system gives no more files to this process (" + e.getMessage() + "); end some other programs");
        }
        RemoteJobs jobs = new RemoteJobs(thread, clock, address);
        try {
            jobs.awaitLive(clock);
            return jobs;
        } catch (Failure e) {
            jobs.close();
            throw e;
        }
    }

    private void awaitLive(Clock clock) throws Failure {
        long end = clock.nanoTime() + PATIENCE.toNanos();
        while (source.status().state() != SourceState.LIVE) {
            failIfAway();
            if (!awaitNews(end - clock.nanoTime())) {
                throw Failure.unreachable(source.address() + " does not answer; see that QEMU is not stopped");
            }
        }
    }

    /**
     * Does nothing as long as what is shown is current.
     *
     * @throws Failure with why it is not
     */
    void failIfAway() throws Failure {
        SourceStatus status = source.status();
        switch (status.state()) {
            case LOST, UNREACHABLE, IN_USE, DETACHED -> throw Failure.unreachable(sentenceOf(status.remark()));
            case CONNECTING, LIVE, NOT_ANSWERING -> {
                // it may come
            }
        }
    }

    /**
     * Does what {@link #failIfAway} does, for a command that goes on for long; and says on standard error, once each time,
     * that the server has fallen silent and that it is heard again.
     */
    void failIfAwayAndTellOfSilence(PrintStream err) throws Failure {
        failIfAway();
        boolean silent = !isLive();
        if (silent != silenceTold) {
            silenceTold = silent;
            err.println(Program.NAME + ": " + source.address()
                    + (silent
                            ? " does not answer, and was heard last at " + heardLast() + "; waiting for it"
                            : " answers again"));
        }
    }

    /** Whether what is shown is current. */
    boolean isLive() {
        return source.status().state() == SourceState.LIVE;
    }

    /** When a server that does not answer was heard last, by the clock of this machine. */
    String heardLast() {
        return TIME.format(source.status().since().atZone(ZoneId.systemDefault()));
    }

    /** What somebody else says as a sentence of its own, to be a part of one of ours. */
    static String sentenceOf(String remark) {
        String sentence = remark.endsWith(".") ? remark.substring(0, remark.length() - 1) : remark;
        boolean name = sentence.startsWith(QmpAddress.UNIX) || sentence.startsWith(QmpAddress.TCP);
        return name || sentence.isEmpty()
                ? sentence
                : Character.toLowerCase(sentence.charAt(0)) + sentence.substring(1);
    }

    /**
     * Asks for any command and waits for the answer.
     *
     * @throws Failure if it is refused, or nobody answers
     */
    JsonValue ask(String command, JsonObject arguments) throws Failure {
        try {
            return source.execute(command, arguments).toCompletableFuture().get();
        } catch (ExecutionException e) {
            String why = sentenceOf(String.valueOf(e.getCause().getMessage()));
            throw e.getCause() instanceof QmpException
                    ? Failure.failed(source.address() + " refused '" + command + "': " + why, e)
                    : Failure.unreachable(source.address() + " did not answer '" + command + "': " + why);
        } catch (InterruptedException e) {
            throw Failure.failed("waiting for " + source.address() + " was interrupted", e);
        }
    }

    /**
     * Why a job that has concluded has failed. Where no event has told that the server is asked; a job that vanishes by
     * itself may be gone by then.
     *
     * @return empty if it has not failed
     */
    Optional<String> errorOf(JobSnapshot job) throws Failure {
        if (job.error() != null || job.result() < 0) {
            return Optional.of(job.error() == null ? Errno.ECANCELED.text() : job.error());
        }
        if (ask("query-jobs", JsonObject.empty()) instanceof JsonArray all) {
            for (JsonValue value : all) {
                if (value instanceof JsonObject info && info.string("id").equals(Optional.of(job.id()))) {
                    return info.string("error");
                }
            }
        }
        return Optional.empty();
    }

    QmpSource source() {
        return source;
    }

    /** All jobs that there are, oldest first. */
    List<JobSnapshot> all() {
        return new ArrayList<>(source.changesSince(0).upserted());
    }

    Optional<JobSnapshot> find(String id) {
        return all().stream().filter(job -> job.id().equals(id)).findFirst();
    }

    /**
     * The job of that id.
     *
     * @throws Failure if there is none
     */
    JobSnapshot require(String id) throws Failure {
        return find(id).orElseThrow(() -> Failure.of(ExitCode.NO_SUCH_JOB, noSuchJob(id)));
    }

    /** That there is no such job, and which there are. */
    String noSuchJob(String id) {
        List<String> ids = all().stream().map(JobSnapshot::id).toList();
        String there = switch (ids.size()) {
            case 0 -> "there is none at all";
            case 1, 2, 3, 4, 5 -> "there are: " + String.join(", ", ids);
            default -> "there are " + ids.size() + ", which 'jobdeck jobs' lists";
        };
        return source.address() + " has no job '" + id + "'; " + there;
    }

    /** Ends the wait for news. Any thread. */
    void wake() {
        news.add(true);
    }

    /** Waits until there may be something new; false if the time is over. */
    boolean awaitNews(long nanos) throws Failure {
        try {
            Boolean came = nanos <= 0 ? news.poll() : news.poll(nanos, TimeUnit.NANOSECONDS);
            news.clear();
            return came != null;
        } catch (InterruptedException e) {
            throw Failure.failed("waiting for " + source.address() + " was interrupted", e);
        }
    }

    @Override
    public void close() {
        source.close();
        thread.close();
    }
}
