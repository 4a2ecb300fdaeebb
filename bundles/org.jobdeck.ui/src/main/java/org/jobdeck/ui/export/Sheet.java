package org.jobdeck.ui.export;

import java.util.ArrayList;
import java.util.List;
import org.jobdeck.json.JsonArray;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonValue;

/**
 * What a part shows, as columns and rows of texts.
 *
 * @param columns their titles
 * @param rows one text for each column
 */
public record Sheet(List<String> columns, List<List<String>> rows) {

    /** Makes the lists unmodifiable; refuses rows that are longer or shorter than the titles. */
    public Sheet {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
        for (List<String> row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException(
                        "a row has " + row.size() + " texts for " + columns.size() + " columns");
            }
        }
    }

    /** The rows as objects whose members are named by the columns. */
    public JsonArray json() {
        List<JsonValue> objects = new ArrayList<>();
        for (List<String> row : rows) {
            JsonObject.Builder object = JsonObject.builder();
            for (int i = 0; i < columns.size(); i++) {
                object.put(columns.get(i), row.get(i));
            }
            objects.add(object.build());
        }
        return new JsonArray(objects);
    }
}
