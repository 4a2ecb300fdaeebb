package org.jobdeck.ui.bench;

import java.io.PrintStream;
import java.util.Locale;
import org.jobdeck.json.JsonObject;

/** Prints figures as soon as they are known: a table, or one line of JSON each. */
final class Report {

    private final PrintStream out;
    private final boolean json;
    private String group = "";

    Report(PrintStream out, boolean json) {
        this.out = out;
        this.json = json;
    }

    /** Says something about what follows; not in JSON. */
    void say(String line) {
        if (!json) {
            out.println(line);
            out.flush();
        }
    }

    void add(Measured figure) {
        if (json) {
            out.println(jsonOf(figure).toJson());
        } else {
            if (!group.equals(figure.group())) {
                out.println(figure.group());
            }
            String value = Measured.text(figure.value());
            out.printf(Locale.ROOT, "  %-54s %9s %-9s %s%n", figure.what(), value, figure.unit(), figure.verdict());
        }
        group = figure.group();
        out.flush();
    }

    private static JsonObject jsonOf(Measured figure) {
        JsonObject.Builder object = JsonObject.builder()
                .put("group", figure.group())
                .put("what", figure.what())
                .put("value", figure.value())
                .put("unit", figure.unit());
        figure.aim().ifPresent(aim -> object.put("aim", aim).put("reached", figure.isReached()));
        return object.build();
    }
}
