package org.jobdeck.ui.model.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterParserTest {

    private record Subject(List<String> texts, Map<FilterField, String> values, Set<FilterTrait> traits)
            implements FilterSubject {

        @Override
        public boolean anyText(Predicate<String> condition) {
            return texts.stream().anyMatch(condition);
        }

        @Override
        public boolean anyValue(FilterField field, Predicate<String> condition) {
            return values.containsKey(field) && condition.test(values.get(field));
        }

        @Override
        public boolean is(FilterTrait trait) {
            return traits.contains(trait);
        }
    }

    private static final FilterSubject NIGHTLY = new Subject(
            List.of("Nightly-backup", "mirror", "/images/disk 1.qcow2", "unix:/run/vm1"),
            Map.of(
                    FilterField.ID, "Nightly-backup",
                    FilterField.STATE, "ready",
                    FilterField.TYPE, "mirror",
                    FilterField.SOURCE, "unix:/run/vm1",
                    FilterField.NODE, "disk0",
                    FilterField.ERROR, "No space left on device"),
            Set.of(FilterTrait.STALLED, FilterTrait.LIVE));

    private static boolean matches(String line) {
        FilterParser.Parsed parsed = FilterParser.parse(line);
        assertEquals(Optional.empty(), parsed.problem());
        return parsed.filter().matches(NIGHTLY);
    }

    private static String problem(String line) {
        return FilterParser.parse(line).problem().orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "nightly",
                "BACKUP mirror",
                "\"disk 1\"",
                "\"disk 1",
                "/^night.*up$/",
                "/^night",
                "/qcow\\d/ mirror",
                "/\\/images/",
                "~ngtbk",
                "!other",
                "!/^other/",
                "!~zzz",
                "!\"disk 2\"",
                "!!mirror",
                "state:ready",
                "state:re",
                "STATE:Ready",
                "type:mir id:night",
                "source:unix:/run",
                "node:disk0",
                "error:\"no space\"",
                "is:stalled is:LIVE",
                "!is:ended",
                "!state:running",
                "state:",
                "!ended: backup",
                "is:",
                "~",
                "!",
                "/",
                "\"",
            })
    void wants(String line) {
        assertTrue(matches(line), line);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "other",
                "nightly other",
                "\"disk  1\"",
                "/^backup/",
                "~kbp",
                "!mirror",
                "!!other",
                "!/backup/",
                "state:eady",
                "type:backup",
                "source:vm2",
                "vm:any",
                "error:io",
                "is:ended",
                "is:concluded",
                "!is:live",
                "nightly !state:ready"
            })
    void refuses(String line) {
        assertFalse(matches(line), line);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/[a/ | The regular expression ‘[a’ cannot be read (Unclosed character class); mend it,",
                "/*/ | The regular expression ‘*’ cannot be read (Dangling meta character '*'); mend it,",
                "size:5 | There is nothing called ‘size’ to filter by, only state, type, source, vm, node, id, error and is;",
                "is:odd | No job can be ‘is:odd’; write one of stalled, live, ended, concluded after is:.",
                "good !is:odd | No job can be ‘is:odd’; write one of stalled, live, ended, concluded after is:."
            })
    void whatCannotBeUnderstoodIsSaidInASentence(String line, String beginning) {
        assertTrue(problem(line).startsWith(beginning), () -> problem(line));
        assertTrue(FilterParser.parse(line).filter().matches(NIGHTLY), "wants everything");
    }

    @Test
    void linesThatMeanTheSameMakeEqualFilters() {
        assertEquals(
                FilterParser.parse("a /b+/ !state:c").filter(),
                FilterParser.parse(" a  /b+/  !state:c ").filter());
    }

    @Test
    void aRegularExpressionThatWouldTakeForEverFindsNothing() {
        Filter filter = FilterParser.parse("/(a+)+$/").filter();
        Subject bad = new Subject(List.of("a".repeat(60) + "b"), Map.of(), Set.of());
        assertFalse(assertTimeoutPreemptively(Duration.ofSeconds(5), () -> filter.matches(bad)));
    }
}
