package org.jobdeck.daemon.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** The decisions of one seed: the same seed decides the same. */
final class Dice {
    private final Random random;

    Dice(long seed) {
        // neighbouring seeds begin alike in Random; spreading them apart is what the multiplication is for
        this.random = new Random(seed * 0x9E3779B97F4A7C15L);
    }

    /** A number from 0 up to, not including, {@code bound}. */
    int below(int bound) {
        return random.nextInt(bound);
    }

    /** Yes in so many of a hundred cases. */
    boolean percent(int chance) {
        return below(100) < chance;
    }

    @SafeVarargs // the array is only read
    final <T> T of(T... choices) {
        return choices[below(choices.length)];
    }

    <T> T of(List<T> choices) {
        return choices.get(below(choices.size()));
    }

    /** Choices of which some come more often than others. */
    static final class Menu<T> {
        private final List<Supplier<T>> tickets = new ArrayList<>();

        /** Adds a choice that has so many tickets. */
        Menu<T> add(int weight, Supplier<T> choice) {
            for (int i = 0; i < weight; i++) {
                tickets.add(choice);
            }
            return this;
        }

        /** Draws a ticket and makes what it stands for. */
        T draw(Dice dice) {
            return dice.of(tickets).get();
        }
    }
}
