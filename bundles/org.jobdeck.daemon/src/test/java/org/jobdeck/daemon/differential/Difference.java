package org.jobdeck.daemon.differential;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jobdeck.json.JsonArray;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonValue;

/**
 * One fact on which two daemons do not agree.
 *
 * @param where what the fact is about
 * @param first what the first daemon says, or a word that it says nothing
 * @param second the same of the second
 */
record Difference(String where, String first, String second) {

    private static final String NOTHING = "nothing";

    /** All differences between two collections of facts. */
    static List<Difference> between(Facts first, Facts second) {
        List<Difference> found = new ArrayList<>();
        Set<String> keys = new LinkedHashSet<>(first.byKey().keySet());
        keys.addAll(second.byKey().keySet());
        for (String key : keys) {
            compare(key, first.byKey().get(key), second.byKey().get(key), found);
        }
        return found;
    }

    private static void compare(String where, JsonValue first, JsonValue second, List<Difference> found) {
        if (first instanceof JsonObject a && second instanceof JsonObject b) {
            Set<String> names = new LinkedHashSet<>(a.members().keySet());
            names.addAll(b.members().keySet());
            for (String name : names) {
                compare(
                        where + "." + name,
                        a.get(name).orElse(null),
                        b.get(name).orElse(null),
                        found);
            }
        } else if (first instanceof JsonArray a && second instanceof JsonArray b && a.size() == b.size()) {
            for (int i = 0; i < a.size(); i++) {
                compare(where + "[" + i + "]", a.get(i), b.get(i), found);
            }
        } else if (!Objects.equals(first, second)) {
            found.add(new Difference(where, text(first), text(second)));
        }
    }

    private static String text(JsonValue value) {
        return value == null ? NOTHING : value.toJson();
    }

    @Override
    public String toString() {
        return where + "\n    first:  " + first + "\n    second: " + second;
    }
}
