package org.jobdeck.ui.model;

import java.util.Comparator;
import java.util.Locale;

/**
 * The order of the jobs of a source.
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
     * @param serial keeps jobs that are equal otherwise in the order of their creation
     */
    record SortKey(double number, String text, long serial) {}

    /** The order after a click on a column's header: ascending, descending, then as created. */
    public RowOrder clicked(Column clicked) {
        if (column != clicked) {
            return new RowOrder(clicked, false);
        }
        return descending ? CREATION : new RowOrder(clicked, true);
    }

    /** Whether the order changes while jobs merely run. */
    boolean isLive() {
        return column != null && column.isLive();
    }

    SortKey keyOf(JobView job) {
        long serial = job.snapshot().key().serial();
        if (column == null) {
            return new SortKey(0, "", serial);
        }
        return switch (column) {
            case JOB -> new SortKey(0, job.snapshot().id().toLowerCase(Locale.ROOT), serial);
            case STATE -> new SortKey(job.snapshot().status().ordinal(), StateText.of(job.snapshot()), serial);
            case PROGRESS -> new SortKey(job.fraction(), "", serial);
            case RATE -> new SortKey(job.rate(), "", serial);
            case ETA -> new SortKey(job.etaSeconds() < 0 ? Double.MAX_VALUE : job.etaSeconds(), "", serial);
            case LIMIT -> new SortKey(unlimitedLast(job.snapshot().speed()), "", serial);
            case TYPE -> new SortKey(0, job.snapshot().type(), serial);
        };
    }

    Comparator<SortKey> comparator() {
        Comparator<SortKey> byValue =
                Comparator.comparingDouble(SortKey::number).thenComparing(SortKey::text);
        return (descending ? byValue.reversed() : byValue).thenComparingLong(SortKey::serial);
    }

    private static double unlimitedLast(long speed) {
        return speed == 0 ? Double.MAX_VALUE : speed;
    }
}
