package org.jobdeck.ui.parts.charts;

import java.time.Duration;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.source.Units;
import org.jobdeck.ui.i18n.Messages;
import org.jobdeck.ui.model.Figures;
import org.jobdeck.ui.model.JobView;
import org.jobdeck.ui.model.StateText;
import org.jobdeck.ui.model.series.Convergence;

/** What the charts come to, in a sentence or two. */
final class Outlook {

    private static final Messages TEXTS = Messages.of(Outlook.class);

    /** Below this part of the rate what others write is not worth a word. */
    private static final double WORTH_SAYING = 0.01;

    private Outlook() {}

    /** Whether a job comes to its end at its present pace, and if not, what helps. */
    static String of(JobView job, Convergence convergence) {
        JobStatus status = job.snapshot().status();
        if (job.isEnded() || status.isCompleted()) {
            return TEXTS.get("outlook.over");
        }
        if (!job.isCurrent()) {
            return TEXTS.format("outlook.unknown", StateText.within(job.sourceState()));
        }
        if (status == JobStatus.PAUSED || status == JobStatus.STANDBY) {
            return TEXTS.get("outlook.paused");
        }
        String copied = Figures.rate(Math.round(convergence.copied()));
        String dirtied = Figures.rate(Math.round(convergence.dirtied()));
        return switch (convergence.verdict()) {
            case UNKNOWN -> status == JobStatus.READY ? TEXTS.get("outlook.ready") : TEXTS.get("outlook.soon");
            case NOTHING_LEFT -> status == JobStatus.READY ? TEXTS.get("outlook.ready") : TEXTS.get("outlook.last");
            case STILL ->
                status == JobStatus.READY
                        ? TEXTS.format("outlook.ready.left", Units.bytes(convergence.left()))
                        : TEXTS.get("outlook.still");
            case CONVERGING -> converging(job, convergence, dirtied);
            case NEVER ->
                job.snapshot().speed() > 0
                        ? TEXTS.format(
                                "outlook.never.limited",
                                dirtied,
                                copied,
                                Figures.limit(job.snapshot().speed()))
                        : TEXTS.format("outlook.never", dirtied, copied);
        };
    }

    private static String converging(JobView job, Convergence convergence, String dirtied) {
        if (job.snapshot().status() == JobStatus.READY) {
            return TEXTS.format("outlook.ready.left", Units.bytes(convergence.left()));
        }
        String time = Units.time(Duration.ofSeconds((long) Math.ceil(convergence.seconds())));
        return convergence.dirtied() > convergence.copied() * WORTH_SAYING
                ? TEXTS.format("outlook.converging.dirty", time, dirtied)
                : TEXTS.format("outlook.converging", time);
    }
}
