package org.jobdeck.ui.parts.details;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.source.Units;
import org.jobdeck.ui.model.JobView;
import org.jobdeck.ui.model.StateEntry;
import org.jobdeck.ui.model.StateText;

/** The states of a job one after the other, with how long it was in each. */
final class Steps {

    static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);

    /**
     * One of them.
     *
     * @param status the state
     * @param since when the job came into it
     * @param length how long it was in it, or has been up to now; zero for the state in which it is over
     */
    record Step(JobStatus status, Instant since, Duration length) {}

    private Steps() {}

    /** The steps of a job up to now. */
    static List<Step> of(JobView job, Instant now) {
        List<StateEntry> history = job.history();
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < history.size(); i++) {
            StateEntry entry = history.get(i);
            boolean over = isOver(entry.status());
            Instant end = i + 1 < history.size() ? history.get(i + 1).since() : over ? entry.since() : now;
            Duration length = Duration.between(entry.since(), end);
            steps.add(new Step(entry.status(), entry.since(), length.isNegative() ? Duration.ZERO : length));
        }
        return steps;
    }

    /** One line each: when, what, and for how long. */
    static String text(List<Step> steps, ZoneId zone) {
        return steps.stream().map(step -> line(step, zone)).collect(Collectors.joining("\n"));
    }

    private static String line(Step step, ZoneId zone) {
        String when = TIME.format(step.since().atZone(zone)) + "   " + StateText.of(step.status());
        return isOver(step.status()) ? when : when + "   " + length(step.length());
    }

    private static boolean isOver(JobStatus status) {
        return status == JobStatus.CONCLUDED || status == JobStatus.NULL;
    }

    /** A length of time, short ones to the thousandth of a second. */
    static String length(Duration time) {
        return time.toSeconds() >= 10
                ? Units.time(time)
                : String.format(Locale.ROOT, "%.3f s", time.toMillis() / 1000.0);
    }

    /**
     * How a bar of that width is divided between the steps: a step gets as much as it was long, but at least a little, so
     * that short ones are seen.
     *
     * @param least the least part, in the unit of the width
     * @return where each step ends; the last is the width. A bar too narrow for all is divided evenly
     */
    static List<Integer> divide(List<Step> steps, int width, int least) {
        List<Integer> ends = new ArrayList<>();
        int forAll = least * steps.size();
        double whole =
                steps.stream().mapToDouble(step -> step.length().toMillis()).sum();
        boolean even = forAll >= width || whole <= 0;
        double reached = 0;
        for (Step step : steps) {
            double part = even
                    ? (double) width / steps.size()
                    : least + (width - forAll) * step.length().toMillis() / whole;
            reached += part;
            ends.add((int) Math.round(reached));
        }
        return ends;
    }
}
