package org.jobdeck.exploration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The choices of one execution after the other, depth first: each execution repeats those of the one before up to the
 * last that has an alternative left, takes that alternative, and from there on always the first there is.
 *
 * <p>Used by one thread at a time: whoever has the turn.
 */
final class Choices {

    private int[] picked = new int[256];
    private int[] offered = new int[256];
    private int known;
    private int at;
    private final boolean fixed;

    /** For a search. */
    Choices() {
        fixed = false;
    }

    /** For the repetition of one execution. A number that is too high stands for the highest there is. */
    Choices(Schedule schedule) {
        fixed = true;
        known = schedule.picks().size();
        picked = Arrays.copyOf(
                schedule.picks().stream().mapToInt(Integer::intValue).toArray(), Math.max(256, known));
        offered = new int[picked.length];
    }

    /** Chooses one of so many. */
    int next(int options) {
        if (at == known) {
            if (known == picked.length) {
                picked = Arrays.copyOf(picked, known * 2);
                offered = Arrays.copyOf(offered, known * 2);
            }
            picked[known] = 0;
            offered[known] = options;
            known++;
        } else if (fixed) {
            picked[at] = Math.min(picked[at], options - 1);
            offered[at] = options;
        } else if (offered[at] != options) {
            throw new IllegalStateException("the execution is not the same when it is repeated: at choice " + at
                    + " there were " + offered[at] + " options and now there are " + options);
        }
        return picked[at++];
    }

    /** Whether the choices so far only repeat what an earlier execution has done. */
    boolean repeating() {
        return !fixed && at < known;
    }

    /** Goes to the next execution; returns false if there is none left. */
    boolean advance() {
        // what was not reached belongs to nothing
        known = at;
        while (known > 0 && picked[known - 1] + 1 >= offered[known - 1]) {
            known--;
        }
        at = 0;
        if (known == 0) {
            return false;
        }
        picked[known - 1]++;
        return true;
    }

    /** What was chosen in this execution so far. */
    Schedule made() {
        List<Integer> made = new ArrayList<>(at);
        for (int i = 0; i < at; i++) {
            made.add(picked[i]);
        }
        return new Schedule(made);
    }
}
