package org.jobdeck.job.common;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The table of verbs, written down here a second time as letters of states. */
class JobVerbTest {

    /** In the order of the protocol. */
    static final Map<String, String> STATES = new LinkedHashMap<>();

    static {
        STATES.put("cancel", "CRPYSWD");
        STATES.put("pause", "CRPYS");
        STATES.put("resume", "CRPYS");
        STATES.put("set-speed", "CRPYS");
        STATES.put("complete", "YS");
        STATES.put("dismiss", "E");
        STATES.put("finalize", "D");
        STATES.put("change", "CRPYS");
    }

    @Test
    void everyVerbIsAllowedInExactlyTheStatesOfTheTable() {
        int asked = 0;
        for (JobVerb verb : JobVerb.values()) {
            String states = STATES.get(verb.qmpName());
            for (JobStatus status : JobStatus.values()) {
                boolean expected = states.indexOf(JobStatusTest.LETTERS.charAt(status.ordinal())) >= 0;
                assertEquals(expected, verb.allowedIn(status), verb + " in " + status);
                asked++;
            }
        }
        assertEquals(88, asked);
    }

    @Test
    void theConstantsAreInTheOrderOfTheProtocolWithItsSpelling() {
        List<String> names = new ArrayList<>();
        for (JobVerb verb : JobVerb.values()) {
            names.add(verb.qmpName());
            assertEquals(verb, JobVerb.ofQmpName(verb.qmpName()).orElseThrow());
        }
        assertEquals(List.copyOf(STATES.keySet()), names);
        assertTrue(JobVerb.ofQmpName("set_speed").isEmpty());
    }
}
