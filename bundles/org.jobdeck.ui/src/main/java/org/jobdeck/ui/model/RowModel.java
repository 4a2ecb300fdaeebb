package org.jobdeck.ui.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jobdeck.job.common.JobKey;
import org.jobdeck.source.SourceState;

/**
 * All rows of the tree, filtered and sorted: source, transaction (when it has more than one member), job, its nodes.
 *
 * <p>Changes are collected and take effect together in {@link #settle()}, once a frame. User interface thread only.
 */
public final class RowModel {

    private final SortedMap<Integer, SourceRows> sources = new TreeMap<>();
    private RowFilter filter = RowFilter.ALL;
    private RowOrder order = RowOrder.CREATION;
    private int lastNumber = -1;
    private boolean rootsStale;

    /** Adds a source without jobs and returns its number. */
    public int addSource(String name) {
        int number = ++lastNumber;
        SourceRows source = new SourceRows(number);
        source.arrange(filter, order);
        source.describe(name, SourceState.CONNECTING, "");
        sources.put(number, source);
        rootsStale = true;
        return number;
    }

    /** Takes a source away with all its jobs; its number is not used again. */
    public void removeSource(int source) {
        sources.remove(source);
        rootsStale = true;
    }

    /**
     * How a source is called and how it is.
     *
     * @param remark what there is to say about that; empty if nothing
     */
    public void describeSource(int source, String name, SourceState state, String remark) {
        sources.get(source).describe(name, state, remark);
    }

    /** How a source is called and how it is, as in "unix:/run/vm1: connection lost"; empty if it is gone. */
    public Optional<String> sourceTitle(int source) {
        return Optional.ofNullable(sources.get(source)).map(SourceRows::title);
    }

    /** What there is to say about the state of a source; empty if nothing. */
    public String sourceRemark(int source) {
        return Optional.ofNullable(sources.get(source)).map(SourceRows::remark).orElse("");
    }

    /** A job is new, or looks different. */
    public void upsert(JobView job) {
        sources.get(job.source()).upsert(job);
    }

    /** A job is gone. */
    public void remove(int source, JobKey job) {
        sources.get(source).remove(job);
    }

    /** All jobs of a source are gone. */
    public void clear(int source) {
        sources.get(source).clear();
    }

    /** Shows only some jobs. */
    public void setFilter(RowFilter next) {
        if (!next.equals(filter)) {
            filter = next;
            sources.values().forEach(s -> s.arrange(filter, order));
        }
    }

    /** Which jobs are shown. */
    public RowFilter filter() {
        return filter;
    }

    /** Sorts the jobs of each source. */
    public void setOrder(RowOrder next) {
        if (!next.equals(order)) {
            order = next;
            sources.values().forEach(s -> s.arrange(filter, order));
        }
    }

    /** How jobs are sorted. */
    public RowOrder order() {
        return order;
    }

    /** Where jobs are sorted by values that change all the time, sorts again at the next {@link #settle()}. */
    public void resort() {
        sources.values().forEach(SourceRows::resort);
    }

    /**
     * Lets all changes take effect.
     *
     * @return whether rows came, went or moved
     */
    public boolean settle() {
        boolean structure = rootsStale;
        rootsStale = false;
        for (SourceRows source : sources.values()) {
            structure |= source.settle();
        }
        return structure;
    }

    /** The topmost rows: the sources. */
    public List<Row> roots() {
        return sources.values().stream().map(SourceRows::row).toList();
    }

    /** The row of that key, if it is there and not filtered out. */
    public Optional<Row> find(RowKey key) {
        return Optional.ofNullable(sources.get(key.source())).map(source -> source.find(key));
    }

    /** The jobs that the rows of those keys stand for, each once, in the order of the keys. */
    public List<JobView> jobsOf(Collection<? extends RowKey> keys) {
        Map<RowKey.Job, JobView> jobs = new LinkedHashMap<>();
        for (RowKey key : keys) {
            find(key).ifPresent(row -> row.jobs().forEach(job -> jobs.putIfAbsent(job.rowKey(), job)));
        }
        return List.copyOf(jobs.values());
    }

    /** All jobs, shown or not. */
    public List<JobView> allJobs() {
        List<JobView> jobs = new ArrayList<>(jobCount());
        sources.values().forEach(source -> jobs.addAll(source.jobs()));
        return jobs;
    }

    /** The job of that key, shown or not. */
    public Optional<JobView> job(RowKey.Job key) {
        return Optional.ofNullable(sources.get(key.source())).map(source -> source.job(key.job()));
    }

    /** How many jobs there are, shown or not; those that have ended do not count. */
    public int jobCount() {
        return sources.values().stream().mapToInt(SourceRows::jobCount).sum();
    }

    /** How many jobs there are that have ended and are not cleared, shown or not. */
    public int endedCount() {
        return sources.values().stream().mapToInt(SourceRows::endedCount).sum();
    }

    /** How many jobs are shown, those that have ended included. */
    public int shownCount() {
        return sources.values().stream().mapToInt(SourceRows::shownCount).sum();
    }
}
