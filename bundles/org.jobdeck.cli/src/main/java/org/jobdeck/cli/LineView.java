package org.jobdeck.cli;

import java.io.PrintStream;
import java.time.Duration;
import org.jobdeck.job.common.JobSnapshot;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.loop.Clock;

/** For a file, a pipe or a log: a line every ten seconds and one at the end. */
final class LineView implements RunView {

    private static final long PERIOD = Duration.ofSeconds(10).toNanos();

    private final PrintStream out;
    private final Clock clock;
    private final Pace pace;
    private long next;

    LineView(PrintStream out, Clock clock, Pace pace) {
        this.out = out;
        this.clock = clock;
        this.pace = pace;
        this.next = clock.nanoTime() + PERIOD;
    }

    @Override
    public void progress(JobSnapshot job) {
        pace.update(job);
        if (clock.nanoTime() - next < 0 || job.status() == JobStatus.CREATED) {
            return;
        }
        next = clock.nanoTime() + PERIOD;
        print(job.id() + ": " + pace.text(job));
    }

    @Override
    public void note(String sentence) {
        print(sentence);
    }

    @Override
    public void done(JobSnapshot last) {
        print(last.id() + ": done, " + pace.total(last, clock.now()));
    }

    private void print(String line) {
        out.println(line);
        out.flush();
    }
}
