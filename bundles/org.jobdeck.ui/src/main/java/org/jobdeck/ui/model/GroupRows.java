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

    private record Sorted(Row row, RowOrder.SortKey key) {}

    private static final Comparator<RowKey.Job> BY_CREATION =
            Comparator.comparingInt(RowKey.Job::source).thenComparing(RowKey.Job::job);

    private final RowKey key;
    private final Grouping grouping;
    private final Surroundings around;
    private final Row row;
    private final Map<RowKey.Job, JobView> jobs = new TreeMap<>(BY_CREATION);
    private final Map<RowKey, Row> rows = new HashMap<>();
    private final Set<RowKey.Txn> staleTxns = new HashSet<>();
    private List<Row> top = List.of();
    private Instant sortedAt;
    private int shown;
    private int ended;
    private boolean structureStale = true;
    private boolean orderStale;

    GroupRows(RowKey key, Grouping grouping, Surroundings around) {
        this.key = key;
        this.grouping = grouping;
        this.around = around;
        this.sortedAt = around.now();
        this.row = new Row(key);
        rows.put(key, row);
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

    Row find(RowKey wanted) {
        return rows.get(wanted);
    }

    JobView job(RowKey.Job wanted) {
        return jobs.get(wanted);
    }

    List<JobView> jobs() {
        return List.copyOf(jobs.values());
    }

    boolean isEmpty() {
        return jobs.isEmpty();
    }

    int shownCount() {
        return shown;
    }

    void upsert(JobView next) {
        JobView old = jobs.put(next.rowKey(), next);
        countEnded(old, next);
        if (old == null || isElsewhere(old, next) || movesBySort(old, next)) {
            structureStale = true;
        } else if (around.order().isLive() && !sortKey(old).equals(sortKey(next))) {
            orderStale = true;
        }
        Row jobRow = rows.get(next.rowKey());
        if (jobRow != null) {
            showJob(jobRow, next);
        }
        if (isMember(next)) {
            staleTxns.add(txnOf(next));
        }
    }

    void remove(RowKey.Job gone) {
        JobView old = jobs.remove(gone);
        if (old != null) {
            countEnded(old, null);
            structureStale = true;
        }
    }

    /** Filters and sorts anew at the next {@link #settle()}. */
    void rearrange() {
        structureStale = true;
    }

    /** Sorts again by values that have changed since the last time; for the caller to do now and then. */
    void resort() {
        structureStale |= orderStale;
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
            staleTxns.stream().map(rows::get).filter(r -> r != null).forEach(this::showTransaction);
        }
        staleTxns.clear();
        structureStale = false;
        return rebuilt;
    }

    /** What is known of its source differs. */
    void showHead() {
        int over = ended;
        int count = jobs.size() - over;
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

    private boolean isElsewhere(JobView old, JobView next) {
        JobSnapshot before = old.snapshot();
        JobSnapshot after = next.snapshot();
        return before.txn() != after.txn()
                || before.txnMembers() != after.txnMembers()
                || before.resources().size() != after.resources().size()
                || isWanted(old) != isWanted(next);
    }

    private boolean isWanted(JobView job) {
        return around.filter().matches(job, around.source(job.source()));
    }

    private boolean movesBySort(JobView old, JobView next) {
        return !around.order().isLive() && !sortKey(old).equals(sortKey(next));
    }

    private RowOrder.SortKey sortKey(JobView job) {
        return around.order().keyOf(job, around.source(job.source()), sortedAt);
    }

    private boolean isMember(JobView job) {
        return grouping.nestsTransactions() && job.snapshot().txnMembers() > 1;
    }

    private static RowKey.Txn txnOf(JobView job) {
        return new RowKey.Txn(job.source(), job.snapshot().txn());
    }

    private void rebuild() {
        orderStale = false;
        sortedAt = around.now();
        shown = 0;
        Set<RowKey> alive = new HashSet<>();
        alive.add(key);
        List<Sorted> next = new ArrayList<>();
        Map<RowKey.Txn, List<Sorted>> members = new LinkedHashMap<>();
        for (JobView job : jobs.values()) {
            if (isWanted(job)) {
                shown++;
                Sorted entry = new Sorted(jobRow(job, alive), sortKey(job));
                if (isMember(job)) {
                    members.computeIfAbsent(txnOf(job), t -> new ArrayList<>()).add(entry);
                } else {
                    next.add(entry);
                }
            }
        }
        Comparator<Sorted> comparator =
                Comparator.comparing(Sorted::key, around.order().comparator());
        members.forEach((txn, list) -> {
            list.sort(comparator);
            alive.add(txn);
            Row txnRow = rows.computeIfAbsent(txn, Row::new);
            txnRow.setChildren(list.stream().map(Sorted::row).toList());
            showTransaction(txnRow);
            next.add(new Sorted(txnRow, list.getFirst().key()));
        });
        next.sort(comparator);
        setTop(next.stream().map(Sorted::row).toList());
        rows.keySet().retainAll(alive);
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

    private Row jobRow(JobView job, Set<RowKey> alive) {
        Row jobRow = rows.computeIfAbsent(job.rowKey(), Row::new);
        alive.add(jobRow.key());
        List<Row> nodes = new ArrayList<>();
        for (int i = 0; i < job.snapshot().resources().size(); i++) {
            RowKey node = new RowKey.Node(job.source(), job.snapshot().key(), i);
            alive.add(node);
            nodes.add(rows.computeIfAbsent(node, Row::new));
        }
        jobRow.setChildren(nodes);
        showJob(jobRow, job);
        return jobRow;
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
        for (int i = 0; i < Math.min(nodes.size(), jobRow.children().size()); i++) {
            JobResource node = nodes.get(i);
            jobRow.children().get(i).show(itself, () -> CellText.node(node));
        }
    }
}
