package org.jobdeck.cli;

/** Progress bars of characters. */
final class Bars {

    private Bars() {}

    /** A bar {@code [####----] } with that many cells and a space behind it; empty for fewer than one cell. */
    static String bar(double fraction, int cells) {
        if (cells < 1) {
            return "";
        }
        int full = (int) Math.floor(Math.clamp(fraction, 0.0, 1.0) * cells + 1e-9);
        return "[" + "#".repeat(full) + "-".repeat(cells - full) + "] ";
    }
}
