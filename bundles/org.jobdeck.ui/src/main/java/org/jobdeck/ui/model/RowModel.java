package org.jobdeck.ui.model;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jobdeck.job.common.JobKey;
import org.jobdeck.source.MachineStatus;
import org.jobdeck.source.SourceState;

/**
 * All rows of the tree, grouped, filtered and sorted: what the jobs stand below (see {@link Grouping}), transaction (when
 * it has more than one member), job, its nodes.
 *
 * <p>Changes are collected and take effect together in {@link #settle()}, once a frame; only groups that have changed are
 * worked on. User interface thread only.
 */
public final class RowModel {

    private final SortedMap<Integer, SourceFacts> sources = new TreeMap<>();
    private final Map<RowKey, GroupRows> groups = new LinkedHashMap<>();
    private final Map<RowKey.Job, GroupRows> homes = new HashMap<>();
    private final Set<GroupRows> touched = new LinkedHashSet<>();
    private final Set<GroupRows> unsorted = new LinkedHashSet<>();
    private final Settings settings;
    private final GroupOrder groupOrder = new GroupOrder();
    private Grouping grouping = Grouping.SOURCE;
    private List<Row> roots = List.of();
    private int lastNumber = -1;
    private int ended;
    private int shown;
    private boolean rootsStale;

    /** An empty model that goes by the system's clock. */
    public RowModel() {
        this(InstantSource.system());
    }

    /**
     * An empty model.
     *
     * @param clock tells how long ago something was
     */
    public RowModel(InstantSource clock) {
        this.settings = new Settings(clock);
    }

    /** What the groups see of the model. */
    private final class Settings implements GroupRows.Surroundings {

        private final InstantSource clock;
        private RowFilter filter = RowFilter.ALL;
        private RowOrder order = RowOrder.CREATION;

        Settings(InstantSource clock) {
            this.clock = clock;
        }

        @Override
        public RowFilter filter() {
            return filter;
        }

        @Override
        public RowOrder order() {
            return order;
        }

        @Override
        public SourceFacts source(int number) {
            return sources.get(number);
        }

        @Override
        public Instant now() {
            return clock.instant();
        }
    }

    // sources

    /** Adds a source without jobs and returns its number. */
    public int addSource(String name) {
        int number = ++lastNumber;
        sources.put(number, new SourceFacts(number, name, SourceState.CONNECTING, "", MachineStatus.NONE));
        addGroupOf(number);
        return number;
    }

    /** Takes a source away with all its jobs; its number is not used again. */
    public void removeSource(int source) {
        clear(source);
        settle();
        groups.remove(new RowKey.Source(source));
        sources.remove(source);
        rootsStale = true;
    }

    /**
     * How a source is called and how it is; its machine stays as it was.
     *
     * @param remark what there is to say about that; empty if nothing
     */
    public void describeSource(int source, String name, SourceState state, String remark) {
        describeSource(source, name, state, remark, sources.get(source).machine());
    }

    /**
     * How a source is called and how it is.
     *
     * @param remark what there is to say about that; empty if nothing
     * @param machine the machine to which its disks belong
     */
    public void describeSource(int source, String name, SourceState state, String remark, MachineStatus machine) {
        SourceFacts next = new SourceFacts(source, name, state, remark, machine);
        SourceFacts old = sources.put(source, next);
        GroupRows group = groups.get(new RowKey.Source(source));
        if (group != null) {
            group.showHead();
        }
        if (!old.name().equals(name) || !old.machine().name().equals(machine.name())) {
            rearrange();
        }
    }

    /** What is known of a source; empty if it is gone. */
    public Optional<SourceFacts> source(int source) {
        return Optional.ofNullable(sources.get(source));
    }

    /** How a source is called and how it is, as in "unix:/run/vm1: connection lost"; empty if it is gone. */
    public Optional<String> sourceTitle(int source) {
        return source(source).map(facts -> facts.name() + ": " + StateText.within(facts.state()));
    }

    /** What there is to say about the state of a source; empty if nothing. */
    public String sourceRemark(int source) {
        return source(source).map(SourceFacts::remark).orElse("");
    }

    /** How many sources there are. */
    public int sourceCount() {
        return sources.size();
    }

    // jobs

    /** A job is new, or looks different. */
    public void upsert(JobView job) {
        RowKey.Job key = job.rowKey();
        GroupRows home = homes.get(key);
        RowKey wanted = groupOf(job);
        JobView old = home == null ? null : home.job(key);
        ended += (job.isEnded() ? 1 : 0) - (old != null && old.isEnded() ? 1 : 0);
        if (home != null && !home.key().equals(wanted)) {
            leave(home, key);
            home = null;
        }
        if (home == null) {
            home = groups.computeIfAbsent(wanted, this::newGroup);
            homes.put(key, home);
        }
        groupOrder.note(wanted, job);
        home.upsert(job);
        touch(home);
    }

    /** A job is gone. */
    public void remove(int source, JobKey job) {
        RowKey.Job key = new RowKey.Job(source, job);
        GroupRows home = homes.remove(key);
        if (home != null) {
            ended -= home.job(key).isEnded() ? 1 : 0;
            leave(home, key);
        }
    }

    /** All jobs of a source are gone. */
    public void clear(int source) {
        List.copyOf(homes.keySet()).stream()
                .filter(key -> key.source() == source)
                .forEach(key -> remove(source, key.job()));
    }

