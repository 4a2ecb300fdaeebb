package org.jobdeck.qmp.keyval;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class OptionValuesTest {

    @Test
    void wholeNumbersAreReadAsByC() {
        assertEquals(OptionalLong.of(10), OptionValues.signed("10"));
        assertEquals(OptionalLong.of(8), OptionValues.signed(" \t\n010"));
        assertEquals(OptionalLong.of(-255), OptionValues.signed("-0xfF"));
        assertEquals(OptionalLong.of(Long.MIN_VALUE), OptionValues.signed("-9223372036854775808"));
        assertEquals(OptionalLong.empty(), OptionValues.signed("9223372036854775808"));
        assertEquals(OptionalLong.of(Long.MIN_VALUE), OptionValues.unsigned("9223372036854775808"));
        assertEquals(OptionalLong.of(-1), OptionValues.unsigned("-1"));
        assertEquals(OptionalLong.of(1), OptionValues.unsigned("-18446744073709551615"));
        assertEquals(OptionalLong.empty(), OptionValues.unsigned("18446744073709551616"));
        for (String wrong : new String[] {"", " ", "1 ", "08", "0x", "x", "1.0", "--1", "+-1", "1e3"}) {
            assertEquals(OptionalLong.empty(), OptionValues.signed(wrong), wrong);
            assertEquals(OptionalLong.empty(), OptionValues.unsigned(wrong), wrong);
        }
    }

    @Test
    void sizesHaveUnits() {
        assertEquals(OptionalLong.of(0), OptionValues.size("0"));
        assertEquals(OptionalLong.of(512), OptionValues.size("512"));
        assertEquals(OptionalLong.of(512), OptionValues.size("512b"));
        assertEquals(OptionalLong.of(1536), OptionValues.size("1.5k"));
        assertEquals(OptionalLong.of(1L << 20), OptionValues.size("1M"));
        assertEquals(OptionalLong.of(2L << 30), OptionValues.size("2g"));
        assertEquals(OptionalLong.of(1L << 60), OptionValues.size("1E"));
        assertEquals(OptionalLong.of(16), OptionValues.size("0x10"));
        assertEquals(OptionalLong.of(-1), OptionValues.size("18446744073709551615"));
        for (String wrong : new String[] {"", "-1", "1.5", "1x", "1 k", "16E", "18446744073709551616", "k", "."}) {
            assertEquals(OptionalLong.empty(), OptionValues.size(wrong), wrong);
        }
    }

    @Test
    void realNumbersAreFinite() {
        assertEquals(Optional.of(1.5), OptionValues.real(" 1.5"));
        assertEquals(Optional.of(-1000.0), OptionValues.real("-1e3"));
        assertEquals(Optional.of(0.5), OptionValues.real(".5"));
        for (String wrong : new String[] {"", "nan", "inf", "1e999", "1.5 ", "1d", "e3"}) {
            assertEquals(Optional.empty(), OptionValues.real(wrong), wrong);
        }
    }

    @Test
    void truthHasFourWordsEach() {
        for (String yes : new String[] {"on", "yes", "true", "y"}) {
            assertEquals(Optional.of(true), OptionValues.bool(yes));
        }
        for (String no : new String[] {"off", "no", "false", "n"}) {
            assertEquals(Optional.of(false), OptionValues.bool(no));
        }
        assertEquals(Optional.empty(), OptionValues.bool("ON"));
    }
}
