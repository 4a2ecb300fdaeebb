package org.jobdeck.ui.model;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jobdeck.job.common.JobResource;
import org.jobdeck.job.common.JobSnapshot;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.source.SourceState;
import org.jobdeck.source.Units;
import org.jobdeck.ui.i18n.Messages;
import org.jobdeck.ui.i18n.Template;

/** Makes the cells of the kinds of row. */
final class CellText {

    private static final Messages TEXTS = Messages.of(CellText.class);

    // what every job's row asks for is made ready once

    private static final String SOURCE_TYPE = TEXTS.get("cell.source");
    private static final String TRANSACTION_TYPE = TEXTS.get("cell.transaction.type");
    private static final String JUST_NOW = TEXTS.get("cell.just.now");
    private static final Template AGO = TEXTS.template("cell.ago");
    private static final Template DIVERGING = TEXTS.template("cell.diverging");
    private static final Template GROWING = TEXTS.template("cell.growing");
    private static final Template TRANSACTION = TEXTS.template("cell.transaction");

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    /** A job that came on less long ago comes on now. */
    private static final long NOW_SECONDS = 2;

    private CellText() {}

    static Cells source(SourceFacts source, int jobs, int ended, int shown) {
        return new Texts()
                .with(Column.JOB, source.titleAndPlace())
                .with(Column.SOURCE, source.name())
                .with(Column.TYPE, SOURCE_TYPE)
                .with(Column.STATE, StateText.of(source.state()))
                .with(Column.PROGRESS, count(jobs, ended, shown))
                .with(Column.VM, source.machine().name())
                .with(Column.ERROR, source.remark())
                .cells(Cells.Kind.SOURCE, toneOf(source.state()), Cells.NO_BAR);
    }

    static Cells group(RowKey.Group group, List<JobView> members, int jobs, int ended) {
        Tone tone = group.grouping() == Grouping.STATE ? toneOf(members) : Tone.IDLE;
        return new Texts()
                .with(Column.JOB, group.value())
                .with(Column.TYPE, typeOf(group.grouping()))
                .with(Column.PROGRESS, count(jobs, ended, members.size()))
                .cells(Cells.Kind.GROUP, tone, Cells.NO_BAR);
    }

    private static String count(int jobs, int ended, int shown) {
        String count = TEXTS.format("cell.count", jobs, String.valueOf(jobs));
        if (ended > 0) {
            count = TEXTS.format("cell.count.ended", count, String.valueOf(ended));
        }
        return shown == jobs + ended ? count : TEXTS.format("cell.count.shown", String.valueOf(shown), count);
    }

    private static String typeOf(Grouping grouping) {
        return switch (grouping) {
            case STATE, NODE, TYPE -> TEXTS.get("group." + grouping.name());
            case SOURCE, TRANSACTION, NONE -> "";
        };
    }

    static Cells transaction(List<JobView> members, int joined) {
        double fraction = 0;
        long rate = 0;
        long eta = JobView.UNKNOWN;
        boolean endless = false;
        for (JobView member : members) {
            fraction += member.fraction() / members.size();
            rate += member.rate();
            eta = Math.max(eta, member.etaSeconds());
            endless |= member.etaSeconds() == JobView.NEVER;
        }
        return new Texts()
                .with(Column.JOB, TRANSACTION.with(String.valueOf(joined)))
                .with(Column.TYPE, TRANSACTION_TYPE)
                .with(Column.STATE, StateText.ofAll(members))
                .with(Column.PROGRESS, Units.percent(fraction))
                .with(Column.RATE, Figures.rate(rate))
                .with(Column.ETA, Figures.seconds(endless ? JobView.NEVER : eta))
                .cells(Cells.Kind.TRANSACTION, toneOf(members), (int) Math.round(fraction * 1000));
    }

