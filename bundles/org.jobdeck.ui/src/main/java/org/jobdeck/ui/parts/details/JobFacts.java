package org.jobdeck.ui.parts.details;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jobdeck.job.common.IoStatus;
import org.jobdeck.job.common.JobEnding;
import org.jobdeck.job.common.JobOutcome;
import org.jobdeck.job.common.JobResource;
import org.jobdeck.job.common.JobSnapshot;
import org.jobdeck.loop.Errno;
import org.jobdeck.source.Units;
import org.jobdeck.ui.model.Figures;
import org.jobdeck.ui.model.JobView;
import org.jobdeck.ui.model.StateEntry;
import org.jobdeck.ui.model.StateText;

/** All that is known of a job, as names and values to read. */
final class JobFacts {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);
    private static final DateTimeFormatter DAY_AND_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    /**
     * One of them.
     *
     * @param name as in "Average rate"
     * @param value as in "12.5 MiB/s"
     */
    record Fact(String name, String value) {}

    private JobFacts() {}

    /** How far and how fast. */
    static List<Fact> progress(JobView job, ZoneId zone) {
        JobSnapshot s = job.snapshot();
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(
                "Progress",
                Units.bytes(s.progress().current()) + " of "
                        + Units.bytes(s.progress().total())));
        if (!job.isEnded()) {
            facts.add(new Fact("Rate", Figures.rate(job.rate())));
        }
        facts.add(new Fact("Average rate", Figures.rate(job.average())));
        if (!job.isEnded()) {
            facts.add(new Fact("Time left", Figures.seconds(job.etaSeconds())));
        }
        facts.add(new Fact("Speed limit", Units.limit(s.speed())));
        facts.add(new Fact("Created", DAY_AND_TIME.format(s.created().atZone(zone))));
        if (job.isEnded()) {
            facts.add(new Fact("Ended", DAY_AND_TIME.format(s.statusSince().atZone(zone))));
            facts.add(new Fact("Took", Units.time(Duration.between(s.created(), s.statusSince()))));
        } else {
            facts.add(new Fact("In this state since", time(s.statusSince(), zone)));
        }
        return facts;
    }

    /** What governs its fate. */
    static List<Fact> settings(JobView job) {
        JobSnapshot s = job.snapshot();
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Type", s.type()));
        facts.add(new Fact("State", job.isEnded() ? "gone" : s.status().qmpName() + (s.busy() ? ", busy" : "")));
        facts.add(new Fact("Paused by", pausedBy(s)));
        facts.add(
                new Fact("Cancel", s.forceCancelled() ? "by force" : s.cancelRequested() ? "requested" : Figures.NONE));
        facts.add(new Fact("Finalize", s.autoFinalize() ? "by itself" : "waits for the user"));
        facts.add(new Fact("Dismiss", s.autoDismiss() ? "by itself" : "waits for the user"));
        facts.add(new Fact(
                "I/O status", s.ioStatus() == IoStatus.OK ? "ok" : s.ioStatus().qmpName()));
        facts.add(new Fact("Result", result(job)));
        facts.add(new Fact(
                "Transaction",
                s.txnMembers() > 1 ? "number " + s.txn() + ", of " + s.txnMembers() + " jobs" : "on its own"));
        return facts;
    }

    /** What it works on, one line each. */
    static String nodes(JobSnapshot job) {
        List<String> lines = new ArrayList<>();
        for (JobResource node : job.resources()) {
            lines.add(node.role() + ":  " + node.name() + (node.location().isEmpty() ? "" : "  ·  " + node.location()));
        }
        return lines.isEmpty() ? "nothing that is known" : String.join("\n", lines);
    }

    /** The states it was seen in, one line each. */
    static String history(JobView job, ZoneId zone) {
        List<String> lines = new ArrayList<>();
        List<StateEntry> entries = job.history();
        for (int i = 0; i < entries.size(); i++) {
            StateEntry entry = entries.get(i);
            String lasted = i + 1 < entries.size()
                    ? "   "
                            + lasted(Duration.between(
                                    entry.since(), entries.get(i + 1).since()))
                    : "";
            lines.add(time(entry.since(), zone) + "   " + StateText.capital(entry.status()) + lasted);
        }
        return String.join("\n", lines);
    }

    private static String lasted(Duration time) {
        return time.toSeconds() >= 10 ? Units.time(time) : time.toMillis() + " ms";
    }

    private static String time(Instant instant, ZoneId zone) {
        return TIME.format(instant.atZone(zone));
    }

    private static String pausedBy(JobSnapshot job) {
        int others = job.pauseCount() - (job.userPaused() ? 1 : 0);
        if (job.pauseCount() <= 0) {
            return Figures.NONE;
        }
        if (others <= 0) {
            return "the user";
        }
        return job.userPaused() ? "the user and " + others + " more" : others + " not the user";
    }

    private static String result(JobView view) {
        JobSnapshot job = view.snapshot();
        if (view.ending().map(JobEnding::outcome).orElse(JobOutcome.DONE) == JobOutcome.UNKNOWN) {
            return "unknown";
        }
        if (job.result() == 0) {
            return job.status().isCompleted() ? "0 (success)" : Figures.NONE;
        }
        return job.result()
                + Errno.of(job.result()).map(errno -> " (" + errno.name() + ")").orElse("");
    }
}
