package org.jobdeck.ui.model.filter;

import java.util.List;
import java.util.regex.Pattern;

/** Which jobs are wanted. Immutable; two that were written alike are equal. */
public sealed interface Filter {

    /** Whether the job is wanted. */
    boolean matches(FilterSubject job);

    /**
     * Wants what all of them want; with none of them, everything.
     *
     * @param terms asked in their order
     */
    record And(List<Filter> terms) implements Filter {

        /** Makes the list unmodifiable. */
        public And {
            terms = List.copyOf(terms);
        }

        @Override
        public boolean matches(FilterSubject job) {
            for (Filter term : terms) {
                if (!term.matches(job)) {
                    return false;
                }
            }
            return true;
        }
    }

    /**
     * Wants what the other does not.
     *
     * @param term the other
     */
    record Not(Filter term) implements Filter {

        @Override
        public boolean matches(FilterSubject job) {
            return !term.matches(job);
        }
    }

    /**
     * Wants a text in which this occurs, whatever its case.
     *
     * @param text what occurs
     */
    record Contains(String text) implements Filter {

        @Override
        public boolean matches(FilterSubject job) {
            return job.anyText(each -> TextSearch.contains(each, text));
        }
    }

    /**
     * Wants a text in which the letters occur in their order, whatever stands between them.
     *
     * @param letters what occurs
     */
    record Fuzzy(String letters) implements Filter {

        @Override
        public boolean matches(FilterSubject job) {
            return job.anyText(each -> TextSearch.containsInOrder(each, letters));
        }
    }

    /**
     * Wants a text in which a match is found, whatever its case.
     *
     * @param expression as it was written
     * @param pattern the same, compiled
     */
    record Regex(String expression, Pattern pattern) implements Filter {

        @Override
        public boolean matches(FilterSubject job) {
            return job.anyText(each -> TextSearch.finds(pattern, each));
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Regex(String written, Pattern _) && written.equals(expression);
        }

        @Override
        public int hashCode() {
            return expression.hashCode();
        }
    }

    /**
     * Wants a value of that name in which the text occurs; a state that begins with it.
     *
     * @param field the name
     * @param text what occurs
     */
    record Value(FilterField field, String text) implements Filter {

        @Override
        public boolean matches(FilterSubject job) {
            return field == FilterField.STATE
                    ? job.anyValue(field, each -> each.regionMatches(true, 0, text, 0, text.length()))
                    : job.anyValue(field, each -> TextSearch.contains(each, text));
        }
    }

    /**
     * Wants jobs that are like that.
     *
     * @param trait how they are
     */
    record Is(FilterTrait trait) implements Filter {

        @Override
        public boolean matches(FilterSubject job) {
            return job.is(trait);
        }
    }
}
