package org.jobdeck.daemon;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Options of the older kind, as {@code --chardev} has them: {@code socket,id=m,path=/x,server=on,wait=off} (QEMU: QemuOpts).
 *
 * <p>The first value may stand without its name. A doubled comma is a comma in a value. A name alone switches on, with
 * {@code no} before it off. Of two values of one name the last counts.
 */
final class QemuOpts {

    private final Map<String, String> values = new LinkedHashMap<>();

    private QemuOpts() {}

    /**
     * Reads a text.
     *
     * @param impliedName the name of a first value without one
     */
    static QemuOpts parse(String text, String impliedName) {
        QemuOpts opts = new QemuOpts();
        int at = 0;
        while (at < text.length()) {
            StringBuilder part = new StringBuilder();
            at = readPart(text, at, part);
            opts.put(part.toString(), impliedName);
        }
        return opts;
    }

    private static int readPart(String text, int from, StringBuilder part) {
        int at = from;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == ',') {
                if (at + 1 < text.length() && text.charAt(at + 1) == ',') {
                    at++;
                } else {
                    return at + 1;
                }
            }
            part.append(c);
            at++;
        }
        return at;
    }

    private void put(String part, String impliedName) {
        int equals = part.indexOf('=');
        if (equals >= 0) {
            values.put(part.substring(0, equals), part.substring(equals + 1));
        } else if (values.isEmpty()) {
            values.put(impliedName, part);
        } else if (part.startsWith("no")) {
            values.put(part.substring(2), "off");
        } else {
            values.put(part, "on");
        }
    }

    /** The value of that name. */
    Optional<String> get(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /**
     * A switch.
     *
     * @param byDefault what it is if it was not given
     * @throws DaemonException if it is neither on nor off
     */
    boolean bool(String name, boolean byDefault) throws DaemonException {
        String value = values.get(name);
        if (value == null) {
            return byDefault;
        }
        return switch (value) {
            case "on", "yes", "true", "y" -> true;
            case "off", "no", "false", "n" -> false;
            default -> throw DaemonException.usage("Parameter '" + name + "' expects 'on' or 'off'");
        };
    }

    /**
     * Makes sure that there are no others.
     *
     * @throws DaemonException if there is one
     */
    void refuseOthers(Set<String> known) throws DaemonException {
        for (String name : values.keySet()) {
            if (!known.contains(name)) {
                throw DaemonException.usage("Invalid parameter '" + name + "'");
            }
        }
    }
}
