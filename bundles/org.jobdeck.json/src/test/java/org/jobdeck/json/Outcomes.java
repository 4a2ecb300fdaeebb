package org.jobdeck.json;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A sink that notes what comes as lines: the text of a value, or {@code !} and the text of an error. */
final class Outcomes implements JsonSink {
    private final List<String> lines = new ArrayList<>();

    /** What a new parser with QEMU's limits makes of what it is fed. */
    static List<String> of(Consumer<JsonStreamParser> feeding) {
        return of(JsonLimits.standard(), feeding);
    }

    static List<String> of(JsonLimits limits, Consumer<JsonStreamParser> feeding) {
        Outcomes outcomes = new Outcomes();
        feeding.accept(new JsonStreamParser(limits, outcomes));
        return List.copyOf(outcomes.lines);
    }

    static List<String> of(String text) {
        return of(parser -> parser.feed(text));
    }

    @Override
    public void value(JsonValue value) {
        lines.add(value.toJson());
    }

    @Override
    public void error(JsonParseException error) {
        lines.add("!" + error.getMessage());
    }
}
