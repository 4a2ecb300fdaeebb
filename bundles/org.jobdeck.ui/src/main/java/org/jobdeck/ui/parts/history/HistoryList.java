package org.jobdeck.ui.parts.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jobdeck.history.HistoryEntry;
import org.jobdeck.history.HistoryJson;
import org.jobdeck.job.common.JobResource;
import org.jobdeck.json.JsonArray;
import org.jobdeck.ui.export.Export;
import org.jobdeck.ui.export.Sheet;

/** The entries that are shown: filtered and sorted. */
final class HistoryList {

    private static final Comparator<HistoryEntry> NEWEST_FIRST =
            Comparator.comparingLong(HistoryEntry::id).reversed();

    private List<HistoryEntry> all = List.of();
    private List<HistoryEntry> shown = List.of();
    private List<String> words = List.of();
    /** An entry that has not changed comes as the same object again. */
    private final Map<HistoryEntry, String> texts = new IdentityHashMap<>();

    private HistoryColumn column;
    private boolean descending;

    /** Takes other entries. */
    void set(List<HistoryEntry> entries) {
        all = List.copyOf(entries);
        if (texts.size() > 2 * all.size()) {
            texts.clear();
        }
        arrange();
    }

    /** Shows only entries in which every word of the line occurs. */
    void filter(String line) {
        String trimmed = line.strip().toLowerCase(Locale.ROOT);
        words = trimmed.isEmpty() ? List.of() : List.of(trimmed.split("\\s+"));
        arrange();
    }

    /** After a click on a column's header: ascending, descending, then newest first. */
    void clicked(HistoryColumn clicked) {
        if (column != clicked) {
            column = clicked;
            descending = false;
        } else if (!descending) {
            descending = true;
        } else {
            column = null;
        }
        arrange();
    }

    /** What they are sorted by; null for the newest first. */
    HistoryColumn column() {
        return column;
    }

    boolean isDescending() {
        return descending;
    }

    /** The entries to be shown. */
    List<HistoryEntry> shown() {
        return shown;
    }

    /** How many there are, shown or not. */
    int size() {
        return all.size();
    }

    /** Entries, to be saved; for many of them that takes a while. */
    static Export export(List<HistoryEntry> shown) {
        List<HistoryColumn> columns = List.of(HistoryColumn.values());
        Sheet sheet = new Sheet(
                Stream.concat(columns.stream().map(HistoryColumn::title), Stream.of(HistoryDetail.error()))
                        .toList(),
                shown.stream().map(entry -> row(columns, entry)).toList());
        return new Export(
                sheet,
                new JsonArray(List.copyOf(shown.stream().map(HistoryJson::write).toList())));
    }

    private static List<String> row(List<HistoryColumn> columns, HistoryEntry entry) {
        String error = entry.error() == null ? "" : entry.error();
        return Stream.concat(columns.stream().map(column -> column.text(entry)), Stream.of(error))
                .toList();
    }

    private void arrange() {
        List<HistoryEntry> next = new ArrayList<>();
        for (HistoryEntry entry : all) {
            if (words.isEmpty() || matches(entry)) {
                next.add(entry);
            }
        }
        Comparator<HistoryEntry> order = column == null
                ? NEWEST_FIRST
                : (descending ? column.order().reversed() : column.order()).thenComparing(NEWEST_FIRST);
        next.sort(order);
        shown = next;
    }

    private boolean matches(HistoryEntry entry) {
        String whole = texts.computeIfAbsent(entry, HistoryList::searched);
        return words.stream().allMatch(whole::contains);
    }

    /** All texts in which words are looked for. */
    private static String searched(HistoryEntry entry) {
        StringBuilder text = new StringBuilder();
        text.append(entry.job()).append('\n').append(entry.type()).append('\n');
        text.append(OutcomeWords.of(entry))
                .append('\n')
                .append(entry.origin().source())
                .append('\n');
        text.append(entry.origin().machine()).append('\n').append(entry.origin().address());
        for (JobResource node : entry.nodes()) {
            text.append('\n').append(node.name()).append('\n').append(node.location());
        }
        if (entry.error() != null) {
            text.append('\n').append(entry.error());
        }
        return text.toString().toLowerCase(Locale.ROOT);
    }
}
