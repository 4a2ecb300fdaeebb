package org.jobdeck.ui.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jobdeck.json.JsonDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportTest {

    private static final Sheet SHEET = new Sheet(
            List.of("Job", "Error"),
            List.of(
                    List.of("plain", ""),
                    List.of("a,b \"c\"", "two\nlines"),
                    List.of("=HYPERLINK(\"http://x\")", "-1"),
                    List.of("\u00fcber", "@x")));

    @TempDir
    Path directory;

    @Test
    void commasQuotesAndNewlinesAreQuoted() throws Exception {
        Path file = directory.resolve("jobs.csv");
        Export.of(SHEET).save(file);
        assertEquals(
                "Job,Error\r\n"
                        + "plain,\r\n"
                        + "\"a,b \"\"c\"\"\",\"two\nlines\"\r\n"
                        + "\"'=HYPERLINK(\"\"http://x\"\")\",'-1\r\n"
                        + "\u00fcber,'@x\r\n",
                Files.readString(file));
    }

    @Test
    void jsonNamesEveryText() throws Exception {
        Path file = directory.resolve("jobs.JSON");
        Export.of(SHEET).save(file);
        assertEquals(SHEET.json(), JsonDocument.parse(Files.readString(file)));
        assertTrue(Files.readString(file).contains("two\\nlines"));
    }

    @Test
    void aFileThatCannotBeSavedLeavesNothingBehind() throws Exception {
        Path missing = directory.resolve("missing").resolve("jobs.csv");
        String why = assertThrows(IOException.class, () -> Export.of(SHEET).save(missing))
                .getMessage();
        assertEquals("The file '" + missing + "' could not be saved: there is no such folder; choose another.", why);
        Path folder = Files.createDirectories(directory.resolve("folder.csv").resolve("full"));
        assertThrows(IOException.class, () -> Export.of(SHEET).save(folder.getParent()));
        try (Stream<Path> left = Files.list(directory)) {
            assertEquals(List.of(folder.getParent()), left.toList());
        }
    }

    @Test
    void aRowMustFitItsTitles() {
        assertThrows(IllegalArgumentException.class, () -> new Sheet(List.of("a"), List.of(List.of("b", "c"))));
    }
}
