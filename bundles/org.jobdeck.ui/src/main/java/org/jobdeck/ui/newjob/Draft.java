package org.jobdeck.ui.newjob;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jobdeck.source.plan.JobEnd;
import org.jobdeck.ui.newjob.form.NewImage;

/**
 * What the user has chosen so far.
 *
 * @param offer what is to be started
 * @param id the job's id; for several jobs what their ids begin with
 * @param values the options that were given, by their names
 * @param target the image to be made as the target; empty where a node is named
 * @param end what the job does by itself
 */
public record Draft(Offer offer, String id, Map<String, Object> values, Optional<NewImage> target, JobEnd end) {

    /** The option of {@link Offer.Together} that names the nodes, each to be copied by a job of its own. */
    static final String NODES = "nodes";

    /** The option of {@link Offer.Together} that says whether the jobs succeed or fail together. */
    static final String GROUPED = "grouped";

    /** The option that names the file of an image to be made. */
    static final String FILE = "file";

    /** The option that names the format of an image to be made. */
    static final String FORMAT = "format";

    /** The option that says how large an image to be made is. */
    static final String SIZE = "size";

    /** Makes the map unmodifiable. */
    public Draft {
        values = Map.copyOf(values);
    }

    /** A text option; empty if it was not given. */
    String text(String option) {
        return values.get(option) instanceof String text ? text : "";
    }

    /** A number option; 0 if it was not given. */
    long number(String option) {
        return values.get(option) instanceof Long number ? number : 0;
    }

    /** The nodes of {@link Offer.Together}. */
    List<String> nodes() {
        return List.of(text(NODES).split("\n")).stream()
                .filter(node -> !node.isEmpty())
                .toList();
    }
}
