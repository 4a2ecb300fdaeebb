package org.jobdeck.cli;

import java.io.PrintStream;
import java.time.Duration;
import org.jobdeck.daemon.JobForms;
import org.jobdeck.job.common.JobEvent;
import org.jobdeck.job.common.JobProgress;
import org.jobdeck.job.common.JobSnapshot;
import org.jobdeck.json.JsonValue;
import org.jobdeck.loop.Clock;

/** For programs: one JSON object a line, events as they happen and the job's progress once a second while it changes. */
final class JsonView implements RunView {

    private static final long PERIOD = Duration.ofSeconds(1).toNanos();

    private final PrintStream out;
    private final Clock clock;
    private long next;
    private JobProgress.Value shown;

    JsonView(PrintStream out, Clock clock) {
        this.out = out;
        this.clock = clock;
        this.next = clock.nanoTime();
    }

    @Override
    public void event(JobEvent event) {
        print(JobForms.event(event).toJson());
    }

    @Override
    public void progress(JobSnapshot job) {
        if (clock.nanoTime() - next < 0) {
            return;
        }
        next = clock.nanoTime() + PERIOD;
        if (!job.progress().equals(shown)) {
            shown = job.progress();
            print(JobForms.jobInfo(job));
        }
    }

    @Override
    public void done(JobSnapshot last) {
        // the events have said it all
    }

    private void print(JsonValue value) {
        out.println(value.toJson());
        out.flush();
    }
}
