package org.jobdeck.exploration;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where each actor stopped, stop by stop, in the latest execution. As long as an execution repeats the one before, it
 * need not look at its stacks again, which takes longer than anything else.
 */
final class Positions {

    private static final class Log {
        private long[] numbers = new long[64];
        private int used;
    }

    private final Map<String, Log> logs = new ConcurrentHashMap<>();

    /** The number that the actor's stop had in the execution before, or 0. */
    long earlier(String actor, int stop) {
        Log log = logs.get(actor);
        return log == null || stop >= log.used ? 0 : log.numbers[stop];
    }

    void note(String actor, int stop, long number) {
        Log log = logs.computeIfAbsent(actor, name -> new Log());
        if (stop >= log.numbers.length) {
            log.numbers = Arrays.copyOf(log.numbers, stop * 2);
        }
        log.numbers[stop] = number;
        log.used = stop + 1;
    }
}
