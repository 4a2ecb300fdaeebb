package org.jobdeck.ui.newjob;

import java.util.ArrayList;
import java.util.List;
import org.jobdeck.source.plan.PlanOutcome;
import org.jobdeck.ui.i18n.Messages;

/** What became of a start that was refused or has no answer: where, why, and what is left of it. */
final class OutcomeText {

    private static final Messages TEXTS = Messages.of(OutcomeText.class);

    private OutcomeText() {}

    /** The server's words, with a full stop if they have none. */
    private static String sentence(String words) {
        return words.endsWith(".") ? words : words + ".";
    }

    static String of(PlanOutcome outcome, Start start) {
        PlanOutcome.Failure failure = outcome.failure().orElseThrow();
        List<String> sentences = new ArrayList<>();
        String known = failure.outcomeKnown() ? "known" : "unknown";
        if (start instanceof Start.OverQmp(var plan) && plan.steps().size() > 1) {
            sentences.add(TEXTS.format(
                    "outcome.step." + known, failure.step() + 1, plan.steps().size(), sentence(failure.text())));
        } else {
            sentences.add(TEXTS.format("outcome.refused." + known, sentence(failure.text())));
        }
        if (!outcome.removed().isEmpty()) {
            sentences.add(TEXTS.format("outcome.removed", String.join(", ", outcome.removed())));
        }
        if (!outcome.left().isEmpty()) {
            sentences.add(TEXTS.format("outcome.left." + known, String.join(", ", outcome.left())));
        }
        if (!outcome.files().isEmpty()) {
            sentences.add(TEXTS.format("outcome.files", String.join(", ", outcome.files())));
        }
        return String.join(" ", sentences);
    }
}
