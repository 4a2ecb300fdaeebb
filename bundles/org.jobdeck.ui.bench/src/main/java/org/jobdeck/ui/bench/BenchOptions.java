package org.jobdeck.ui.bench;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * What is to be measured.
 *
 * @param jobs how many jobs live under load
 * @param events how many changes a second they have
 * @param seconds how long each thing is measured
 * @param many how many jobs there are where very many stand still
 * @param daemons how many daemons of QEMU
 * @param json whether figures are printed as JSON
 * @param opened whether only to open the window and say so, for the process that measures
 */
record BenchOptions(int jobs, int events, int seconds, int many, int daemons, boolean json, boolean opened) {

    /** For the process that measures how long that takes. */
    static final String OPENED = "--opened";

    private static final int MOST = 10_000_000;

    /** Reads the words behind {@code bench desktop}; a wrong one is told in a sentence without a full stop. */
    static BenchOptions parse(List<String> words) {
        Deque<String> left = new ArrayDeque<>(words);
        int jobs = 10_000;
        int events = 50_000;
        int seconds = 30;
        int many = 100_000;
        int daemons = 50;
        boolean json = false;
        boolean opened = false;
        while (!left.isEmpty()) {
            String word = left.pop();
            switch (word) {
                case "--jobs" -> jobs = number(word, left.poll(), 1);
                case "--events" -> events = number(word, left.poll(), 1);
                case "--seconds" -> seconds = number(word, left.poll(), 1);
                case "--many" -> many = number(word, left.poll(), 0);
                case "--daemons" -> daemons = number(word, left.poll(), 0);
                case "--json" -> json = true;
                case OPENED -> opened = true;
                default ->
                    throw new IllegalArgumentException("'" + word + "' is not an option of 'bench desktop', which has"
                            + " --jobs, --events, --seconds, --many, --daemons and --json");
            }
        }
        return new BenchOptions(jobs, events, seconds, many, daemons, json, opened);
    }

    private static int number(String option, String text, int least) {
        try {
            int number = Integer.parseInt(text == null ? "" : text);
            if (number >= least && number <= MOST) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new IllegalArgumentException("'" + option + "' needs a whole number from " + least + " to " + MOST
                + (text == null ? "" : ", not '" + text + "'"));
    }
}
