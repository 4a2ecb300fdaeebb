package org.jobdeck.exploration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Searches the core. */
class ExplorationTest {

    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    @TestFactory
    Stream<DynamicTest> smallBoundsAreSearchedInFull() {
        return Scenarios.small().stream()
                .map(scenario -> DynamicTest.dynamicTest(scenario.name(), () -> {
                    Report report = new Explorer(scenario).search(Bounds.ofTime(A_MINUTE));
                    System.out.println(report);
                    assertNull(report.violation(), report::toString);
                    assertNull(report.bound(), report::toString);
                    assertTrue(report.fingerprints() > 10, report::toString);
                }));
    }

    @TestFactory
    @Tag("long")
    Stream<DynamicTest> fullBounds() {
        return Scenarios.full().stream()
                .map(scenario -> DynamicTest.dynamicTest(scenario.name(), () -> {
                    Report report = new Explorer(scenario).search(Bounds.ofTime(Duration.ofSeconds(45)));
                    System.out.println(report);
                    assertNull(report.violation(), report::toString);
                    assertTrue(report.executions() > 100, report::toString);
                }));
    }

    @Test
    void whoEndsASearchByABoundIsTold() {
        Scenario scenario =
                Scenario.of("steady", 0, JobShape.own(Step.PAUSE_POINT)).foreign(1);
        Report few = new Explorer(scenario).search(new Bounds(0, A_MINUTE));
        assertEquals("only executions with 0 interruptions were asked for", few.bound());
        Report all = new Explorer(scenario).search(Bounds.ofTime(A_MINUTE));
        assertNull(all.bound(), all::toString);
        assertTrue(all.executions() > few.executions(), all + " and " + few);
        Report none = new Explorer(scenario).search(Bounds.ofTime(Duration.ZERO));
        assertEquals("after 0 s, in the executions with 0 interruptions", none.bound());
    }

    @Test
    void theSameScheduleIsTheSameExecution() {
        Scenario scenario = Scenario.of("two", 2, JobShape.own(Step.SLEEP), JobShape.own(Step.YIELD))
                .foreign(1);
        Schedule schedule = Schedule.parse("2.1.3.2.1.2.0.1.1.2");
        List<String> first =
                new ArrayList<>(new Explorer(scenario).replay(schedule).trace());
        for (int i = 0; i < 20; i++) {
            assertEquals(first, new Explorer(scenario).replay(schedule).trace());
        }
        assertTrue(first.size() > 50, first::toString);
    }
}
