package org.jobdeck.ui.bench;

import java.util.Locale;
import java.util.OptionalDouble;

/**
 * One figure.
 *
 * @param group what was measured together
 * @param what what it is
 * @param value in the unit
 * @param unit as in "ms"
 * @param aim what it should be at most; empty if nothing is aimed at
 */
record Measured(String group, String what, double value, String unit, OptionalDouble aim) {

    static Measured figure(String group, String what, double value, String unit) {
        return new Measured(group, what, value, unit, OptionalDouble.empty());
    }

    static Measured figure(String group, String what, double value, String unit, double aim) {
        return new Measured(group, what, value, unit, OptionalDouble.of(aim));
    }

    boolean isReached() {
        return aim.isEmpty() || value <= aim.getAsDouble();
    }

    /** What to say of the aim; empty if there is none. */
    String verdict() {
        if (aim.isEmpty()) {
            return "";
        }
        return "aim " + text(aim.getAsDouble()) + (isReached() ? ", reached" : ", NOT REACHED");
    }

    static String text(double value) {
        return String.format(Locale.ROOT, value >= 100 || value == Math.rint(value) ? "%,.0f" : "%.2f", value);
    }
}
