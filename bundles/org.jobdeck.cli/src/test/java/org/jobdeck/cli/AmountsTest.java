package org.jobdeck.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class AmountsTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "512, 512",
        "512b, 512",
        "64k, 65536",
        "50M, 52428800",
        "1.5G, 1610612736",
        "2T, 2199023255552",
        "1P, 1125899906842624",
        "7.9E, 9108079886394091110",
        "9223372036854775807, 9223372036854775807"
    })
    void bytes(String text, long bytes) {
        assertEquals(bytes, Amounts.parseBytes(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "M", "-1", "+1", "1X", "1 M", "1.M", ".5M", "0x10", "8E", "1e3", "9223372036854775808"})
    void noBytes(String text) {
        assertThrows(TypeConversionException.class, () -> Amounts.parseBytes(text));
    }

    @Test
    void flags() {
        assertTrue(Amounts.parseFlag("on"));
        assertTrue(Amounts.parseFlag("YES"));
        assertFalse(Amounts.parseFlag("false"));
        assertThrows(TypeConversionException.class, () -> Amounts.parseFlag("maybe"));
    }

    @Test
    void seconds() {
        assertEquals(30, Amounts.parseSeconds("30"));
        assertEquals(30, Amounts.parseSeconds("30s"));
        assertThrows(TypeConversionException.class, () -> Amounts.parseSeconds("1m"));
    }
}
