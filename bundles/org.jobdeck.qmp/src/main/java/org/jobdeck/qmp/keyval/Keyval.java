package org.jobdeck.qmp.keyval;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jobdeck.json.JsonArray;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonString;
import org.jobdeck.json.JsonValue;
import org.jobdeck.json.QDictOrder;
import org.jobdeck.qmp.QmpException;

/**
 * Reads the dotted option syntax, as in {@code driver=file,cache.direct=on,rules.0.state=1} (QEMU: {@code keyval_parse}).
 *
 * <p>A comma in a value is written twice. Parts of a key that are numbers make lists. All values are strings.
 */
public final class Keyval {
    private static final int LONGEST_PART = 127;

    private final Optional<String> impliedKey;
    private final Branch root = new Branch();

    /** What stands under a key: a value, or further keys. */
    private sealed interface Node permits Leaf, Branch {}

    private record Leaf(String value) implements Node {}

    private record Branch(Map<String, Node> children) implements Node {
        Branch() {
            this(new LinkedHashMap<>());
        }
    }

    private Keyval(Optional<String> impliedKey) {
        this.impliedKey = impliedKey;
    }

    /**
     * The object that a text stands for.
     *
     * @param text the option's value
     * @param impliedKey the key of a first value that stands without one
     * @throws QmpException with the text for the user, like {@code Invalid parameter '%s'}
     */
    public static JsonObject parse(String text, Optional<String> impliedKey) throws QmpException {
        Keyval keyval = new Keyval(impliedKey);
        keyval.read(text);
        return (JsonObject) listified(keyval.root, "");
    }

    private void read(String text) throws QmpException {
        boolean help = false;
        int at = 0;
        while (at < text.length()) {
            int stop = OptionText.endOfKey(text, at);
            boolean bare = stop > at && (stop == text.length() || text.charAt(stop) == ',');
            String key = text.substring(at, stop);
            if (bare && OptionText.isHelp(key)) {
                help = true;
                at = stop + 1;
            } else if (bare && at == 0 && impliedKey.isPresent()) {
                put(impliedKey.get(), key);
                at = stop + 1;
            } else {
                List<String> parts = parts(key);
                if (stop == text.length() || text.charAt(stop) != '=') {
                    throw QmpException.generic("Expected '=' after parameter '" + key + "'");
                }
                OptionText.Value value = OptionText.value(text, stop + 1);
                put(key, parts, value.text());
                at = value.next();
            }
        }
        if (help) {
            throw QmpException.generic("Help is not available for this option");
        }
    }

    private void put(String key, String value) throws QmpException {
        put(key, parts(key), value);
    }

    private static List<String> parts(String key) throws QmpException {
        List<String> parts = new ArrayList<>();
        int from = 0;
        boolean more = true;
        while (more) {
            int end = endOfPart(key, from, !parts.isEmpty());
            if (end == from || end < key.length() && key.charAt(end) != '.') {
                throw QmpException.generic("Invalid parameter '" + key + "'");
            }
            String part = key.substring(from, end);
            if (part.length() > LONGEST_PART) {
                String kind = part.length() == key.length() ? "" : " fragment";
                throw QmpException.generic("Parameter" + kind + " '" + part + "' is too long");
            }
            parts.add(part);
            from = end + 1;
            more = end < key.length();
        }
        return parts;
    }

    private static int endOfPart(String key, int from, boolean indexAllowed) {
        int at = from;
        if (indexAllowed && at < key.length() && isDigit(key.charAt(at))) {
            while (at < key.length() && isDigit(key.charAt(at))) {
                at++;
            }
            return at;
        }
        if (key.startsWith("__", at)) {
            at += 2;
            while (at < key.length() && (isWordPart(key.charAt(at), '-') || key.charAt(at) == '.')) {
                at++;
            }
            if (at == key.length() || key.charAt(at++) != '_') {
                return from;
            }
        }
        if (at == key.length() || !isLetter(key.charAt(at))) {
            return from;
        }
        while (at < key.length() && (isWordPart(key.charAt(at), '-') || key.charAt(at) == '_')) {
            at++;
        }
        return at;
    }

    private static boolean isWordPart(char c, char also) {
        return isLetter(c) || isDigit(c) || c == also;
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** Puts a value into the tree; a later one replaces an earlier one of the same key. */
    private void put(String key, List<String> parts, String value) throws QmpException {
        Branch current = root;
        int consumed = 0;
        for (String part : parts.subList(0, parts.size() - 1)) {
            consumed += part.length();
            if (!(current.children.computeIfAbsent(part, _ -> new Branch()) instanceof Branch next)) {
                throw inconsistent(key.substring(0, consumed) + '.');
            }
            current = next;
            consumed++;
        }
        if (current.children.put(parts.getLast(), new Leaf(value)) instanceof Branch) {
            throw inconsistent(key + '.');
        }
    }

    private static QmpException inconsistent(String prefix) {
        return QmpException.generic("Parameters '" + prefix + "*' used inconsistently");
    }

    private static JsonValue listified(Branch branch, String prefix) throws QmpException {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        Map<Integer, JsonValue> elements = new TreeMap<>();
        for (String part : QDictOrder.sort(branch.children.keySet())) {
            JsonValue value = switch (branch.children.get(part)) {
                case Leaf leaf -> new JsonString(leaf.value);
                case Branch inner -> listified(inner, prefix + part + '.');
            };
            OptionalInt index = index(part);
            if (index.isPresent()) {
                elements.put(index.getAsInt(), value);
            } else {
                members.put(part, value);
            }
        }
        if (elements.isEmpty()) {
            return new JsonObject(members);
        }
        if (!members.isEmpty()) {
            throw inconsistent(prefix);
        }
        int next = 0;
        for (int index : elements.keySet()) {
            if (index != next) {
                throw QmpException.generic("Parameter '" + prefix + next + "' missing");
            }
            next++;
        }
        return new JsonArray(List.copyOf(elements.values()));
    }

    private static OptionalInt index(String part) {
        if (!isDigit(part.charAt(0))) {
            return OptionalInt.empty();
        }
        try {
            return OptionalInt.of(Integer.parseInt(part));
        } catch (NumberFormatException e) {
            return OptionalInt.of(Integer.MAX_VALUE);
        }
    }
}
