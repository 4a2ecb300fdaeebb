package org.jobdeck.ui.parts.history;

import java.util.EnumMap;
import java.util.Map;
import org.jobdeck.history.HistoryOutcome;
import org.jobdeck.ui.i18n.Messages;

/** How jobs ended, in a few words of the user's language. */
final class OutcomeWords {

    private static final Map<HistoryOutcome, String> WORDS = words();

    private OutcomeWords() {}

    private static Map<HistoryOutcome, String> words() {
        Messages texts = Messages.of(OutcomeWords.class);
        Map<HistoryOutcome, String> words = new EnumMap<>(HistoryOutcome.class);
        for (HistoryOutcome outcome : HistoryOutcome.values()) {
            words.put(outcome, texts.get("outcome." + outcome.name()));
        }
        return words;
    }

    /** An outcome, as in "cancelled". */
    static String of(HistoryOutcome outcome) {
        return WORDS.get(outcome);
    }
}
