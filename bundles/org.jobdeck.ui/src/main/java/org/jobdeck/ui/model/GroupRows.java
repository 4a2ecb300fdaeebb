package org.jobdeck.ui.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jobdeck.job.common.JobResource;
import org.jobdeck.job.common.JobSnapshot;

/** The rows of the jobs that stand together: those of a source, of a state, or all of them. */
final class GroupRows {

    /** What the rows of all groups depend on. */
    interface Surroundings {

        /** Which jobs are shown. */
        RowFilter filter();

        /** How they are sorted. */
        RowOrder order();

        /** What is known of a source. */
        SourceFacts source(int number);

        /** The time now. */
        Instant now();
    }

    /** A job with its row, and what was found out of it for the present filter and order. */
    private static final class Entry {

        private final Row row;
        private JobView job;
        private boolean wanted;
        private RowOrder.SortKey key;

        Entry(JobView job) {
            this.row = new Row(job.rowKey());
            this.job = job;
        }
    }

    private record Sorted(Row row, RowOrder.SortKey key) {}

    private static final Comparator<RowKey.Job> BY_CREATION =
            Comparator.comparingInt(RowKey.Job::source).thenComparing(RowKey.Job::job);

    private final RowKey key;
    private final Grouping grouping;
    private final Surroundings around;
    private final Row row;
    private final Map<RowKey.Job, Entry> entries = new TreeMap<>(BY_CREATION);
    private final Map<RowKey.Txn, Row> txns = new HashMap<>();
    private final Set<RowKey.Txn> staleTxns = new HashSet<>();
    private List<Row> top = List.of();
    private Instant sortedAt;
    private int shown;
    private int ended;
    private boolean structureStale = true;
    private boolean arrangementStale;
    private boolean orderStale;

    GroupRows(RowKey key, Grouping grouping, Surroundings around) {
        this.key = key;
        this.grouping = grouping;
        this.around = around;
        this.sortedAt = around.now();
        this.row = new Row(key);
        showHead();
    }

    RowKey key() {
        return key;
    }

    Row row() {
        return row;
    }

    /** The rows that stand in it side by side. */
    List<Row> top() {
        return top;
    }

    /** The row of that key; null if it is not there or filtered out. */
    Row find(RowKey wanted) {
        return switch (wanted) {
            case RowKey.Source _, RowKey.Group _ -> row;
            case RowKey.Txn txn -> txns.get(txn);
            case RowKey.Job job -> rowOf(job);
            case RowKey.Node node -> {
                Row jobRow = rowOf(new RowKey.Job(node.source(), node.job()));
                yield jobRow == null || node.index() >= jobRow.children().size()
                        ? null
                        : jobRow.children().get(node.index());
            }
        };
    }

    private Row rowOf(RowKey.Job job) {
        Entry entry = entries.get(job);
        return entry == null || !entry.wanted ? null : entry.row;
    }

    JobView job(RowKey.Job wanted) {
        Entry entry = entries.get(wanted);
        return entry == null ? null : entry.job;
    }

