package org.jobdeck.exploration;

import static org.jobdeck.exploration.JobShape.inMain;
import static org.jobdeck.exploration.JobShape.own;
import static org.jobdeck.exploration.Step.PAUSE_POINT;
import static org.jobdeck.exploration.Step.READY;
import static org.jobdeck.exploration.Step.SLEEP;
import static org.jobdeck.exploration.Step.YIELD;

import java.util.List;

/** What is searched: small for every day, full for a long test, and what finds mistakes soonest. */
final class Scenarios {

    private Scenarios() {}

    /** Small enough to be tried in full within seconds. */
    static List<Scenario> small() {
        return List.of(
                Scenario.of("a steady body, 1 verb", 1, own(PAUSE_POINT, PAUSE_POINT)),
                Scenario.of("a sleeper and a foreign thread, no verb", 0, own(SLEEP, SLEEP))
                        .foreign(1),
                Scenario.of(
                        "a body in the main loop, 3 verbs",
                        3,
                        inMain(SLEEP, READY).manual()),
                Scenario.of("a sleeper that is asked to pause and not told, 2 verbs", 2, inMain(SLEEP, SLEEP))
                        .with(Verb.NOTE_PAUSE, Verb.RESUME),
                Scenario.of("two grouped jobs, no verb", 0, own(PAUSE_POINT), inMain(SLEEP))
                        .inOneTransaction());
    }

    /** The bounds that were asked for: 1 job and 5 verbs, 2 and 3, 3 grouped and 2; two pause points each. */
    static List<Scenario> full() {
        return List.of(
                Scenario.of(
                        "1 steady job, 5 verbs",
                        5,
                        own(PAUSE_POINT, PAUSE_POINT).manual()),
                Scenario.of("1 sleeper, 5 verbs, foreign thread", 5, own(SLEEP, YIELD))
                        .foreign(1),
                Scenario.of("1 job that becomes ready, 5 verbs", 5, own(PAUSE_POINT, READY)),
                Scenario.of(
                                "1 job in the main loop, 5 verbs, foreign thread",
                                5,
                                inMain(SLEEP, READY).manual())
                        .foreign(1),
                Scenario.of("2 jobs, 3 verbs", 3, own(PAUSE_POINT, READY), own(SLEEP, YIELD)),
                Scenario.of(
                                "3 grouped jobs, 2 verbs",
                                2,
                                own(PAUSE_POINT, SLEEP),
                                own(PAUSE_POINT, PAUSE_POINT).manual(),
                                inMain(SLEEP, PAUSE_POINT))
                        .inOneTransaction());
    }

    /** What most mistakes show themselves in, the quickest first. */
    static List<Scenario> probes() {
        return List.of(
                Scenario.of("probe: main loop", 2, inMain(SLEEP, READY)),
                Scenario.of("probe: asked to pause and not told", 2, inMain(SLEEP, SLEEP))
                        .with(Verb.NOTE_PAUSE, Verb.RESUME),
                Scenario.of("probe: steady", 2, own(PAUSE_POINT, PAUSE_POINT)),
                Scenario.of("probe: grouped", 1, own(PAUSE_POINT), inMain(SLEEP))
                        .inOneTransaction(),
                Scenario.of("probe: foreign", 0, own(SLEEP, SLEEP)).foreign(1),
                Scenario.of("probe: sleeper", 2, own(SLEEP, SLEEP)),
                Scenario.of("probe: yield", 1, own(YIELD)).foreign(1),
                Scenario.of("probe: ready", 2, own(PAUSE_POINT, READY).manual()));
    }
}
