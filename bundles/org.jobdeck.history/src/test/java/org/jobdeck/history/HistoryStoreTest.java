package org.jobdeck.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.File;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.h2.mvstore.MVStore;
import org.jobdeck.job.common.JobKey;
import org.jobdeck.json.JsonValue;
import org.jobdeck.loop.Clock;
import org.jobdeck.loop.ManualClock;
import org.jobdeck.source.JobSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryStoreTest {

    @TempDir
    Path directory;

    private final ManualClock clock = new ManualClock();

    private Path folder() {
        return directory.resolve("state").resolve("history");
    }

    private HistoryStore open() {
        return HistoryStore.open(folder(), HistoryLimits.USUAL, clock);
    }

    @Test
    void anEntryComesBackAsItWas() {
        try (HistoryStore store = open()) {
            assertEquals(Optional.empty(), store.remark());
            assertEquals(1, store.nextId());
            store.put(SampleEntry.full(1));
            store.put(SampleEntry.told("", "b", 5, HistoryOutcome.DONE).withId(2));
            store.commit();
        }
        try (HistoryStore store = open()) {
            assertTrue(store.isKept());
            assertEquals(3, store.nextId());
            assertEquals(
                    List.of(SampleEntry.told("", "b", 5, HistoryOutcome.DONE).withId(2), SampleEntry.full(1)),
                    store.newestFirst());
            store.delete(List.of(1L, 77L));
            assertEquals(Optional.empty(), store.find(1));
            assertEquals(1, store.size());
        }
    }

    @Test
    void onlyItsUserCanReadIt() throws Exception {
        open().close();
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(folder().resolve(HistoryStore.FILE))));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder())));
    }

    @Test
    void aSecondOneSaysThatItKeepsNothing() {
        try (HistoryStore first = open();
                HistoryStore second = open()) {
            assertFalse(second.isKept());
            assertTrue(second.remark().orElse("").contains("in use by another Jobdeck"), second.remark()::toString);
            second.put(SampleEntry.full(1));
            assertEquals(1, second.size(), "it works all the same");
            assertEquals(0, first.size());
        }
    }

    @Test
    void aBrokenFileIsPutAside() throws Exception {
        open().close();
        Path file = folder().resolve(HistoryStore.FILE);
        Files.write(
                file,
                "this is no history, but has been here for a while. "
                        .repeat(500)
                        .getBytes());
        try (HistoryStore store = open()) {
            assertTrue(store.isKept());
            assertTrue(store.remark().orElse("").contains("was put aside as"), store.remark()::toString);
            store.put(SampleEntry.full(1));
        }
        try (Stream<Path> files = Files.list(folder())) {
            assertEquals(
                    1,
                    files.filter(each -> each.toString().contains(".broken-")).count());
        }
        try (HistoryStore store = open()) {
            assertEquals(Optional.empty(), store.remark());
            assertEquals(1, store.size());
        }
    }

    /** Whatever bytes are damaged, it opens: with what is left of the history, or with a new one. */
    @Test
    void damageAnywhereIsNoCrash() throws Exception {
        try (HistoryStore store = open()) {
            for (int i = 1; i <= 300; i++) {
                store.put(SampleEntry.full(i));
            }
        }
        byte[] whole = Files.readAllBytes(folder().resolve(HistoryStore.FILE));
        for (int from = 0; from < whole.length; from += whole.length / 17) {
            Path other = directory.resolve("damaged" + from);
            Files.createDirectories(other);
            Path file = other.resolve(HistoryStore.FILE);
            Files.write(file, whole);
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.allocate(6000), from);
            }
            try (HistoryStore store = HistoryStore.open(other, HistoryLimits.USUAL, clock)) {
                assertTrue(store.isKept(), "damage at " + from);
                long id = store.nextId();
                store.put(SampleEntry.full(id));
                assertEquals(Optional.of(SampleEntry.full(id)), store.find(id));
            }
            Path half = directory.resolve("half" + from);
            Files.createDirectories(half);
            Files.write(half.resolve(HistoryStore.FILE), Arrays.copyOf(whole, from));
            try (HistoryStore store = HistoryStore.open(half, HistoryLimits.USUAL, clock)) {
                assertTrue(store.isKept(), "cut at " + from);
            }
        }
    }

    @Test
    void aFolderThatCannotBeMadeIsSaid() throws Exception {
        Files.writeString(directory.resolve("state"), "a file where a folder is needed");
        try (HistoryStore store = open()) {
            assertFalse(store.isKept());
            assertTrue(store.remark().orElse("").contains("cannot be written"), store.remark()::toString);
        }
    }

    @Test
    void theOldestGo() {
        try (HistoryStore store = HistoryStore.open(folder(), new HistoryLimits(3, Duration.ofDays(10)), clock)) {
            clock.advance(Duration.between(clock.now(), SampleEntry.START));
            store.put(
                    SampleEntry.told("unix:/a", "open", 1, HistoryOutcome.LEFT).withId(1));
            for (int i = 2; i <= 6; i++) {
                store.put(SampleEntry.full(i));
            }
            assertEquals(3, store.prune());
            assertEquals(
                    List.of(6L, 5L, 1L),
                    store.newestFirst().stream().map(HistoryEntry::id).toList());
            assertEquals(0, store.prune());
            clock.advance(Duration.ofDays(11));
            assertEquals(2, store.prune());
            assertEquals(1, store.size(), "what is open stays");
        }
    }

    /** Is started by the test below: writes for ever and says after each commit what is safe. */
    public static void main(String[] arguments) {
        try (HistoryStore store = HistoryStore.open(Path.of(arguments[0]), HistoryLimits.USUAL, Clock.system())) {
            for (long id = store.nextId(); ; id++) {
                store.put(SampleEntry.full(id));
                store.commit();
                System.out.println(id);
            }
        }
    }

    /** However the tests were started. */
    private static String classPath() throws Exception {
        List<String> places = new ArrayList<>();
        for (Class<?> each : List.of(
                HistoryStoreTest.class,
                HistoryStore.class,
                JobSource.class,
                JobKey.class,
                Clock.class,
                JsonValue.class,
                MVStore.class)) {
            places.add(Path.of(each.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString());
        }
        return String.join(File.pathSeparator, places);
    }

    @Test
    void whatWasCommittedSurvivesAKill() throws Exception {
        long safe = 0;
        for (int round = 0; round < 3; round++) {
            Process writer = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            classPath(),
                            HistoryStoreTest.class.getName(),
                            folder().toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try (BufferedReader said = writer.inputReader()) {
                for (int i = 0; i < 200; i++) {
                    safe = Long.parseLong(said.readLine());
                }
                if (round == 0) {
                    try (HistoryStore second = open()) {
                        assertFalse(second.isKept(), "another process has it");
                    }
                }
            } finally {
                writer.destroyForcibly().waitFor();
            }
            try (HistoryStore store = open()) {
                assertEquals(Optional.empty(), store.remark());
                assertEquals(Optional.of(SampleEntry.full(safe)), store.find(safe));
                assertTrue(store.size() >= safe, store.size() + " of at least " + safe);
            }
        }
    }
}