    List<JobView> jobs() {
        return entries.values().stream().map(entry -> entry.job).toList();
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    int shownCount() {
        return shown;
    }

    void upsert(JobView next) {
        Entry entry = entries.get(next.rowKey());
        if (entry == null) {
            entry = new Entry(next);
            entries.put(next.rowKey(), entry);
            countEnded(null, next);
            structureStale = true;
        } else {
            countEnded(entry.job, next);
            structureStale |= isElsewhere(entry.job, next);
        }
        entry.job = next;
        arrange(entry);
        showJob(entry.row, next);
        if (isMember(next)) {
            staleTxns.add(txnOf(next));
        }
    }

    void remove(RowKey.Job gone) {
        Entry old = entries.remove(gone);
        if (old != null) {
            countEnded(old.job, null);
            structureStale = true;
        }
    }

    /** Filters and sorts anew at the next {@link #settle()}. */
    void rearrange() {
        arrangementStale = true;
        structureStale = true;
    }

    /** Sorts again by values that have changed since the last time; for the caller to do now and then. */
    void resort() {
        structureStale |= orderStale;
        arrangementStale |= orderStale;
    }

    boolean isOrderStale() {
        return orderStale;
    }

    /** Brings rows and jobs together; whether rows came, went or moved. */
    boolean settle() {
        boolean rebuilt = structureStale;
        if (structureStale) {
            rebuild();
        } else {
            staleTxns.stream().map(txns::get).filter(r -> r != null).forEach(this::showTransaction);
        }
        staleTxns.clear();
        structureStale = false;
        arrangementStale = false;
        return rebuilt;
    }

    /** What is known of its source differs. */
    void showHead() {
        int over = ended;
        int count = entries.size() - over;
        int visible = shown;
        if (key instanceof RowKey.Group group) {
            row.show(List.of(), () -> CellText.group(group, shownJobs(), count, over));
        } else {
            row.show(List.of(), () -> CellText.source(around.source(key.source()), count, over, visible));
        }
    }

    private List<JobView> shownJobs() {
        return top.stream().flatMap(r -> r.jobs().stream()).toList();
    }

    private void countEnded(JobView old, JobView next) {
        int before = old != null && old.isEnded() ? 1 : 0;
        int after = next != null && next.isEnded() ? 1 : 0;
        if (before != after) {
            ended += after - before;
            showHead();
        }
    }

    private static boolean isElsewhere(JobView old, JobView next) {
        JobSnapshot before = old.snapshot();
        JobSnapshot after = next.snapshot();
        return before.txn() != after.txn()
                || before.txnMembers() != after.txnMembers()
                || before.resources().size() != after.resources().size();
    }

    /** Finds out whether and where the job stands; a place that changes all the time is left as it is for a while. */
    private void arrange(Entry entry) {
        SourceFacts source = around.source(entry.job.source());
        boolean wanted = around.filter().matches(entry.job, source);
        RowOrder.SortKey place = around.order().keyOf(entry.job, source, sortedAt);
        if (wanted != entry.wanted) {
            entry.wanted = wanted;
            structureStale = true;
        }
        if (!place.equals(entry.key)) {
            if (entry.key == null || arrangementStale || !around.order().isLive()) {
                entry.key = place;
                structureStale = true;
            } else {
                orderStale = true;
            }
        }
    }

    private boolean isMember(JobView job) {
        return grouping.nestsTransactions() && job.snapshot().txnMembers() > 1;
    }

    private static RowKey.Txn txnOf(JobView job) {
        return new RowKey.Txn(job.source(), job.snapshot().txn());
    }

    private void rebuild() {
        if (arrangementStale) {
            sortedAt = around.now();
            for (Entry entry : entries.values()) {
                arrange(entry);
                // what is known of its source may differ
                entry.row.age();
            }
            orderStale = false;
        }
        shown = 0;
        List<Sorted> next = new ArrayList<>(entries.size());
        Map<RowKey.Txn, List<Sorted>> members = new LinkedHashMap<>();
        for (Entry entry : entries.values()) {
            if (entry.wanted) {
                shown++;
                Sorted sorted = new Sorted(entry.row, entry.key);
                if (isMember(entry.job)) {
                    members.computeIfAbsent(txnOf(entry.job), t -> new ArrayList<>())
                            .add(sorted);
                } else {
                    next.add(sorted);
                }
            }
        }
        Comparator<Sorted> comparator =
                Comparator.comparing(Sorted::key, around.order().comparator());
        members.forEach((txn, list) -> {
            list.sort(comparator);
            Row txnRow = txns.computeIfAbsent(txn, Row::new);
            txnRow.setChildren(list.stream().map(Sorted::row).toList());
            showTransaction(txnRow);
            next.add(new Sorted(txnRow, list.getFirst().key()));
        });
        txns.keySet().retainAll(members.keySet());
        next.sort(comparator);
        setTop(next.stream().map(Sorted::row).toList());
        showHead();
    }

    private void setTop(List<Row> next) {
        if (grouping.isFlat()) {
            next.forEach(Row::standAlone);
            top = next;
        } else {
            row.setChildren(next);
            top = row.children();
        }
    }

    private void showTransaction(Row txnRow) {
        List<JobView> members =
                txnRow.children().stream().flatMap(r -> r.jobs().stream()).toList();
        int joined = members.getFirst().snapshot().txnMembers();
        txnRow.show(members, () -> CellText.transaction(members, joined));
    }

    private void showJob(Row jobRow, JobView job) {
        List<JobView> itself = List.of(job);
        jobRow.show(itself, () -> CellText.job(job, around.source(job.source()), around.now()));
        List<JobResource> nodes = job.snapshot().resources();
        if (nodes.size() != jobRow.children().size()) {
            jobRow.setChildren(IntStream.range(0, nodes.size())
                    .mapToObj(i ->
                            new Row(new RowKey.Node(job.source(), job.snapshot().key(), i)))
                    .toList());
        }
        for (int i = 0; i < nodes.size(); i++) {
            JobResource node = nodes.get(i);
            jobRow.children().get(i).show(itself, () -> CellText.node(node));
        }
    }
}
