package org.jobdeck.ui.widgets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.eclipse.swt.graphics.Rectangle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BarPainterTest {

    private static final Rectangle CELL = new Rectangle(500, 40, 240, 26);

    @Test
    void aBarStandsBesideAShortText() {
        assertEquals(new Rectangle(550, 48, 182, 10), BarPainter.place(CELL, 50));
    }

    @ParameterizedTest
    @ValueSource(ints = {215, 240, 400})
    void aLongTextHasItBelowAndDoesNotHideIt(int text) {
        Rectangle bar = BarPainter.place(CELL, text);
        assertEquals(new Rectangle(504, 62, 232, 3), bar);
        assertEquals(bar, CELL.intersection(bar));
    }

    @ParameterizedTest
    @ValueSource(ints = {50, 120, 200, 208, 209, 300})
    void itIsNeverTooShortToTellAnything(int text) {
        Rectangle bar = BarPainter.place(CELL, text);
        assertTrue(bar.width >= 24, bar.toString());
        assertEquals(bar, CELL.intersection(bar));
    }
}
