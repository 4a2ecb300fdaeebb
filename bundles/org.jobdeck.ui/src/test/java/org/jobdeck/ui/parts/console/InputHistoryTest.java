package org.jobdeck.ui.parts.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class InputHistoryTest {

    @Test
    void whatWasBeingWrittenComesBackBehindTheLatest() {
        InputHistory history = new InputHistory();
        history.add("one");
        history.add("two");
        history.add("two");
        assertEquals("two", history.back("dra"));
        assertEquals("one", history.back("two"));
        assertEquals("one", history.back("one"));
        assertEquals("two", history.forward("one"));
        assertEquals("dra", history.forward("two"));
        assertEquals("dra", history.forward("dra"));
    }

    @Test
    void anEmptyHistoryLeavesTheLineAlone() {
        assertEquals("x", new InputHistory().back("x"));
        assertEquals("x", new InputHistory().forward("x"));
    }

    @Test
    void theEndOfEverythingIsAskedAboutAndLookingIsNot() {
        assertTrue(Danger.of("quit").orElseThrow().contains("whole process"));
        assertTrue(Danger.of("system_reset").isPresent());
        assertTrue(Danger.of("query-jobs").isEmpty());
        assertTrue(Danger.of("job-pause").isEmpty());
    }
}
