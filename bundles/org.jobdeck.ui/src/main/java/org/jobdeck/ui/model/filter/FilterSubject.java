package org.jobdeck.ui.model.filter;

import java.util.function.Predicate;

/** What a filter is asked about: a job, as far as filters know jobs. */
public interface FilterSubject {

    /** Whether one of its texts, those that plain words are looked for in, fulfils the condition. */
    boolean anyText(Predicate<String> condition);

    /** Whether one of the values of that name fulfils the condition. */
    boolean anyValue(FilterField field, Predicate<String> condition);

    /** Whether it is like that. */
    boolean is(FilterTrait trait);
}