    /** The job of that key, shown or not; empty if it is gone. */
    public Optional<JobView> job(RowKey.Job key) {
        return Optional.ofNullable(homes.get(key)).map(home -> home.job(key));
    }

    /** All jobs, shown or not. */
    public List<JobView> allJobs() {
        return groups.values().stream().flatMap(g -> g.jobs().stream()).toList();
    }

    private void leave(GroupRows home, RowKey.Job key) {
        home.remove(key);
        touch(home);
    }

    private void touch(GroupRows group) {
        touched.add(group);
        if (group.isOrderStale()) {
            unsorted.add(group);
        }
    }

    // arrangement

    /** Shows only some jobs. */
    public void setFilter(RowFilter next) {
        if (!next.equals(settings.filter)) {
            settings.filter = next;
            rearrange();
        }
    }

    /** Which jobs are shown. */
    public RowFilter filter() {
        return settings.filter;
    }

    /** Sorts the jobs of each group. */
    public void setOrder(RowOrder next) {
        if (!next.equals(settings.order)) {
            settings.order = next;
            rearrange();
        }
    }

    /** How jobs are sorted. */
    public RowOrder order() {
        return settings.order;
    }

    /** Lets the jobs stand below something else. */
    public void setGrouping(Grouping next) {
        if (next == grouping) {
            return;
        }
        List<JobView> all = allJobs();
        grouping = next;
        groups.clear();
        homes.clear();
        touched.clear();
        unsorted.clear();
        ended = 0;
        shown = 0;
        sources.keySet().forEach(this::addGroupOf);
        all.forEach(this::upsert);
        rootsStale = true;
    }

    /** What the jobs stand below. */
    public Grouping grouping() {
        return grouping;
    }

    /** Where jobs are sorted by values that change all the time, sorts again at the next {@link #settle()}. */
    public void resort() {
        unsorted.forEach(group -> {
            group.resort();
            touched.add(group);
        });
        unsorted.clear();
    }

    private void rearrange() {
        for (GroupRows group : groups.values()) {
            group.rearrange();
            touched.add(group);
        }
    }

    private void addGroupOf(int source) {
        if (grouping == Grouping.SOURCE) {
            RowKey key = new RowKey.Source(source);
            groups.put(key, newGroup(key));
            rootsStale = true;
        }
    }

    private GroupRows newGroup(RowKey key) {
        return new GroupRows(key, grouping, settings);
    }

    private RowKey groupOf(JobView job) {
        return switch (grouping) {
            case SOURCE -> new RowKey.Source(job.source());
            case STATE -> new RowKey.Group(grouping, StateText.of(job));
            case TYPE -> new RowKey.Group(grouping, job.snapshot().type());
            case NODE -> new RowKey.Group(grouping, GroupOrder.nodeOf(job));
            case TRANSACTION, NONE -> new RowKey.Group(grouping, "");
        };
    }

    // rows

    /**
     * Lets all changes take effect.
     *
     * @return whether rows came, went or moved
     */
    public boolean settle() {
        boolean structure = rootsStale;
        for (GroupRows group : touched) {
            int before = group.shownCount();
            structure |= group.settle();
            shown += group.shownCount() - before;
            if (group.isEmpty() && grouping != Grouping.SOURCE && groups.remove(group.key(), group)) {
                groupOrder.forget(group.key());
            }
        }
        touched.clear();
        if (structure) {
            roots = arrangedRoots();
        }
        rootsStale = false;
        return structure;
    }

    private List<Row> arrangedRoots() {
        List<Row> next;
        if (grouping.isFlat()) {
            next = new ArrayList<>();
            groups.values().forEach(group -> next.addAll(group.top()));
        } else {
            next = groups.values().stream()
                    .filter(group -> grouping == Grouping.SOURCE || group.shownCount() > 0)
                    .sorted((a, b) -> groupOrder.compare(a.key(), b.key()))
                    .map(GroupRows::row)
                    .toList();
        }
        return next.equals(roots) ? roots : next;
    }

    /** The topmost rows. */
    public List<Row> roots() {
        return rootsStale ? arrangedRoots() : roots;
    }

    /** The row of that key, if it is there and not filtered out. */
    public Optional<Row> find(RowKey key) {
        GroupRows home = switch (key) {
            case RowKey.Source source -> groups.get(source);
            case RowKey.Group group -> grouping.isFlat() ? null : groups.get(group);
            case RowKey.Job job -> homes.get(job);
            case RowKey.Node node -> homes.get(new RowKey.Job(node.source(), node.job()));
            case RowKey.Txn txn ->
                groups.get(
                        grouping == Grouping.SOURCE ? new RowKey.Source(txn.source()) : new RowKey.Group(grouping, ""));
        };
        return Optional.ofNullable(home).map(group -> group.find(key));
    }

    /** The jobs that the rows of those keys stand for, each once, in the order of the keys. */
    public List<JobView> jobsOf(Collection<? extends RowKey> keys) {
        Map<RowKey.Job, JobView> jobs = new LinkedHashMap<>();
        for (RowKey key : keys) {
            find(key).ifPresent(row -> row.jobs().forEach(job -> jobs.putIfAbsent(job.rowKey(), job)));
        }
        return List.copyOf(jobs.values());
    }

    /** How many jobs there are, shown or not; those that have ended do not count. */
    public int jobCount() {
        return homes.size() - ended;
    }

    /** How many jobs there are that have ended and are not cleared, shown or not. */
    public int endedCount() {
        return ended;
    }

    /** How many jobs are shown, those that have ended included. */
    public int shownCount() {
        return shown;
    }
}
