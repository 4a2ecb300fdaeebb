package org.jobdeck.ui.decide;

import java.util.List;
import org.jobdeck.ui.model.RowKey;
import org.jobdeck.ui.model.UiVerb;

/**
 * What the user is asked about a job.
 *
 * @param job which
 * @param question what has come about, in a sentence or two
 * @param answers what can be done about it
 */
public record Decision(RowKey.Job job, String question, List<Answer> answers) {

    /**
     * Something to do about it.
     *
     * @param verb what is asked of the job
     * @param effect what that does to which node, in a sentence
     */
    public record Answer(UiVerb verb, String effect) {}

    /** Makes the list unmodifiable. */
    public Decision {
        answers = List.copyOf(answers);
    }
}
