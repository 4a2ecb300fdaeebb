package org.jobdeck.block.internal;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jobdeck.block.BlockException;

/**
 * What came of the same request to each image of a quorum.
 *
 * @param ballots one for each image, in order
 */
record QuorumVote(List<Ballot> ballots) {

    /**
     * What came of it at one image.
     *
     * @param image its place in the order
     * @param data what was read; empty for what is no read
     * @param failure why it failed, or null
     */
    record Ballot(int image, ByteBuffer data, BlockException failure) {

        boolean succeeded() {
            return failure == null;
        }
    }

    List<Ballot> succeeded() {
        return ballots.stream().filter(Ballot::succeeded).toList();
    }

    List<Ballot> failed() {
        return ballots.stream().filter(ballot -> !ballot.succeeded()).toList();
    }

    /** The error that most images have; there is one. */
    BlockException mostCommonFailure() {
        return largest(failed(), ballot -> ballot.failure().errno()).getFirst().failure();
    }

    /** The images that have read what most have read, if any could be read. */
    List<Ballot> winners() {
        return largest(succeeded(), Ballot::data);
    }

    /** The largest of the groups with the same value, the one that came first among equals. */
    private static <T extends Comparable<? super T>> List<Ballot> largest(List<Ballot> all, Function<Ballot, T> value) {
        Map<T, List<Ballot>> groups = new TreeMap<>();
        all.forEach(ballot -> groups.computeIfAbsent(value.apply(ballot), key -> new ArrayList<>())
                .add(ballot));
        Optional<List<Ballot>> largest = Optional.empty();
        for (Ballot ballot : all) {
            List<Ballot> group = groups.get(value.apply(ballot));
            if (largest.isEmpty() || group.size() > largest.get().size()) {
                largest = Optional.of(group);
            }
        }
        return largest.orElse(List.of());
    }
}
