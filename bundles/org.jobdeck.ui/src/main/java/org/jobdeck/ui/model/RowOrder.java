package org.jobdeck.ui.model;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jobdeck.job.common.JobSnapshot;

/**
 * The order of the jobs of a group.
 *
 * @param column what they are sorted by; null for the order of their creation
 * @param descending whether the greatest comes first
 */
public record RowOrder(Column column, boolean descending) {

    /** As they were created. */
    public static final RowOrder CREATION = new RowOrder(null, false);

    /**
     * What a job is sorted by, taken once per sorting: values that change while they are compared would break the sort.
     *
     * @param number compared first
     * @param text compared next
     * @param source keeps those of one source together that are equal otherwise
     * @param serial keeps them in the order of their creation
     */
    record SortKey(double number, String text, int source, long serial) {}

    /** The order after a click on a column's header: ascending, descending, then as created. */
    public RowOrder clicked(Column clicked) {
        if (column != clicked) {
            return new RowOrder(clicked, false);
        }
        return descending ? CREATION : new RowOrder(clicked, true);
    }

    /** Sorted by the next of some columns, the smallest first; as created before the first and after the last. */
    public RowOrder next(List<Column> columns) {
        int next = column == null ? 0 : columns.indexOf(column) + 1;
        return next < columns.size() ? new RowOrder(columns.get(next), false) : CREATION;
    }

    /** The other way round; as created, that is all the same. */
    public RowOrder reversed() {
        return column == null ? this : new RowOrder(column, !descending);
    }

    /** Whether the order changes while jobs merely run. */
    boolean isLive() {
        return column != null && column.isLive();
    }

    SortKey keyOf(JobView job, SourceFacts source, Instant now) {
        JobSnapshot s = job.snapshot();
        if (column == null) {
            return key(job, 0, "");
        }
        return switch (column) {
            case JOB -> key(job, 0, s.id().toLowerCase(Locale.ROOT));
            case TYPE -> key(job, 0, s.type());
            case STATE -> key(job, s.status().ordinal(), StateText.of(job));
            case PROGRESS -> key(job, job.fraction(), "");
            case RATE -> key(job, job.rate(), "");
            case AVERAGE -> key(job, job.average(), "");
            case ETA -> key(job, job.etaSeconds() < 0 ? Double.MAX_VALUE : job.etaSeconds(), "");
            case LIMIT -> key(job, s.speed() == 0 ? Double.MAX_VALUE : s.speed(), "");
            case LAST_PROGRESS ->
                key(job, job.motion().lastProgress().map(Instant::toEpochMilli).orElse(0L), "");
            case VM -> key(job, 0, source.machine().name());
            case DEVICE -> key(job, 0, String.join(", ", job.devices()));
            case NODE ->
                key(
                        job,
                        0,
                        s.resources().isEmpty() ? "" : s.resources().getFirst().name());
            case FILE ->
                key(
                        job,
                        0,
                        s.resources().isEmpty() ? "" : s.resources().getFirst().location());
            case SOURCE -> key(job, source.number(), "");
            case STARTED -> key(job, s.created().toEpochMilli(), "");
            case ELAPSED -> key(job, job.elapsedSeconds(now), "");
            case ERROR -> key(job, 0, s.error() == null ? "" : s.error());
        };
    }

    private static SortKey key(JobView job, double number, String text) {
        return new SortKey(number, text, job.source(), job.snapshot().key().serial());
    }

    Comparator<SortKey> comparator() {
        Comparator<SortKey> byValue =
                Comparator.comparingDouble(SortKey::number).thenComparing(SortKey::text);
        return (descending ? byValue.reversed() : byValue)
                .thenComparingInt(SortKey::source)
                .thenComparingLong(SortKey::serial);
    }
}
