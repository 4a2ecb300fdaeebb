package org.jobdeck.cli;

import java.time.Duration;
import java.util.List;
import org.jobdeck.job.common.JobSnapshot;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.loop.Clock;
import org.jobdeck.source.Units;

/** For a terminal: one line with a bar, drawn in place. */
final class ScreenView implements RunView {

    private static final long NOTE_TIME = Duration.ofSeconds(4).toNanos();
    private static final int LONGEST_BAR = 40;
    private static final int SHORTEST_BAR = 5;

    private final Screen screen;
    private final Clock clock;
    private final Pace pace;
    private String note = "";
    private long noteEnd;

    ScreenView(Screen screen, Clock clock, Pace pace) {
        this.screen = screen;
        this.clock = clock;
        this.pace = pace;
        this.noteEnd = clock.nanoTime();
    }

    @Override
    public void progress(JobSnapshot job) {
        pace.update(job);
        screen.show(List.of(line(job)));
    }

    private String line(JobSnapshot job) {
        String text = pace.text(job);
        if (job.speed() != 0) {
            text += ", limit " + Units.limit(job.speed());
        }
        String tail = clock.nanoTime() - noteEnd < 0 ? note : keys(job);
        String all = tail.isEmpty() ? text : text + "  (" + tail + ")";
        int room = screen.columns() - job.id().length() - all.length() - 6;
        if (room < SHORTEST_BAR) {
            all = clock.nanoTime() - noteEnd < 0 ? all : text;
            room = screen.columns() - job.id().length() - all.length() - 6;
        }
        return job.id() + " " + Bars.bar(Units.fraction(job.progress()), Math.clamp(room, 0, LONGEST_BAR)) + all;
    }

    /** What the keys do now. */
    private static String keys(JobSnapshot job) {
        JobStatus status = job.status();
        if (job.cancelRequested()) {
            return "Ctrl-C again: force";
        }
        return switch (status) {
            case RUNNING -> "p pause, +/- speed";
            case PAUSED, STANDBY -> "p resume";
            case READY -> "c complete";
            case PENDING -> "f finalize";
            case CONCLUDED -> "d dismiss";
            default -> "";
        };
    }

    @Override
    public void note(String sentence) {
        note = sentence;
        noteEnd = clock.nanoTime() + NOTE_TIME;
    }

    @Override
    public void done(JobSnapshot last) {
        screen.show(List.of(last.id() + ": done, " + pace.total(last, clock.now())));
    }
}
