package org.jobdeck.ui.model;

import java.util.Arrays;
import java.util.List;
import org.jobdeck.job.common.JobResource;
import org.jobdeck.job.common.JobSnapshot;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.source.SourceState;
import org.jobdeck.source.Units;

/** Makes the cells of the four kinds of row. */
final class CellText {

    private CellText() {}

    static Cells source(String name, SourceState state, int jobs, int ended, int shown) {
        String count = jobs == 1 ? "1 job" : jobs + " jobs";
        if (ended > 0) {
            count += ", " + ended + " ended";
        }
        if (shown != jobs + ended) {
            count = shown + " of " + count;
        }
        return new Cells(
                texts(name, StateText.of(state), count, "", "", "", "source"),
                Cells.Kind.SOURCE,
                toneOf(state),
                Cells.NO_BAR);
    }

    static Cells transaction(List<JobView> members, int joined) {
        double fraction = 0;
        long rate = 0;
        long eta = JobView.UNKNOWN;
        for (JobView member : members) {
            fraction += member.fraction() / members.size();
            rate += member.rate();
            eta = Math.max(eta, member.etaSeconds());
        }
        return new Cells(
                texts(
                        "Transaction of " + joined + " jobs",
                        StateText.ofAll(members),
                        Units.percent(fraction),
                        Figures.rate(rate),
                        Figures.seconds(eta),
                        "",
                        "transaction"),
                Cells.Kind.TRANSACTION,
                toneOf(members),
                (int) Math.round(fraction * 1000));
    }

    static Cells job(JobView job) {
        JobSnapshot s = job.snapshot();
        boolean over = s.status().isCompleted() || !job.isCurrent();
        return new Cells(
                texts(
                        s.id(),
                        StateText.of(job),
                        Units.percent(job.fraction()),
                        over ? "" : Figures.rate(job.rate()),
                        over ? "" : Figures.seconds(job.etaSeconds()),
                        s.status() == JobStatus.CONCLUDED || job.isEnded() ? "" : Units.limit(s.speed()),
                        s.type()),
                Cells.Kind.JOB,
                Tone.of(job),
                (int) Math.round(job.fraction() * 1000));
    }

    static Cells node(JobResource node) {
        return new Cells(
                texts(nodeName(node), "", "", "", "", "", node.role()), Cells.Kind.NODE, Tone.IDLE, Cells.NO_BAR);
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

    /** The tone that wants to be seen most: failure first, then what waits for the user, then work. */
    private static Tone toneOf(List<JobView> jobs) {
        List<Tone> loudestFirst = List.of(
                Tone.FAILED,
                Tone.LOST,
                Tone.ATTENTION,
                Tone.ACTIVE,
                Tone.PAUSED,
                Tone.WAITING,
                Tone.UNSEEN,
                Tone.CANCELLED,
                Tone.IDLE,
                Tone.DONE);
        List<Tone> present = jobs.stream().map(Tone::of).distinct().toList();
        return loudestFirst.stream().filter(present::contains).findFirst().orElse(Tone.IDLE);
    }

    private static List<String> texts(String... texts) {
        return Arrays.asList(texts);
    }
}
