package org.jobdeck.ui.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DesktopLogTest {

    @TempDir
    Path folder;

    private final Logger logger = Logger.getAnonymousLogger();
    private final Handler terminal = new StreamHandler();

    @BeforeEach
    void setUpTerminal() {
        logger.setUseParentHandlers(false);
        logger.addHandler(terminal);
    }

    @Test
    void whatIsLoggedGoesToTheFileAlone() throws IOException {
        Path file = folder.resolve("50% of%t").resolve("desktop.log");
        try (DesktopLog _ = new DesktopLog(logger, file)) {
            assertFalse(Files.exists(file), "nothing is written before there is something to say");
            logger.warning("the first sentence");
            logger.warning("the second sentence");
            assertFalse(List.of(logger.getHandlers()).contains(terminal));
        }
        String text = Files.readString(file);
        assertTrue(text.contains("the first sentence"), text);
        assertTrue(text.contains("the second sentence"), text);
        assertArrayEquals(new Handler[] {terminal}, logger.getHandlers());
    }

    @Test
    void aLaterRunAppendsAndTheFileStaysShort() throws IOException {
        Path file = folder.resolve("desktop.log");
        for (String sentence : new String[] {"the first run", "the second run"}) {
            try (DesktopLog _ = new DesktopLog(logger, file)) {
                logger.warning(sentence);
            }
        }
        assertTrue(Files.readString(file).contains("the first run"));
        assertTrue(Files.readString(file).contains("the second run"));
        try (DesktopLog _ = new DesktopLog(logger, file)) {
            for (int i = 0; i < 30; i++) {
                logger.warning("x".repeat(100_000));
            }
        }
        assertTrue(Files.size(file) < 1_300_000, "the file has " + Files.size(file) + " bytes");
        try (var files = Files.list(folder)) {
            assertEquals(1, files.count());
        }
    }

    @Test
    void whereNothingCanBeWrittenThereIsNoLog() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "text");
        try (DesktopLog _ = new DesktopLog(logger, file.resolve("jobdeck").resolve("desktop.log"))) {
            logger.warning("a sentence that is lost");
        }
        assertEquals("text", Files.readString(file));
    }

    @Test
    void theFileIsInTheStateFolder() {
        Logger root = Logger.getLogger("");
        Handler[] before = root.getHandlers();
        String[] none = {};
        try (DesktopLog _ = DesktopLog.open(none, Map.of("XDG_STATE_HOME", folder.toString()), "/nowhere")) {
            root.warning("a sentence of the process");
        }
        assertTrue(Files.exists(folder.resolve("jobdeck/desktop.log")));
        try (DesktopLog _ = DesktopLog.open(none, Map.of("XDG_STATE_HOME", ""), folder.toString())) {
            root.warning("a sentence of the process");
        }
        assertTrue(Files.exists(folder.resolve(".local/state/jobdeck/desktop.log")));
        assertArrayEquals(before, root.getHandlers());
    }

    @Test
    void theUserMayWantToSeeIt() {
        assertNull(DesktopLog.open(new String[] {"desktop", "--verbose"}, Map.of(), "/nowhere"));
    }
}
