package org.jobdeck.ui.widgets;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.eclipse.swt.graphics.RGB;
import org.jobdeck.ui.model.Tone;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What we colour ourselves can be read on the backgrounds of windows and lists. */
class PaletteTest {

    /** The contrast of small text (WCAG 2, 1.4.3). */
    private static final double TEXT = 4.5;

    private static RGB[] backgrounds(Palette palette) {
        return palette == Palette.LIGHT
                ? new RGB[] {new RGB(0xFF, 0xFF, 0xFF), new RGB(0xF6, 0xF5, 0xF4)}
                : new RGB[] {new RGB(0x2D, 0x2D, 0x2D), new RGB(0x35, 0x35, 0x35)};
    }

    private static double luminance(RGB colour) {
        return 0.2126 * linear(colour.red) + 0.7152 * linear(colour.green) + 0.0722 * linear(colour.blue);
    }

    private static double linear(int part) {
        double share = part / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }

    private static double contrast(RGB a, RGB b) {
        double one = luminance(a) + 0.05;
        double other = luminance(b) + 0.05;
        return Math.max(one, other) / Math.min(one, other);
    }

    @ParameterizedTest
    @EnumSource
    void linksCanBeRead(Palette palette) {
        for (RGB background : backgrounds(palette)) {
            double contrast = contrast(palette.link().getRGB(), background);
            assertTrue(contrast >= TEXT, palette + " on " + background + ": " + contrast);
        }
    }

    @ParameterizedTest
    @EnumSource
    void textBelowAVeilStepsBackAndCanBeRead(Palette palette) {
        RGB text = palette == Palette.LIGHT ? new RGB(0, 0, 0) : new RGB(0xEE, 0xEE, 0xEC);
        RGB list = backgrounds(palette)[0];
        double contrast = contrast(Veil.below(text, list), list);
        assertTrue(contrast >= TEXT, palette + ": " + contrast);
        assertTrue(contrast < contrast(text, list) * 0.6, palette + ": " + contrast);
    }

    @ParameterizedTest
    @EnumSource
    void textInTheColourOfAToneCanBeRead(Palette palette) {
        for (Tone tone : Tone.values()) {
            for (RGB background : backgrounds(palette)) {
                double contrast = contrast(palette.tone(tone).getRGB(), background);
                assertTrue(contrast >= TEXT, palette + " " + tone + " on " + background + ": " + contrast);
            }
        }
    }
}
