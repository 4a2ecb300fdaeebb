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
import org.jobdeck.source.MachineStatus;
import org.jobdeck.source.Units;
import org.jobdeck.ui.i18n.Messages;
import org.jobdeck.ui.model.Figures;
import org.jobdeck.ui.model.JobView;
import org.jobdeck.ui.model.StateText;

/** All that is known of a job, as names and values to read. */
final class JobFacts {

    private static final Messages TEXTS = Messages.of(JobFacts.class);

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
    static List<Fact> progress(JobView job, Instant now, ZoneId zone) {
        JobSnapshot s = job.snapshot();
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(
                TEXTS.get("fact.progress"),
                TEXTS.format(
                        "value.of",
                        Units.bytes(s.progress().current()),
                        Units.bytes(s.progress().total()),
                        Units.percent(job.fraction()))));
        if (!job.isEnded()) {
            facts.add(new Fact(TEXTS.get("fact.rate"), Figures.rate(job.rate())));
        }
        facts.add(new Fact(TEXTS.get("fact.average"), Figures.rate(job.average())));
        if (!job.isEnded()) {
            facts.add(new Fact(TEXTS.get("fact.left"), Figures.seconds(job.etaSeconds())));
        }
        facts.add(new Fact(TEXTS.get("fact.limit"), Figures.limit(s.speed())));
        facts.add(new Fact(
                TEXTS.get("fact.created"), DAY_AND_TIME.format(s.created().atZone(zone))));
        if (job.isEnded()) {
            facts.add(new Fact(
                    TEXTS.get("fact.ended"), DAY_AND_TIME.format(s.statusSince().atZone(zone))));
            facts.add(new Fact(TEXTS.get("fact.took"), Units.time(Duration.between(s.created(), s.statusSince()))));
        } else {
            facts.add(new Fact(TEXTS.get("fact.since"), since(s, now, zone)));
        }
        return facts;
    }

    /** What governs its fate. */
    static List<Fact> settings(JobView job) {
        JobSnapshot s = job.snapshot();
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(TEXTS.get("fact.type"), s.type()));
        facts.add(new Fact(
                TEXTS.get("fact.state"),
                job.isEnded()
                        ? TEXTS.get("value.gone")
                        : StateText.within(s.status()) + (s.busy() ? ", " + TEXTS.get("value.busy") : "")));
        facts.add(new Fact(TEXTS.get("fact.pausedBy"), pausedBy(s)));
        facts.add(new Fact(
                TEXTS.get("fact.cancel"),
                s.forceCancelled()
                        ? TEXTS.get("value.force")
                        : s.cancelRequested() ? TEXTS.get("value.requested") : Figures.NONE));
        facts.add(new Fact(TEXTS.get("fact.finalize"), bySelf(s.autoFinalize())));
        facts.add(new Fact(TEXTS.get("fact.dismiss"), bySelf(s.autoDismiss())));
        facts.add(new Fact(
                TEXTS.get("fact.io"),
                s.ioStatus() == IoStatus.OK
                        ? TEXTS.get("value.ok")
                        : s.ioStatus() == IoStatus.NOSPACE ? TEXTS.get("value.nospace") : TEXTS.get("value.failed")));
        facts.add(new Fact(TEXTS.get("fact.result"), result(job)));
        if (s.txnMembers() <= 1) {
            facts.add(new Fact(TEXTS.get("fact.transaction"), TEXTS.get("value.alone")));
        }
        return facts;
    }

    /** What it works on, and for whom. */
    static List<Fact> nodes(JobSnapshot job, String source, MachineStatus machine) {
        List<Fact> facts = new ArrayList<>();
        for (JobResource node : job.resources()) {
            String place = node.location().isEmpty() ? "" : "\n" + node.location();
            facts.add(new Fact(capital(node.role()), node.name() + place));
        }
        facts.add(new Fact(TEXTS.get("fact.source"), source));
        if (machine.isPresent()) {
            String name = machine.name().isEmpty() ? "" : machine.name() + ": ";
            facts.add(new Fact(TEXTS.get("fact.machine"), name + machine.word()));
        }
        return facts;
    }

    private static String since(JobSnapshot job, Instant now, ZoneId zone) {
        String time = Steps.TIME.format(job.statusSince().atZone(zone));
        Duration length = Duration.between(job.statusSince(), now);
        return length.isNegative() ? time : TEXTS.format("value.since", time, Steps.length(length));
    }

    private static String bySelf(boolean automatic) {
        return automatic ? TEXTS.get("value.itself") : TEXTS.get("value.waits");
    }

    private static String capital(String word) {
        return word.isEmpty() ? TEXTS.get("fact.node") : Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    private static String pausedBy(JobSnapshot job) {
        int others = job.pauseCount() - (job.userPaused() ? 1 : 0);
        if (job.pauseCount() <= 0) {
            return Figures.NONE;
        }
        if (others <= 0) {
            return TEXTS.get("value.user");
        }
        return job.userPaused()
                ? TEXTS.format("value.userAndMore", String.valueOf(others))
                : TEXTS.format("value.notUser", String.valueOf(others));
    }

    private static String result(JobView view) {
        JobSnapshot job = view.snapshot();
        if (view.ending().map(JobEnding::outcome).orElse(JobOutcome.DONE) == JobOutcome.UNKNOWN) {
            return TEXTS.get("value.unknown");
        }
        if (job.result() == 0) {
            return job.status().isCompleted() ? TEXTS.get("value.success") : Figures.NONE;
        }
        return job.result()
                + Errno.of(job.result()).map(errno -> " (" + errno.name() + ")").orElse("");
    }
}