    static Cells job(JobView job, SourceFacts source, Instant now) {
        JobSnapshot s = job.snapshot();
        boolean over = job.isOver() || !job.isCurrent();
        boolean limited = !job.isEnded() && s.status() != JobStatus.CONCLUDED;
        return new Texts()
                .with(Column.JOB, s.id())
                .with(Column.TYPE, s.type())
                .with(Column.STATE, StateText.of(job))
                .with(Column.PROGRESS, progress(job))
                .with(Column.RATE, over ? "" : Figures.rate(job.rate()))
                .with(Column.AVERAGE, Figures.rate(job.average()))
                .with(Column.ETA, over ? "" : Figures.seconds(job.etaSeconds()))
                .with(Column.LIMIT, limited ? Figures.limit(s.speed()) : "")
                .with(Column.LAST_PROGRESS, lastProgress(job, over, now))
                .with(Column.VM, source.machine().name())
                .with(Column.DEVICE, String.join(", ", job.devices()))
                .with(
                        Column.NODE,
                        s.resources().isEmpty() ? "" : s.resources().getFirst().name())
                .with(
                        Column.FILE,
                        s.resources().isEmpty() ? "" : s.resources().getFirst().location())
                .with(Column.SOURCE, source.name())
                .with(Column.STARTED, time(s.created()))
                .with(Column.ELAPSED, Figures.seconds(job.elapsedSeconds(now)))
                .with(Column.ERROR, s.error() == null ? "" : s.error())
                .cells(Cells.Kind.JOB, Tone.of(job), (int) Math.round(job.fraction() * 1000));
    }

    static Cells node(JobResource node) {
        return new Texts()
                .with(Column.JOB, nodeName(node))
                .with(Column.TYPE, node.role())
                .with(Column.NODE, node.name())
                .with(Column.FILE, node.location())
                .cells(Cells.Kind.NODE, Tone.IDLE, Cells.NO_BAR);
    }

    private static String progress(JobView job) {
        String percent = Units.percent(job.fraction());
        if (job.isOver() || !job.isCurrent()) {
            return percent;
        }
        return switch (job.motion().trend()) {
            case STEADY -> percent;
            case GROWING ->
                GROWING.with(percent, Units.bytes(job.snapshot().progress().total()));
            case DIVERGING -> DIVERGING.with(percent);
        };
    }

    /** How long ago, while that matters; afterwards when. */
    private static String lastProgress(JobView job, boolean over, Instant now) {
        if (job.motion().lastProgress().isEmpty()) {
            return Figures.NONE;
        }
        Instant last = job.motion().lastProgress().get();
        long seconds = Math.max(0, Duration.between(last, now).toSeconds());
        if (over) {
            return time(last);
        }
        return seconds < NOW_SECONDS ? JUST_NOW : AGO.with(Units.age(Duration.ofSeconds(seconds)));
    }

    private static String time(Instant instant) {
        return TIME.format(instant.atZone(ZoneId.systemDefault()));
    }

    private static String nodeName(JobResource node) {
        return node.location().isEmpty() ? node.name() : node.name() + "  ·  " + node.location();
    }

    private static Tone toneOf(SourceState state) {
        return switch (state) {
            case LIVE -> Tone.ACTIVE;
            case CONNECTING, DETACHED -> Tone.IDLE;
            case IN_USE -> Tone.WAITING;
            case NOT_ANSWERING, LOST, UNREACHABLE -> Tone.FAILED;
        };
    }

    /** The tone that wants to be seen most. */
    private static Tone toneOf(List<JobView> jobs) {
        return jobs.stream()
                .map(Tone::of)
                .collect(Collectors.minBy((a, b) -> Integer.compare(a.rank(), b.rank())))
                .orElse(Tone.IDLE);
    }

    /** The texts of a row; empty where it has none. */
    private static final class Texts {

        private final String[] texts = new String[Column.values().length];

        Texts() {
            Arrays.fill(texts, "");
        }

        Texts with(Column column, String text) {
            texts[column.ordinal()] = text;
            return this;
        }

        Cells cells(Cells.Kind kind, Tone tone, int bar) {
            return new Cells(Arrays.asList(texts), kind, tone, bar);
        }
    }
}
