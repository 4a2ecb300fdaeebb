package org.jobdeck.ui.i18n;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the user reads is in the properties, so that it can be translated, and not in the sources. */
final class NoLiteralTextsTest {

    private static final Path SOURCES = Path.of("src/main/java/org/jobdeck/ui");

    /** Comments, literals and the signs between statements, in that order of preference. */
    private static final Pattern TOKEN = Pattern.compile(
            "/\\*.*?\\*/|//[^\\n]*|\"\"\".*?\"\"\"|\"(?:[^\"\\\\\\n]|\\\\.)*\"|'(?:[^'\\\\\\n]|\\\\.)+'|[;{}]",
            Pattern.DOTALL);

    /** A word with a great first letter, or a word beside a blank: nothing that a key, an option or an id looks like. */
    private static final Pattern WORDS = Pattern.compile("\\b[A-Z][a-z]{2,}|[A-Za-z]{2,}[,;:]? | [A-Za-z]{2,}");

    /** Statements whose literals nobody reads in the window: the log and mistakes of the program. */
    private static final Pattern NOT_SHOWN = Pattern.compile(
            "\\bLOG\\s*\\.|IllegalArgumentException\\(|IndexOutOfBoundsException\\(|\\bsuper\\(\"too many");

    /** What is set as a text needs no words to be one. */
    private static final Pattern SET = Pattern.compile(
            "\\.set(?:Text|ToolTipText|Message|ErrorMessage|Title|Description)\\(\\s*(\"[^\"]*[A-Za-z][^\"]*\")");

    /** Sentences for the terminal that the program was started in, which are English as the command line is. */
    private static final Set<String> TERMINAL = Set.of(
            "app/DemoShow.java",
            "app/DesktopApplication.java",
            "app/Launch.java",
            "app/Screenshot.java",
            "app/WindowSystem.java");

    /** Names, and texts for programs. */
    private static final Set<String> NAMES = Set.of(
            "live/FeedNotes.java: Jobdeck",
            "live/FeedNotes.java: cancel by force",
            "live/FeedNotes.java: set-speed ",
            "widgets/Hint.java: JobdeckSecondary");

    /** Patterns of moments, which are the same everywhere, and names of classes, files and variables. */
    private static final Pattern TECHNICAL =
            Pattern.compile("[yu]{4}-MM-dd HH:mm:ss.*|[\\w-]+(?:[./][\\w-]+)+|.*\\\\[dswt].*|\\[A-Za-z\\]\\+");

    @Test
    void noTextIsInTheSources() throws IOException {
        Set<String> found = new TreeSet<>();
        List<Path> files;
        try (Stream<Path> all = Files.walk(SOURCES)) {
            files = all.filter(file -> file.toString().endsWith(".java")).toList();
        }
        assertTrue(files.size() > 100, "the sources are not where they were");
        for (Path file : files) {
            String name = SOURCES.relativize(file).toString();
            if (!TERMINAL.contains(name)) {
                texts(Files.readString(file)).forEach(text -> found.add(name + ": " + text));
            }
        }
        found.removeAll(NAMES);
        assertEquals(Set.of(), found);
    }

    @Test
    void findsTextsAndOnlyThose() {
        assertEquals(
                List.of("Speed limit", " jobs", "ok"),
                texts("shell.setText(\"Speed limit\"); /* \"Not this\" */ count = n + \" jobs\"; // \"Nor this\"\n"
                        + "LOG.log(Level.WARNING, \"Nor a log\", e); TEXTS.get(\"about.title\"); b.setText(\"ok\");"
                        + " c = '\"'; throw new IllegalArgumentException(\"Nor a mistake\");"));
    }

    private static List<String> texts(String source) {
        List<String> texts = new ArrayList<>();
        List<String> literals = new ArrayList<>();
        int start = 0;
        Matcher token = TOKEN.matcher(source);
        while (token.find()) {
            String text = token.group();
            if (text.startsWith("\"")) {
                literals.add(text.substring(1, text.length() - 1));
            } else if (text.length() == 1) {
                String statement = source.substring(start, token.end());
                Matcher set = SET.matcher(statement);
                String plain = set.find() ? set.group(1) : "";
                literals.stream()
                        .filter(literal -> plain.equals("\"" + literal + "\"") || isText(literal))
                        .filter(literal -> !NOT_SHOWN.matcher(statement).find())
                        .forEach(texts::add);
                literals.clear();
                start = token.end();
            }
        }
        return texts;
    }

    private static boolean isText(String literal) {
        return WORDS.matcher(literal).find() && !TECHNICAL.matcher(literal).matches();
    }
}
