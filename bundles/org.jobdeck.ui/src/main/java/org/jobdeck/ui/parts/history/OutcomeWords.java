package org.jobdeck.ui.parts.history;

import java.util.EnumMap;
import java.util.Map;
import org.jobdeck.history.HistoryEntry;
import org.jobdeck.history.HistoryOutcome;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.ui.i18n.Messages;

/** How jobs ended, in a few words of the user's language. */
final class OutcomeWords {

    private static final Map<HistoryOutcome, String> WORDS = words();
    private static final String CONCLUDED = Messages.of(OutcomeWords.class).get("outcome.CONCLUDED");

    private OutcomeWords() {}

    private static Map<HistoryOutcome, String> words() {
        Messages texts = Messages.of(OutcomeWords.class);
        Map<HistoryOutcome, String> words = new EnumMap<>(HistoryOutcome.class);
        for (HistoryOutcome outcome : HistoryOutcome.values()) {
            words.put(outcome, texts.get("outcome." + outcome.name()));
        }
        return words;
    }

    /** How a job ended, as in "cancelled". */
    static String of(HistoryEntry entry) {
        return waitsForDismissal(entry) ? CONCLUDED : WORDS.get(entry.outcome());
    }

    /** Whether the job's work is over: it does not run, though it is there until it is dismissed. */
    static boolean waitsForDismissal(HistoryEntry entry) {
        return entry.outcome() == HistoryOutcome.RUNNING
                && !entry.states().isEmpty()
                && entry.states().getLast().status() == JobStatus.CONCLUDED;
    }
}
