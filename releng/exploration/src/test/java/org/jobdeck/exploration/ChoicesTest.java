package org.jobdeck.exploration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The order in which executions are tried, and their repetition. */
class ChoicesTest {

    @Test
    void everyCombinationIsTriedOnce() {
        Choices choices = new Choices();
        List<String> made = new ArrayList<>();
        do {
            // after a first 1 there is one more choice
            if (choices.next(2) == 1) {
                choices.next(3);
            }
            choices.next(2);
            made.add(choices.made().toString());
        } while (choices.advance());
        assertEquals(List.of("0.0", "0.1", "1.0.0", "1.0.1", "1.1.0", "1.1.1", "1.2.0", "1.2.1"), made);
    }

    @Test
    void itIsKnownWhatIsRepeated() {
        Choices choices = new Choices();
        assertFalse(choices.repeating());
        choices.next(2);
        choices.next(2);
        assertTrue(choices.advance());
        assertTrue(choices.repeating());
        choices.next(2);
        assertTrue(choices.repeating());
        choices.next(2);
        assertFalse(choices.repeating());
    }

    @Test
    void anExecutionThatIsCutShortLeavesNothingBehind() {
        Choices choices = new Choices();
        choices.next(2);
        choices.next(2);
        choices.advance();
        // this time it ends after the first choice
        choices.next(2);
        assertTrue(choices.advance());
        assertEquals(1, choices.next(2));
        assertFalse(choices.advance());
    }

    @Test
    void anExecutionThatIsNotTheSameWhenRepeatedIsRefused() {
        Choices choices = new Choices();
        choices.next(2);
        choices.next(2);
        choices.advance();
        assertThrows(IllegalStateException.class, () -> choices.next(3));
    }

    @Test
    void aScheduleIsRepeatedAndGoesOnWithTheFirst() {
        Choices choices = new Choices(Schedule.parse("1.7"));
        assertFalse(choices.repeating(), "everything is to be looked at");
        assertEquals(1, choices.next(2));
        assertEquals(2, choices.next(3), "the highest there is");
        assertEquals(0, choices.next(5));
        assertEquals("1.2.0", choices.made().toString());
        assertEquals("1.2", choices.made().trimmed().toString());
        assertEquals(new Schedule(List.of()), Schedule.parse(""));
    }
}
