package org.jobdeck.ui.widgets;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.widgets.Display;
import org.jobdeck.ui.model.Tone;

/**
 * The colours of what we draw ourselves, for a light and a dark desktop.
 *
 * <p>Everything else has the colours of the desktop's own theme.
 */
public enum Palette {
    /** Dark marks on white. */
    LIGHT,
    /** Bright marks on dark grey. */
    DARK;

    /** The palette that fits the desktop's theme as it is now. */
    public static Palette of(Display display) {
        return brightness(display.getSystemColor(SWT.COLOR_LIST_BACKGROUND))
                        < brightness(display.getSystemColor(SWT.COLOR_LIST_FOREGROUND))
                ? DARK
                : LIGHT;
    }

    /** The colour of a tone, in which text can be read on the background of lists and windows. */
    public Color tone(Tone tone) {
        return new Color(
                switch (tone) {
                    case IDLE -> pick(0x6F6F6F, 0xA3A3A3);
                    case ACTIVE -> pick(0x1C6DD0, 0x5BA3F5);
                    case STALLED -> pick(0xB05000, 0xFF9A4D);
                    case PAUSED -> pick(0x925C00, 0xF0B540);
                    case ATTENTION -> pick(0x8036C8, 0xC693FF);
                    case WAITING -> pick(0x0A7783, 0x4CC3D1);
                    case DONE -> pick(0x24793A, 0x63C77A);
                    case CANCELLED -> pick(0x595959, 0xBABABA);
                    case FAILED -> pick(0xC42B2B, 0xFF7A70);
                    case LOST -> pick(0x9A4A2E, 0xE0936F);
                    case UNSEEN -> pick(0x8A6A1F, 0xD9BF77);
                });
    }

    /** The colour of what is drawn upon a tone. */
    public Color onTone() {
        return new Color(pick(0xFFFFFF, 0x1E1E1E));
    }

    /** The colour of the part of a bar that is not reached yet. */
    public Color track() {
        return new Color(pick(0xDCDFE4, 0x4A4D52));
    }

    /** The colour of links: the toolkit's own is a dark blue on any desktop. */
    public Color link() {
        return new Color(pick(0x1A5FB4, 0x8AB8FF));
    }

    /** The colour of signs on buttons. */
    public Color sign() {
        return new Color(pick(0x3A3F47, 0xE2E4E8));
    }

    /** The colour of signs on buttons that cannot be pressed. */
    public Color dimSign() {
        return new Color(pick(0xA9ADB3, 0x6C7076));
    }

    private RGB pick(int light, int dark) {
        int rgb = this == LIGHT ? light : dark;
        return new RGB(rgb >> 16, rgb >> 8 & 0xFF, rgb & 0xFF);
    }

    private static int brightness(Color color) {
        return 299 * color.getRed() + 587 * color.getGreen() + 114 * color.getBlue();
    }
}
