package org.jobdeck.job.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.jobdeck.job.common.JobException;
import org.junit.jupiter.api.Test;

/** Values of a job type's options against their declaration. */
class OptionValuesTest {

    private static final List<OptionSpec> SPECS = List.of(
            OptionSpec.required("source", OptionKind.EXISTING_FILE, "what to copy"),
            OptionSpec.optional("speed", OptionKind.RATE, 5L, "bytes a second").between(1, 10),
            OptionSpec.optional("compress", OptionKind.FLAG, null, "whether to compress"),
            OptionSpec.choice("sync", List.of("full", "top"), "full", "what to copy"));

    private static String refused(Map<String, Object> given) {
        return assertThrows(JobException.class, () -> OptionValues.check(SPECS, given))
                .getMessage();
    }

    @Test
    void defaultsAreFilledIn() throws JobException {
        OptionValues values = OptionValues.check(SPECS, Map.of("source", "a.raw"));
        assertEquals("a.raw", values.text("source"));
        assertEquals(5, values.number("speed"));
        assertEquals("full", values.text("sync"));
        assertFalse(values.has("compress"));
        assertNull(values.text("nothing"));
    }

    @Test
    void givenValuesCount() throws JobException {
        OptionValues values =
                OptionValues.check(SPECS, Map.of("source", "a", "speed", 10L, "compress", true, "sync", "top"));
        assertEquals(10, values.number("speed"));
        assertTrue(values.flag("compress"));
        assertEquals("top", values.text("sync"));
    }

    @Test
    void whatIsWrongIsNamed() {
        assertEquals("Parameter 'source' is missing", refused(Map.of()));
        assertEquals("Parameter 'color' is unexpected", refused(Map.of("source", "a", "color", "red")));
        assertEquals(
                "Invalid parameter type for 'speed', expected: rate", refused(Map.of("source", "a", "speed", "fast")));
        assertEquals(
                "Parameter 'speed' takes values from 1 to 10, but was given 0",
                refused(Map.of("source", "a", "speed", 0L)));
        assertEquals(
                "Parameter 'speed' takes values from 1 to 10, but was given 11",
                refused(Map.of("source", "a", "speed", 11L)));
        assertEquals("Parameter 'sync' does not accept value 'all'", refused(Map.of("source", "a", "sync", "all")));
    }
}
