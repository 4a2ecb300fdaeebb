package org.jobdeck.ui.model;

import java.util.List;
import java.util.Locale;
import org.jobdeck.job.common.JobResource;
import org.jobdeck.job.common.JobSnapshot;

/**
 * Which jobs are shown: those in whose id, type, state or nodes every word occurs.
 *
 * @param words in lower case
 */
public record RowFilter(List<String> words) {

    /** Shows every job. */
    public static final RowFilter ALL = new RowFilter(List.of());

    /** A filter of the words of a line. */
    public static RowFilter of(String line) {
        String trimmed = line.strip().toLowerCase(Locale.ROOT);
        return trimmed.isEmpty() ? ALL : new RowFilter(List.of(trimmed.split("\\s+")));
    }

    boolean matches(JobSnapshot job) {
        if (words.isEmpty()) {
            return true;
        }
        StringBuilder text = new StringBuilder();
        text.append(job.id()).append('\n').append(job.type()).append('\n');
        text.append(StateText.of(job)).append('\n').append(job.status().qmpName());
        for (JobResource node : job.resources()) {
            text.append('\n').append(node.name()).append('\n').append(node.location());
        }
        String all = text.toString().toLowerCase(Locale.ROOT);
        return words.stream().allMatch(all::contains);
    }
}
