package org.jobdeck.source.discovery;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The value of an option on a command line of QEMU, as in {@code socket,id=m,path=/run/vm,server=on,wait=off}. A comma in
 * a value is written twice. It is read leniently: QEMU itself has taken it.
 *
 * @param values by key; a key that stands alone is "on", and "off" after {@code no}
 */
record OptionList(Map<String, String> values) {
    private static final Set<String> YES = Set.of("on", "yes", "true", "y");

    OptionList {
        values = Map.copyOf(values);
    }

    /**
     * Reads it.
     *
     * @param impliedKey the key of a first value that stands without one
     */
    static OptionList parse(String text, String impliedKey) {
        Map<String, String> values = new LinkedHashMap<>();
        StringBuilder part = new StringBuilder();
        for (int i = 0; i <= text.length(); i++) {
            boolean comma = i < text.length() && text.charAt(i) == ',';
            if (comma && i + 1 < text.length() && text.charAt(i + 1) == ',') {
                part.append(',');
                i++;
            } else if (comma || i == text.length()) {
                put(values, part.toString(), values.isEmpty() ? impliedKey : "");
                part.setLength(0);
            } else {
                part.append(text.charAt(i));
            }
        }
        return new OptionList(values);
    }

    private static void put(Map<String, String> values, String part, String impliedKey) {
        int sign = part.indexOf('=');
        if (sign > 0) {
            values.put(part.substring(0, sign), part.substring(sign + 1));
        } else if (!impliedKey.isEmpty()) {
            values.put(impliedKey, part);
        } else if (part.startsWith("no")) {
            values.put(part.substring(2), "off");
        } else if (!part.isEmpty()) {
            values.put(part, "on");
        }
    }

    Optional<String> get(String key) {
        return Optional.ofNullable(values.get(key));
    }

    boolean isOn(String key) {
        return get(key).filter(YES::contains).isPresent();
    }
}
