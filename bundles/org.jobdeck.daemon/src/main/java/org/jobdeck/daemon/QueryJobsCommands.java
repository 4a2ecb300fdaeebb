package org.jobdeck.daemon;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jobdeck.job.common.Job;
import org.jobdeck.job.common.JobLock.Held;
import org.jobdeck.job.common.JobSnapshot;
import org.jobdeck.job.monitor.JobMonitor;
import org.jobdeck.json.JsonArray;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonValue;

/**
 * The lists of jobs, newest first. A list is of one instant: it is taken in one hold of the job lock, which takes no event
 * loop's place; a busy job keeps nobody waiting. It is written down with the lock free.
 */
final class QueryJobsCommands {

    private final JobMonitor monitor;

    QueryJobsCommands(JobMonitor monitor) {
        this.monitor = monitor;
    }

    Map<String, CommandHandler> handlers() {
        return Map.of(
                "query-jobs", arguments -> list(job -> true, JobForms::jobInfo),
                "query-block-jobs", arguments -> list(JobForms::isBlockJob, JobForms::blockJobInfo));
    }

    private JsonValue list(Predicate<Job> which, Function<JobSnapshot, JsonObject> form) {
        List<JobSnapshot> jobs = new ArrayList<>();
        try (Held held = monitor.lock().acquire()) {
            for (Job job : monitor.list(held)) {
                if (which.test(job)) {
                    jobs.add(monitor.snapshot(held, job));
                }
            }
        }
        List<JsonValue> infos = new ArrayList<>(jobs.size());
        jobs.forEach(job -> infos.add(form.apply(job)));
        return new JsonArray(infos);
    }
}
