package org.jobdeck.ui.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jobdeck.job.common.JobKey;
import org.jobdeck.job.common.JobResource;
import org.jobdeck.job.common.JobSnapshot;
import org.jobdeck.source.SourceState;

/** The rows of one source. */
final class SourceRows {

    private record Sorted(Row row, RowOrder.SortKey key) {}

    private final int number;
    private final Row row;
    private final Map<JobKey, JobView> jobs = new TreeMap<>();
    private final Map<RowKey, Row> rows = new HashMap<>();
    private final Set<Long> staleTxns = new HashSet<>();
    private String name = "";
    private SourceState state = SourceState.CONNECTING;
    private String remark = "";
    private RowFilter filter = RowFilter.ALL;
    private RowOrder order = RowOrder.CREATION;
    private int shown;
    private int ended;
    private boolean structureStale = true;
    private boolean orderStale;

    SourceRows(int number) {
        this.number = number;
        this.row = new Row(new RowKey.Source(number));
        rows.put(row.key(), row);
    }

    Row row() {
        return row;
    }

    String title() {
        return name + ": " + StateText.of(state).toLowerCase(Locale.ROOT);
    }

    String remark() {
        return remark;
    }

    Row find(RowKey key) {
        return rows.get(key);
    }

    Collection<JobView> jobs() {
        return jobs.values();
    }

    JobView job(JobKey key) {
        return jobs.get(key);
    }

    /** How many jobs are there; those that have ended and are still shown do not count. */
    int jobCount() {
        return jobs.size() - ended;
    }

    int endedCount() {
        return ended;
    }

    int shownCount() {
        return shown;
    }

    void describe(String nextName, SourceState nextState, String nextRemark) {
        name = nextName;
        state = nextState;
        remark = nextRemark;
        showSource();
    }

    void arrange(RowFilter nextFilter, RowOrder nextOrder) {
        filter = nextFilter;
        order = nextOrder;
        structureStale = true;
    }

    void upsert(JobView next) {
        JobView old = jobs.put(next.snapshot().key(), next);
        countEnded(old, next);
        if (old == null || isElsewhere(old.snapshot(), next.snapshot()) || movesBySort(old, next)) {
            structureStale = true;
        } else if (order.isLive() && !order.keyOf(old).equals(order.keyOf(next))) {
            orderStale = true;
        }
        Row jobRow = rows.get(next.rowKey());
        if (jobRow != null) {
            showJob(jobRow, next);
        }
        if (next.snapshot().txnMembers() > 1) {
            staleTxns.add(next.snapshot().txn());
        }
    }

    void remove(JobKey key) {
        JobView old = jobs.remove(key);
        if (old != null) {
            countEnded(old, null);
            structureStale = true;
        }
    }

    private void countEnded(JobView old, JobView next) {
        int before = old != null && old.isEnded() ? 1 : 0;
        int after = next != null && next.isEnded() ? 1 : 0;
        if (before != after) {
            ended += after - before;
            showSource();
        }
    }

    void clear() {
        jobs.clear();
        ended = 0;
        structureStale = true;
    }

    /** Sorts again by values that have changed since the last time; for the caller to do now and then. */
    void resort() {
        structureStale |= orderStale;
    }

    /** Brings rows and jobs together; whether rows came, went or moved. */
    boolean settle() {
        boolean rebuilt = structureStale;
        if (structureStale) {
            rebuild();
        } else if (!staleTxns.isEmpty()) {
            refreshTransactions();
        }
        staleTxns.clear();
        structureStale = false;
        return rebuilt;
    }

    private boolean isElsewhere(JobSnapshot old, JobSnapshot next) {
        return old.txn() != next.txn()
                || old.txnMembers() != next.txnMembers()
                || old.resources().size() != next.resources().size()
                || filter.matches(old) != filter.matches(next);
    }

    private boolean movesBySort(JobView old, JobView next) {
        return !order.isLive() && !order.keyOf(old).equals(order.keyOf(next));
    }

    private void rebuild() {
        orderStale = false;
        shown = 0;
        Set<RowKey> alive = new HashSet<>();
        alive.add(row.key());
        List<Sorted> top = new ArrayList<>();
        Map<Long, List<Sorted>> members = new LinkedHashMap<>();
        for (JobView job : jobs.values()) {
            if (!filter.matches(job.snapshot())) {
                continue;
            }
            shown++;
            Sorted entry = new Sorted(jobRow(job, alive), order.keyOf(job));
            if (job.snapshot().txnMembers() > 1) {
                members.computeIfAbsent(job.snapshot().txn(), t -> new ArrayList<>())
                        .add(entry);
            } else {
                top.add(entry);
            }
        }
        Comparator<Sorted> comparator = Comparator.comparing(Sorted::key, order.comparator());
        members.forEach((txn, list) -> {
            list.sort(comparator);
            RowKey.Txn key = new RowKey.Txn(number, txn);
            alive.add(key);
            Row txnRow = rows.computeIfAbsent(key, Row::new);
            txnRow.setChildren(list.stream().map(Sorted::row).toList());
            showTransaction(txnRow);
            top.add(new Sorted(txnRow, list.getFirst().key()));
        });
        top.sort(comparator);
        row.setChildren(top.stream().map(Sorted::row).toList());
        rows.keySet().retainAll(alive);
        showSource();
    }

    private Row jobRow(JobView job, Set<RowKey> alive) {
        Row jobRow = rows.computeIfAbsent(job.rowKey(), Row::new);
        alive.add(jobRow.key());
        List<Row> nodes = IntStream.range(0, job.snapshot().resources().size())
                .mapToObj(i -> {
                    RowKey key = new RowKey.Node(number, job.snapshot().key(), i);
                    alive.add(key);
                    return rows.computeIfAbsent(key, Row::new);
                })
                .toList();
        jobRow.setChildren(nodes);
        showJob(jobRow, job);
        return jobRow;
    }

    private void refreshTransactions() {
        for (long txn : staleTxns) {
            Row txnRow = rows.get(new RowKey.Txn(number, txn));
            if (txnRow != null) {
                showTransaction(txnRow);
            }
        }
    }

    private void showSource() {
        int count = jobCount();
        int over = ended;
        int visible = shown;
        row.show(List.of(), () -> CellText.source(name, state, count, over, visible));
    }

    private void showTransaction(Row txnRow) {
        List<JobView> members =
                txnRow.children().stream().flatMap(r -> r.jobs().stream()).toList();
        int joined = members.getFirst().snapshot().txnMembers();
        txnRow.show(members, () -> CellText.transaction(members, joined));
    }

    private void showJob(Row jobRow, JobView job) {
        List<JobView> itself = List.of(job);
        jobRow.show(itself, () -> CellText.job(job));
        List<JobResource> nodes = job.snapshot().resources();
        for (int i = 0; i < Math.min(nodes.size(), jobRow.children().size()); i++) {
            JobResource node = nodes.get(i);
            jobRow.children().get(i).show(itself, () -> CellText.node(node));
        }
    }
}
