package org.jobdeck.ui.prefs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jobdeck.ui.model.Column;
import org.jobdeck.ui.model.ColumnLayout;
import org.jobdeck.ui.model.Grouping;
import org.jobdeck.ui.model.RowOrder;

/** Preferences as texts. Each that cannot be read is as if the user had not chosen it; the others count. */
final class PreferencesText {

    private static final String STALL = "stall.seconds";
    private static final String COLUMNS = "columns";
    private static final String SORT_COLUMN = "sort.column";
    private static final String SORT_DESCENDING = "sort.descending";
    private static final String GROUPING = "grouping";
    private static final String THEME = "theme";
    private static final String HISTORY = "history.days";
    private static final String CONFIRM_MANY = "confirm.many";
    private static final String CONFIRM_FORCE = "confirm.force";

    private PreferencesText() {}

    static Map<String, String> write(Preferences p) {
        Map<String, String> texts = new TreeMap<>();
        texts.put(STALL, String.valueOf(p.stallAfter().toSeconds()));
        texts.put(COLUMNS, write(p.columns()));
        texts.put(
                SORT_COLUMN,
                p.order().column() == null ? "" : p.order().column().name());
        texts.put(SORT_DESCENDING, String.valueOf(p.order().descending()));
        texts.put(GROUPING, p.grouping().name());
        texts.put(THEME, p.theme().name());
        texts.put(HISTORY, String.valueOf(p.historyDays()));
        texts.put(CONFIRM_MANY, String.valueOf(p.confirmMany()));
        texts.put(CONFIRM_FORCE, String.valueOf(p.confirmForce()));
        return texts;
    }

    static Preferences read(Map<String, String> texts) {
        Preferences d = Preferences.DEFAULT;
        return new Preferences(
                read(texts, STALL, t -> Duration.ofSeconds(Long.parseLong(t)), d.stallAfter()),
                read(texts, COLUMNS, PreferencesText::columns, d.columns()),
                order(texts, d.order()),
                read(texts, GROUPING, Grouping::valueOf, d.grouping()),
                read(texts, THEME, ThemeChoice::valueOf, d.theme()),
                read(texts, HISTORY, Integer::parseInt, d.historyDays()),
                read(texts, CONFIRM_MANY, PreferencesText::truth, d.confirmMany()),
                read(texts, CONFIRM_FORCE, PreferencesText::truth, d.confirmForce()));
    }

    private static <T> T read(Map<String, String> texts, String key, Function<String, T> reader, T otherwise) {
        String text = texts.get(key);
        if (text == null) {
            return otherwise;
        }
        try {
            return reader.apply(text.strip());
        } catch (IllegalArgumentException | ArithmeticException e) {
            return otherwise;
        }
    }

    private static RowOrder order(Map<String, String> texts, RowOrder otherwise) {
        String column = texts.getOrDefault(SORT_COLUMN, "");
        if (column.isBlank()) {
            return otherwise;
        }
        boolean descending = read(texts, SORT_DESCENDING, PreferencesText::truth, false);
        return read(texts, SORT_COLUMN, name -> new RowOrder(Column.valueOf(name), descending), otherwise);
    }

    /** As in "JOB:280,STATE:150,TYPE:90:hidden". */
    private static String write(ColumnLayout columns) {
        List<String> places = new ArrayList<>();
        for (ColumnLayout.Place place : columns.places()) {
            places.add(place.column().name() + ":" + place.width() + (place.shown() ? "" : ":hidden"));
        }
        return String.join(",", places);
    }

    private static ColumnLayout columns(String text) {
        List<ColumnLayout.Place> places = new ArrayList<>();
        for (String each : text.split(",")) {
            String[] parts = each.strip().split(":");
            if (parts.length < 2) {
                throw new IllegalArgumentException("A column without a width: " + each);
            }
            places.add(new ColumnLayout.Place(Column.valueOf(parts[0]), Integer.parseInt(parts[1]), parts.length == 2));
        }
        return new ColumnLayout(places);
    }

    private static boolean truth(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("Neither true nor false: " + text);
        };
    }
}
