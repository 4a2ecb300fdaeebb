package org.jobdeck.ui.prefs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jobdeck.ui.model.Column;
import org.jobdeck.ui.model.ColumnLayout;
import org.jobdeck.ui.model.Grouping;
import org.jobdeck.ui.model.RowOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreferencesTest {

    private static final Preferences ALL_ELSE = new Preferences(
            Duration.ofSeconds(7),
            ColumnLayout.DEFAULT.with(Column.ERROR, true).with(Column.JOB, 444),
            new RowOrder(Column.RATE, true),
            Grouping.STATE,
            ThemeChoice.DARK,
            12,
            false,
            true);

    @TempDir
    Path folder;

    @Test
    void whatWasWrittenIsRead() {
        assertEquals(ALL_ELSE, PreferencesText.read(PreferencesText.write(ALL_ELSE)));
        assertEquals(Preferences.DEFAULT, PreferencesText.read(PreferencesText.write(Preferences.DEFAULT)));
        assertEquals(Preferences.DEFAULT, PreferencesText.read(Map.of()));
    }

    @Test
    void whatCannotBeReadDoesNotSpoilTheRest() {
        for (String key : PreferencesText.write(ALL_ELSE).keySet()) {
            for (String bad :
                    List.of("", "x", "-1", "99999999999999999999", "JOB", "JOB:wide", "true true", ":::,,:")) {
                Map<String, String> texts = new HashMap<>(PreferencesText.write(ALL_ELSE));
                texts.put(key, bad);
                Preferences read = PreferencesText.read(texts);
                assertTrue(
                        read.theme() == ThemeChoice.DARK || read.grouping() == Grouping.STATE,
                        () -> key + " = " + bad + " gives " + read);
            }
        }
        Map<String, String> texts = new HashMap<>(PreferencesText.write(ALL_ELSE));
        texts.put("stall.seconds", "soon");
        texts.put("columns", "JOB");
        assertEquals(
                new Preferences(
                        Duration.ofSeconds(60),
                        ColumnLayout.DEFAULT,
                        ALL_ELSE.order(),
                        ALL_ELSE.grouping(),
                        ALL_ELSE.theme(),
                        ALL_ELSE.historyDays(),
                        ALL_ELSE.confirmMany(),
                        ALL_ELSE.confirmForce()),
                PreferencesText.read(texts));
    }

    @Test
    void numbersStayWithinBounds() {
        assertEquals(
                Duration.ofSeconds(1),
                PreferencesText.read(Map.of("stall.seconds", "0")).stallAfter());
        assertEquals(1, PreferencesText.read(Map.of("history.days", "-7")).historyDays());
    }

    @Test
    void changesAreKeptToldAndFoundAgain() {
        try (SettingsWriter writer = new SettingsWriter()) {
            Settings settings = writer.settingsIn(folder.resolve("jobdeck"));
            AtomicInteger told = new AtomicInteger();
            settings.addListener(told::incrementAndGet);
            settings.change(p -> ALL_ELSE);
            settings.change(p -> ALL_ELSE);
            settings.setLayout(Map.of("window", "1 2 300 400"));
            assertEquals(1, told.get(), "the same again is no change");
        }
        try (SettingsWriter writer = new SettingsWriter()) {
            Settings settings = writer.settingsIn(folder.resolve("jobdeck"));
            assertEquals(ALL_ELSE, settings.preferences());
            assertEquals(Map.of("window", "1 2 300 400"), settings.layout());
        }
    }

    @Test
    void aFileThatCannotBeReadIsLikeNone() throws IOException {
        Path file = folder.resolve("desktop.properties");
        Files.write(file, new byte[] {(byte) 0xFF, (byte) 0xFE, 0, 1, 2});
        assertEquals(Map.of(), new SettingsFile(file).read());
        Files.writeString(file, "theme=\\uZZZZ\n");
        assertEquals(Map.of(), new SettingsFile(file).read());
        Files.writeString(file, "#" + "x".repeat(2 << 20));
        assertEquals(Map.of(), new SettingsFile(file).read());
        Files.delete(file);
        Files.createDirectory(file);
        assertEquals(Map.of(), new SettingsFile(file).read());
        assertEquals(Map.of(), new SettingsFile(folder.resolve("none/there")).read());
    }

    @Test
    void aFileThatCannotBeWrittenIsLeftAsItWas() throws IOException {
        Path file = folder.resolve("desktop.properties");
        Files.createDirectory(file);
        Files.createFile(file.resolve("kept"));
        new SettingsFile(file).write(Map.of("a", "b"));
        assertTrue(Files.exists(file.resolve("kept")));
        try (Stream<Path> all = Files.list(folder)) {
            assertEquals(List.of(file), all.toList(), "no part is left behind");
        }
    }

    @Test
    void theFolderIsTheUsersForConfiguration() {
        assertEquals(Path.of("/c/jobdeck"), SettingsFile.folder(Map.of("XDG_CONFIG_HOME", "/c"), "/home/x"));
        for (Map<String, String> environment : Set.of(Map.<String, String>of(), Map.of("XDG_CONFIG_HOME", ""))) {
            assertEquals(Path.of("/home/x/.config/jobdeck"), SettingsFile.folder(environment, "/home/x"));
        }
    }
}
