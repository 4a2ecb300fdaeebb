package org.jobdeck.exploration;

import java.time.Duration;
import java.util.function.Supplier;

/** Searches the core that it was loaded beside, until something is found: the way into a {@link Mutant}. */
public final class Probe implements Supplier<String> {

    private static final Duration TIME = Duration.ofSeconds(40);

    /** For the class loader of a mutant. */
    public Probe() {
        // nothing to be made
    }

    /** The first violation with its schedule and trace, or null. */
    @Override
    public String get() {
        for (Scenario scenario : Scenarios.probes()) {
            Report report = new Explorer(scenario).search(Bounds.ofTime(TIME));
            if (report.violation() != null) {
                checkReplay(scenario, report);
                return report.toString();
            }
        }
        return null;
    }

    /** What is printed is enough to come to the same violation again. */
    private static void checkReplay(Scenario scenario, Report report) {
        Schedule printed = Schedule.parse(report.schedule().toString());
        Report again = new Explorer(scenario).replay(printed);
        if (!report.violation().equals(again.violation())) {
            throw new IllegalStateException("the schedule leads elsewhere when it is repeated: " + again);
        }
    }
}
