package org.jobdeck.ui.parts.history;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.Locale;
import java.util.function.Function;
import org.jobdeck.history.HistoryEntry;
import org.jobdeck.source.Units;
import org.jobdeck.ui.i18n.Messages;
import org.jobdeck.ui.model.Figures;

/** The columns of the history, from the left. */
enum HistoryColumn {
    /** When the job was created. */
    CREATED(140, entry -> time(entry.created()), Comparator.comparing(HistoryEntry::created)),
    /** Its id. */
    JOB(120, HistoryEntry::job, Comparator.comparing(entry -> entry.job().toLowerCase(Locale.ROOT))),
    /** How it ended. */
    OUTCOME(180, entry -> OutcomeWords.of(entry), Comparator.comparing(HistoryEntry::outcome)),
    /** The driver's name. */
    TYPE(70, HistoryEntry::type, Comparator.comparing(HistoryEntry::type)),
    /** Where it ran. */
    SOURCE(130, HistoryColumn::sourceOf, Comparator.comparing(HistoryColumn::sourceOf)),
    /** From its creation to its end. */
    TOOK(80, HistoryColumn::tookOf, Comparator.comparing(entry -> entry.duration(Instant.MAX))),
    /** How much work it did. */
    DONE(
            80,
            entry -> Units.bytes(entry.progress().current()),
            Comparator.comparing(entry -> entry.progress().current())),
    /** How fast on average. */
    RATE(90, entry -> Figures.rate(entry.averageRate()), Comparator.comparing(HistoryEntry::averageRate));

    private static final Messages TEXTS = Messages.of(HistoryColumn.class);

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private final int width;
    private final Function<HistoryEntry, String> text;
    private final Comparator<HistoryEntry> order;

    HistoryColumn(int width, Function<HistoryEntry, String> text, Comparator<HistoryEntry> order) {
        this.width = width;
        this.text = text;
        this.order = order;
    }

    /** The header. */
    String title() {
        return TEXTS.get("column." + name().toLowerCase(Locale.ROOT));
    }

    int width() {
        return width;
    }

    /** Whether its texts are numbers, which stand to the right. */
    boolean isNumber() {
        return this == TOOK || this == DONE || this == RATE;
    }

    String text(HistoryEntry entry) {
        return text.apply(entry);
    }

    Comparator<HistoryEntry> order() {
        return order;
    }

    /** A moment as people of this place read it. */
    static String time(Instant moment) {
        return TIME.format(moment.atZone(ZoneId.systemDefault()));
    }

    private static String sourceOf(HistoryEntry entry) {
        String machine = entry.origin().machine();
        return machine.isEmpty() ? entry.origin().source() : machine;
    }

    private static String tookOf(HistoryEntry entry) {
        return entry.ended() == null ? Figures.NONE : Lengths.of(entry.duration(entry.ended()));
    }
}
