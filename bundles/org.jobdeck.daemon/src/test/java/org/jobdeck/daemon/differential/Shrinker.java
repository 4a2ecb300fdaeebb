package org.jobdeck.daemon.differential;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Makes a script on which two daemons differ shorter, as long as they still differ (delta debugging). */
final class Shrinker {

    /** Whether a script shows what is looked for. */
    interface Oracle {
        boolean differs(Script script) throws IOException;
    }

    private final Oracle oracle;

    Shrinker(Oracle oracle) {
        this.oracle = oracle;
    }

    /** The shortest script found: no single step can be left out of it. */
    Script shrink(Script script) throws IOException {
        List<Step> steps = new ArrayList<>(script.steps());
        int piece = Math.max(1, steps.size() / 2);
        while (true) {
            boolean shorter = false;
            for (int from = steps.size() - piece; from > -piece; from -= piece) {
                List<Step> rest = new ArrayList<>(steps);
                rest.subList(Math.max(0, from), Math.min(rest.size(), from + piece))
                        .clear();
                if (rest.size() < steps.size() && oracle.differs(script.withSteps(rest))) {
                    steps = rest;
                    shorter = true;
                }
            }
            if (piece == 1 && !shorter) {
                return script.withSteps(steps);
            }
            piece = Math.max(1, piece / 2);
        }
    }
}
