package org.jobdeck.ui.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class AmountTest {

    @Test
    void whatIsWrittenIsReadBack() {
        assertEquals(Optional.of(2_621_440L), Amount.parse(" 2.5 ", Amount.Unit.MIB));
        assertEquals(Optional.of(2_621_440L), Amount.parse("2,5", Amount.Unit.MIB));
        assertEquals(Amount.Unit.KIB, Amount.unitFor(2_621_440L));
        assertEquals("2560", Amount.format(2_621_440L, Amount.Unit.KIB));
        assertEquals(Amount.Unit.GIB, Amount.unitFor(3L << 30));
        assertEquals(Amount.Unit.B, Amount.unitFor(1025));
    }

    @Test
    void whatIsNoAmountIsRefused() {
        assertEquals(Optional.empty(), Amount.parse("", Amount.Unit.B));
        assertEquals(Optional.empty(), Amount.parse("-1", Amount.Unit.B));
        assertEquals(Optional.empty(), Amount.parse("ten", Amount.Unit.B));
        assertEquals(Optional.empty(), Amount.parse("9999999999", Amount.Unit.TIB));
    }
}
