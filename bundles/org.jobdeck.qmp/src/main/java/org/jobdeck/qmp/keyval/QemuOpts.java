package org.jobdeck.qmp.keyval;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jobdeck.json.ArgumentError;
import org.jobdeck.json.JsonBool;
import org.jobdeck.json.JsonException;
import org.jobdeck.json.JsonNumber;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonString;
import org.jobdeck.json.JsonValue;
import org.jobdeck.qmp.QmpErrorClass;
import org.jobdeck.qmp.QmpException;

/**
 * Reads the older, flat option syntax, as in {@code socket,id=c,path=/run/s,server=on,wait=off} (QEMU: {@code
 * qemu_opts_parse}).
 *
 * <p>A comma in a value is written twice. A key that stands alone means on, and off with {@code no} before it. Texts of
 * errors may have further lines, which are hints.
 *
 * @param id the option's id; empty if it has none
 * @param values the other values, typed; of several with one key, the last
 * @param warnings what QEMU says about keys that stand alone, to be printed one after the other
 * @param help whether help was asked for; what followed was not read
 */
public record QemuOpts(Optional<String> id, JsonObject values, List<String> warnings, boolean help) {
    private static final String ID = "id";
    private static final Pattern IDENTIFIER = Pattern.compile("[a-zA-Z][-a-zA-Z0-9._]*");

    /** What the text of a value stands for. */
    public enum Kind {
        /** Itself. */
        STRING,
        /** On or off. */
        BOOL,
        /** A whole number of 0 to 2^64-1. */
        NUMBER,
        /** An amount of bytes, perhaps with a unit. */
        SIZE
    }

    /** Copies the warnings. */
    public QemuOpts {
        warnings = List.copyOf(warnings);
    }

    /**
     * Reads an option.
     *
     * @param text the option's value
     * @param impliedKey the key of a first value that stands without one
     * @param known the keys that there are
     * @throws QmpException with the text for the user, like {@code Invalid parameter '%s'}
     */
    public static QemuOpts parse(String text, String impliedKey, Map<String, Kind> known) throws QmpException {
        Optional<String> id = id(text);
        if (id.isPresent() && !IDENTIFIER.matcher(id.get()).matches()) {
            throw QmpException.generic(
                    ArgumentError.expects(ID, "an identifier").getMessage()
                            + "\nIdentifiers consist of letters, digits, '-', '.', '_', starting with a letter.");
        }
        JsonObject.Builder values = JsonObject.builder();
        List<String> warnings = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            Entry entry = entry(text, at, at == 0 ? Optional.of(impliedKey) : Optional.empty());
            if (OptionText.isHelp(entry.key)) {
                return new QemuOpts(id, values.build(), warnings, true);
            }
            entry.warning().ifPresent(warnings::add);
            if (!entry.key.equals(ID)) {
                values.put(entry.key, typed(entry, known));
            }
            at = entry.next;
        }
        return new QemuOpts(id, values.build(), warnings, false);
    }

    /**
     * One key with its value.
     *
     * @param alone what stood there if the key stood alone, else null
     */
    private record Entry(String key, String value, String alone, int next) {

        Optional<String> warning() {
            if (alone == null) {
                return Optional.empty();
            }
            return Optional.of("warning: short-form boolean option '" + alone + "' deprecated\nPlease use "
                    + (key.equals("delay") ? "nodelay=" + (value.equals("on") ? "off" : "on") : key + '=' + value)
                    + " instead");
        }
    }

    private static Entry entry(String text, int at, Optional<String> impliedKey) {
        int stop = OptionText.endOfKey(text, at);
        if (stop < text.length() && text.charAt(stop) == '=') {
            OptionText.Value value = OptionText.value(text, stop + 1);
            return new Entry(text.substring(at, stop), value.text(), null, value.next());
        }
        if (impliedKey.isPresent()) {
            OptionText.Value value = OptionText.value(text, at);
            return new Entry(impliedKey.get(), value.text(), null, value.next());
        }
        String alone = text.substring(at, stop);
        boolean off = alone.startsWith("no");
        return new Entry(off ? alone.substring(2) : alone, off ? "off" : "on", alone, stop + 1);
    }

    /** The first id in the text, wherever it stands. */
    private static Optional<String> id(String text) {
        int at = 0;
        while (at < text.length()) {
            Entry entry = entry(text, at, Optional.empty());
            if (entry.key.equals(ID)) {
                return Optional.of(entry.value);
            }
            at = entry.next;
        }
        return Optional.empty();
    }

    private static JsonValue typed(Entry entry, Map<String, Kind> known) throws QmpException {
        Kind kind = known.get(entry.key);
        if (kind == null) {
            throw QmpException.generic("Invalid parameter '" + entry.key + "'");
        }
        try {
            return switch (kind) {
                case STRING -> new JsonString(entry.value);
                case BOOL ->
                    OptionValues.bool(entry.value)
                            .map(JsonBool::of)
                            .orElseThrow(() -> ArgumentError.expects(entry.key, "'on' or 'off'"));
                case NUMBER -> number(entry);
                case SIZE ->
                    JsonNumber.ofUnsigned(OptionValues.size(entry.value)
                            .orElseThrow(() -> ArgumentError.expects(
                                    entry.key,
                                    "a non-negative number below 2^64\nOptional suffix k, M, G, T, P or E means kilo-, "
                                            + "mega-, giga-, tera-, peta-\nand exabytes, respectively.")));
            };
        } catch (JsonException e) {
            throw new QmpException(QmpErrorClass.GENERIC_ERROR, e.getMessage(), e);
        }
    }

    private static JsonValue number(Entry entry) throws JsonException {
        OptionalLong bits = OptionValues.unsigned(entry.value);
        if (bits.isPresent()) {
            return JsonNumber.ofUnsigned(bits.getAsLong());
        }
        Optional<BigInteger> tooLarge = OptionValues.whole(entry.value);
        throw tooLarge.isPresent()
                ? new JsonException("Value '" + entry.value + "' is too large for parameter '" + entry.key + "'")
                : ArgumentError.expects(entry.key, "a number");
    }
}
