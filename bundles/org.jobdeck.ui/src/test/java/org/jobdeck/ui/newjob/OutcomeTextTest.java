package org.jobdeck.ui.newjob;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jobdeck.json.JsonObject;
import org.jobdeck.source.plan.PlanOutcome;
import org.jobdeck.source.plan.PlanStep;
import org.jobdeck.source.plan.StartPlan;
import org.junit.jupiter.api.Test;

/** What the wizard says of a start that came to nothing, or of which nobody knows. */
class OutcomeTextTest {

    private static final Start DRIVER = new Start.ByDriver("backup", "new0", Map.of(), Choice.standardEnd());

    private static PlanOutcome outcome(PlanOutcome.Failure failure, List<String> left) {
        return new PlanOutcome(Optional.of(failure), List.of(), left, List.of());
    }

    @Test
    void whatWasRefusedIsCalledSo() {
        PlanOutcome.Failure failure = new PlanOutcome.Failure(0, "Cannot find device");
        assertEquals("Refused: Cannot find device.", OutcomeText.of(outcome(failure, List.of()), DRIVER));
    }

    @Test
    void whatHasNoAnswerIsNotCalledRefused() {
        PlanOutcome.Failure failure = new PlanOutcome.Failure(0, "The connection was lost.", false);
        assertEquals(
                "Whether the job was started is not known: The connection was lost.",
                OutcomeText.of(outcome(failure, List.of()), DRIVER));
    }

    @Test
    void aStepWithoutAnAnswerIsNotCalledRefusedAndWhatItNeededMayBeThere() {
        PlanStep add = new PlanStep.Command("blockdev-add", JsonObject.of("node-name", "to-new0"));
        PlanStep start = new PlanStep.Command("blockdev-mirror", JsonObject.of("job-id", "new0"));
        PlanOutcome.Failure failure = new PlanOutcome.Failure(1, "QEMU does not answer.", false);
        assertEquals(
                "Whether step 2 of 2 was carried out is not known, the later ones were not sent: QEMU does not answer."
                        + " These nodes were added and are perhaps still there: to-new0.",
                OutcomeText.of(
                        outcome(failure, List.of("to-new0")), new Start.OverQmp(new StartPlan(List.of(add, start)))));
    }
}
