package org.jobdeck.job.common;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The table of states, written down here a second time as a grid of letters. */
class JobStatusTest {

    /** Undefined Created Running Paused readY Standby Waiting penDing aborting(X) concludEd Null. */
    static final String LETTERS = "UCRPYSWDXEN";

    /** What each state may become. */
    static final List<String> SUCCESSORS =
            List.of("U:C", "C:RXN", "R:PYWX", "P:R", "Y:SWX", "S:Y", "W:DX", "D:XE", "X:XE", "E:N", "N:");

    static boolean expected(JobStatus from, JobStatus to) {
        String row = SUCCESSORS.get(from.ordinal());
        return row.indexOf(LETTERS.charAt(to.ordinal()), 2) >= 0;
    }

    @Test
    void exactlyTheTwentyPairsOfTheTableAreLegal() {
        int legal = 0;
        for (JobStatus from : JobStatus.values()) {
            for (JobStatus to : JobStatus.values()) {
                assertEquals(expected(from, to), from.canBecome(to), from + " to " + to);
                legal += from.canBecome(to) ? 1 : 0;
            }
        }
        assertEquals(20, legal);
    }

    @Test
    void theConstantsAreInTheOrderOfTheProtocolWithItsSpelling() {
        List<String> names = new ArrayList<>();
        for (JobStatus status : JobStatus.values()) {
            names.add(status.qmpName());
            assertEquals(status, JobStatus.ofQmpName(status.qmpName()).orElseThrow());
        }
        assertEquals(
                List.of(
                        "undefined",
                        "created",
                        "running",
                        "paused",
                        "ready",
                        "standby",
                        "waiting",
                        "pending",
                        "aborting",
                        "concluded",
                        "null"),
                names);
        assertTrue(JobStatus.ofQmpName("READY").isEmpty());
        assertTrue(JobStatus.ofQmpName("").isEmpty());
    }

    @Test
    void derivedPredicates() {
        String ready = "YS";
        String completed = "WDXEN";
        for (JobStatus status : JobStatus.values()) {
            char letter = LETTERS.charAt(status.ordinal());
            assertEquals(ready.indexOf(letter) >= 0, status.isReady(), "ready: " + status);
            assertEquals(completed.indexOf(letter) >= 0, status.isCompleted(), "completed: " + status);
        }
    }
}
