package org.jobdeck.exploration;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * All that has to be known to run an execution again: at each place where there was a choice, the number of what was
 * chosen. What is beyond the end is 0.
 */
record Schedule(List<Integer> picks) {

    Schedule {
        picks = List.copyOf(picks);
    }

    /** Reads what {@link #toString} wrote. */
    static Schedule parse(String text) {
        if (text.isBlank()) {
            return new Schedule(List.of());
        }
        return new Schedule(
                Arrays.stream(text.strip().split("\\.")).map(Integer::valueOf).toList());
    }

    /** The same without zeros at the end, which mean nothing. */
    Schedule trimmed() {
        int end = picks.size();
        while (end > 0 && picks.get(end - 1) == 0) {
            end--;
        }
        return new Schedule(picks.subList(0, end));
    }

    @Override
    public String toString() {
        return picks.stream().map(String::valueOf).collect(Collectors.joining("."));
    }
}
