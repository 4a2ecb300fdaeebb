package org.jobdeck.ui.i18n;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every text that the program asks for is there, and every text that is there is asked for. */
final class TextsOfPackagesTest {

    private static final Path SOURCES = Path.of("src/main/java");
    private static final Pattern ASKED =
            Pattern.compile("TEXTS\\s*\\.(?:get|format|template)\\(\\s*\"([^\"]+)\"\\s*[,)]");
    private static final Pattern MODEL_KEY = Pattern.compile("=\"%([^\"]+)\"");

    @Test
    void everyTextThatIsAskedForIsThere() throws IOException {
        List<String> missing = new ArrayList<>();
        int asked = 0;
        for (Path folder : folders()) {
            Set<String> keys = keys(folder.resolve("messages.properties"));
            for (String key : matches(ASKED, sourceOf(folder))) {
                asked++;
                if (!keys.contains(key)) {
                    missing.add(folder + ": " + key);
                }
            }
        }
        assertEquals(List.of(), missing);
        assertFalse(asked == 0, "no text was found");
    }

    @Test
    void everyTextIsAskedFor() throws IOException {
        List<String> idle = new ArrayList<>();
        for (Path folder : folders()) {
            String source = sourceOf(folder);
            for (String key : keys(folder.resolve("messages.properties"))) {
                boolean whole = source.contains("\"" + key + "\"");
                // a family of texts is asked for by its beginning and the name of a constant
                boolean family =
                        key.contains(".") && source.contains("\"" + key.substring(0, key.lastIndexOf('.') + 1) + "\"");
                if (!whole && !family) {
                    idle.add(folder + ": " + key);
                }
            }
        }
        assertEquals(List.of(), idle);
    }

    @Test
    void everyTextOfTheModelIsThere() throws IOException {
        Set<String> there = keys(Path.of("OSGI-INF/l10n/bundle.properties"));
        Set<String> asked = new TreeSet<>(matches(MODEL_KEY, Files.readString(Path.of("Application.e4xmi"))));
        try (Stream<Path> fragments = Files.list(Path.of("fragments"))) {
            for (Path fragment : fragments.toList()) {
                asked.addAll(matches(MODEL_KEY, Files.readString(fragment)));
            }
        }
        assertEquals(asked, there);
    }

    private static List<Path> folders() throws IOException {
        try (Stream<Path> all = Files.walk(SOURCES)) {
            return all.filter(file -> file.endsWith("messages.properties"))
                    .map(Path::getParent)
                    .toList();
        }
    }

    private static String sourceOf(Path folder) throws IOException {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                text.append(Files.readString(file));
            }
        }
        return text.toString();
    }

    private static Set<String> keys(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return new TreeSet<>(properties.stringPropertyNames());
    }

    private static List<String> matches(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult m) -> m.group(1))
                .toList();
    }
}
