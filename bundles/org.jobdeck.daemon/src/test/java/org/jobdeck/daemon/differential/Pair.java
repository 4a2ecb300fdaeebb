package org.jobdeck.daemon.differential;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Two daemons to be compared.
 *
 * @param first starts the one that is right
 * @param second starts the one that is to be like it
 * @param folder where files can be made
 */
record Pair(DaemonUnderTest.Starter first, DaemonUnderTest.Starter second, Path folder) {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /**
     * What came of a script.
     *
     * @param isVoid whether the first daemon hung or died, which the other is not to imitate; then nothing was compared
     * @param differences on what the two do not agree
     */
    record Outcome(boolean isVoid, List<Difference> differences) {

        boolean differs() {
            return !differences.isEmpty();
        }
    }

    /** Plays the script to a fresh daemon of each kind. */
    Outcome play(Script script) throws IOException {
        try (Play right = new Play(script, first);
                Play other = new Play(script, second)) {
            if (right.transcript.isBroken()) {
                return new Outcome(true, List.of());
            }
            return new Outcome(false, Difference.between(right.facts(), other.facts()));
        }
    }

    /** One playing of a script in a folder of its own. */
    private final class Play implements AutoCloseable {
        private final Path place;
        private final Transcript transcript;

        Play(Script script, DaemonUnderTest.Starter starter) throws IOException {
            place = Files.createTempDirectory(folder, "play");
            for (Image image : script.images()) {
                image.create(place);
            }
            try (DaemonUnderTest daemon = starter.start(place)) {
                transcript = new Session(daemon, place, PATIENCE).play(script);
            }
        }

        Facts facts() {
            return Facts.of(transcript, place);
        }

        @Override
        public void close() throws IOException {
            try (Stream<Path> files = Files.list(place)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(place);
        }
    }
}
