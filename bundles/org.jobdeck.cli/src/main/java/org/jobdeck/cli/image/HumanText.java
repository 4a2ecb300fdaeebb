package org.jobdeck.cli.image;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import org.jobdeck.json.JsonArray;
import org.jobdeck.json.JsonBool;
import org.jobdeck.json.JsonNumber;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonString;
import org.jobdeck.json.JsonValue;
import org.jobdeck.json.QDictOrder;

/** Texts for people, letter for letter as QEMU's image tool prints them. */
final class HumanText {

    private static final List<String> UNITS = List.of("", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei");
    private static final MathContext THREE_DIGITS = new MathContext(3, RoundingMode.HALF_EVEN);
    private static final String INDENT = "    ";

    private HumanText() {}

    /** An amount of bytes with three digits: {@code 196 KiB}. */
    static String size(long bytes) {
        int unit = 0;
        // 1000 of a unit are written as a part of the next one
        while (unit < UNITS.size() - 1 && bytes >= 1000L << 10 * unit) {
            unit++;
        }
        BigDecimal value =
                new BigDecimal(bytes).divide(BigDecimal.TWO.pow(10 * unit)).round(THREE_DIGITS);
        String digits = value.compareTo(BigDecimal.valueOf(1000)) >= 0
                ? "1e+03"
                : value.stripTrailingZeros().toPlainString();
        return digits + " " + UNITS.get(unit) + "B";
    }

    /** The members of an object, one a line, in QEMU's order. */
    static void appendMembers(StringBuilder out, int depth, JsonObject object) {
        for (String name : QDictOrder.sort(object.members().keySet())) {
            append(out, depth, name.replace('-', ' '), object.members().get(name));
        }
    }

    private static void append(StringBuilder out, int depth, String name, JsonValue value) {
        out.append(INDENT.repeat(depth)).append(name).append(':');
        switch (value) {
            case JsonObject object -> {
                out.append('\n');
                appendMembers(out, depth + 1, object);
            }
            case JsonArray array -> {
                out.append('\n');
                for (int i = 0; i < array.items().size(); i++) {
                    append(out, depth + 1, "[" + i + "]", array.items().get(i));
                }
            }
            case JsonString string -> out.append(' ').append(string.value()).append('\n');
            case JsonNumber number -> out.append(' ').append(number).append('\n');
            case JsonBool bool -> out.append(' ').append(bool.value()).append('\n');
            default -> out.append('\n');
        }
    }
}
