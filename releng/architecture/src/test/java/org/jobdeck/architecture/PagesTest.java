package org.jobdeck.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the pages quote is what the code says, and what they link to is there. */
class PagesTest {
    private static final Pattern QUOTATION =
            Pattern.compile("<!-- quoted from (\\S+) -->\\n```java\\n(.*?)\\n```", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("^#+ (.*)$", Pattern.MULTILINE);

    private final Checkout checkout = new Checkout();

    @Test
    void quotedCodeIsInItsFile() {
        Set<String> broken = new TreeSet<>();
        int quotations = 0;
        for (Path page : checkout.pages()) {
            Matcher matcher = QUOTATION.matcher(Checkout.read(page));
            while (matcher.find()) {
                quotations++;
                Path file = checkout.file(matcher.group(1));
                if (!Files.exists(file) || !unindented(Checkout.read(file)).contains(unindented(matcher.group(2)))) {
                    broken.add(checkout.nameOf(page) + " quotes what is not in " + matcher.group(1));
                }
            }
        }
        assertEquals(Set.of(), broken);
        assertTrue(quotations >= 4, "only " + quotations + " quotations were found");
    }

    @Test
    void linkedFilesAndHeadingsAreThere() {
        Set<String> broken = new TreeSet<>();
        for (Path page : checkout.pages()) {
            for (MatchResult link : LINK.matcher(Checkout.read(page)).results().toList()) {
                String target = link.group(1);
                if (!target.contains("://") && !exists(page, target)) {
                    broken.add(checkout.nameOf(page) + " links to " + target);
                }
            }
        }
        assertEquals(Set.of(), broken);
    }

    @Test
    void brokenLinksAndQuotationsWouldBeSeen() {
        Path readme = checkout.file("README.md");
        assertTrue(exists(readme, "LICENSE"));
        assertFalse(exists(readme, "NO-SUCH-FILE"));
        assertTrue(exists(readme, "#licence"));
        assertFalse(exists(readme, "#no-such-heading"));
        assertFalse(unindented(Checkout.read(readme)).contains(unindented("int noSuchLine;")));
    }

    private static boolean exists(Path page, String target) {
        int hash = target.indexOf('#');
        String name = hash < 0 ? target : target.substring(0, hash);
        Path file = name.isEmpty() ? page : page.resolveSibling(name).normalize();
        if (!Files.exists(file)) {
            return false;
        }
        return hash < 0 || anchors(Checkout.read(file)).contains(target.substring(hash + 1));
    }

    /** The names that a heading gets: in lower case, without punctuation, with a dash for every space. */
    private static Set<String> anchors(String text) {
        return HEADING.matcher(text)
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\w\\- ]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    private static String unindented(String code) {
        return code.lines().map(String::strip).collect(Collectors.joining("\n"));
    }
}
