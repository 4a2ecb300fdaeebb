package org.jobdeck.cli;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jobdeck.job.common.Changes;
import org.jobdeck.job.common.JobEnding;
import org.jobdeck.job.common.JobKey;
import org.jobdeck.job.common.JobSnapshot;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.job.common.JobVerb;
import org.jobdeck.source.VerbRequest;

/** A wait for jobs that were just started, until each has ended or needs a decision. Used once, by one thread. */
final class StartWait {

    private final Host host;
    private final RemoteJobs jobs;
    private final List<String> ids;
    private final boolean json;
    private final boolean dismisses;
    private final Map<JobKey, String> names = new HashMap<>();
    private final Map<String, Failure> settled = new LinkedHashMap<>();
    private final AtomicBoolean interrupted = new AtomicBoolean();

    StartWait(Host host, RemoteJobs jobs, List<String> ids, boolean json, boolean dismisses) {
        this.host = host;
        this.jobs = jobs;
        this.ids = ids;
        this.json = json;
        this.dismisses = dismisses;
    }

    /**
     * Waits.
     *
     * @param version of the source's jobs before these were started
     * @throws Failure with the first that did not come to a good end
     */
    int run(long version) throws Failure {
        long seen = version;
        try (Registration _ = host.onInterrupt(() -> {
            interrupted.set(true);
            jobs.wake();
        })) {
            while (true) {
                Changes changes = jobs.source().changesSince(seen);
                seen = changes.version();
                for (JobSnapshot job : changes.upserted()) {
                    look(job);
                }
                changes.ended().forEach(this::look);
                if (settled.keySet().containsAll(ids)) {
                    break;
                }
                jobs.failIfAwayAndTellOfSilence(host.err());
                if (interrupted.get()) {
                    throw Failure.cancelled(
                            "waiting for " + String.join(", ", ids) + " was cancelled; what runs goes on");
                }
                jobs.awaitNews(Long.MAX_VALUE);
            }
        }
        for (Failure failure : settled.values()) {
            if (failure != null) {
                throw failure;
            }
        }
        return ExitCode.DONE;
    }

    private void look(JobSnapshot job) throws Failure {
        if (!ids.contains(job.id()) || settled.containsKey(job.id())) {
            return;
        }
        names.put(job.key(), job.id());
        boolean asks = job.status() == JobStatus.READY || job.status() == JobStatus.PENDING && !job.autoFinalize();
        if (!asks && job.status() != JobStatus.CONCLUDED) {
            return;
        }
        Optional<String> error = asks ? Optional.empty() : jobs.errorOf(job);
        if (json) {
            host.out()
                    .println(JobsCommand.line(jobs.source().address(), job).toBuilder()
                            .putIfPresent("error", error)
                            .build()
                            .toJson());
        }
        if (asks) {
            host.err()
                    .println(Program.NAME + ": the job '" + job.id() + "' is "
                            + (job.status() == JobStatus.READY
                                    ? "ready; complete or cancel it"
                                    : "pending; finalize or cancel it"));
        }
        settled.put(
                job.id(),
                error.map(why -> Failure.failed("the job '" + job.id() + "' failed: " + why))
                        .orElse(null));
        if (dismisses && job.status() == JobStatus.CONCLUDED) {
            dismiss(job);
        }
    }

    private void dismiss(JobSnapshot job) throws Failure {
        try {
            jobs.source()
                    .apply(job.key(), new VerbRequest.Plain(JobVerb.DISMISS))
                    .toCompletableFuture()
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw Failure.failed("the job '" + job.id() + "' was not dismissed: " + e.getMessage(), e);
        }
    }

    private void look(JobEnding ending) {
        String id =
                ending.last() == null ? names.get(ending.key()) : ending.last().id();
        if (id == null || !ids.contains(id) || settled.containsKey(id)) {
            return;
        }
        if (json && ending.last() != null) {
            host.out()
                    .println(JobsCommand.line(jobs.source().address(), ending.last())
                            .toJson());
        }
        settled.put(
                id,
                switch (ending.outcome()) {
                    case DONE -> null;
                    case CANCELLED -> Failure.failed("the job '" + id + "' was cancelled");
                    case FAILED -> Failure.failed("the job '" + id + "' failed: " + ending.error());
                    case UNKNOWN ->
                        Failure.of(ExitCode.NO_SUCH_JOB, "the job '" + id + "' is gone, and how it ended is not known");
                });
    }
}
