package org.jobdeck.ui.model;

import java.util.List;
import java.util.Optional;
import org.jobdeck.ui.model.filter.Filter;
import org.jobdeck.ui.model.filter.FilterParser;

/**
 * Which jobs are shown.
 *
 * @param expression what they must fulfil
 */
public record RowFilter(Filter expression) {

    /** Shows every job. */
    public static final RowFilter ALL = new RowFilter(new Filter.And(List.of()));

    /** A filter as the prompt has it, see {@link FilterParser}; {@link #ALL} for a line that cannot be understood. */
    public static RowFilter of(String line) {
        return new RowFilter(FilterParser.parse(line).filter());
    }

    /** Why a line cannot be understood, a sentence; empty if it can. */
    public static Optional<String> problemOf(String line) {
        return FilterParser.parse(line).problem();
    }

    boolean matches(JobView job, SourceFacts source) {
        return expression.matches(new JobSubject(job, source));
    }
}
