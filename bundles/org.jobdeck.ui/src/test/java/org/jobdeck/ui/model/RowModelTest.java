package org.jobdeck.ui.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.jobdeck.job.common.JobKey;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.source.MachineStatus;
import org.jobdeck.source.SourceState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RowModelTest {

    private final RowModel model = new RowModel();

    @BeforeEach
    void addSource() {
        model.addSource("engine");
        model.describeSource(0, "engine", SourceState.LIVE, "");
        model.settle();
    }

    private List<String> tree() {
        return model.roots().stream()
                .flatMap(root -> root.flattened().stream())
                .map(row -> "  ".repeat(depth(row)) + row.cells().text(Column.JOB))
                .toList();
    }

    private static int depth(Row row) {
        return row.parent() == null ? 0 : 1 + depth(row.parent());
    }

    private Row row(long serial) {
        return model.find(new RowKey.Job(0, new JobKey(serial))).orElseThrow();
    }

    private List<String> jobs() {
        return model.roots().getFirst().flattened().stream()
                .filter(row -> row.key() instanceof RowKey.Job)
                .map(row -> row.cells().text(Column.JOB))
                .toList();
    }

    @Test
    void aMachineWithANameGivesItToItsSource() {
        model.describeSource(0, "unix:/run/shop.qmp", SourceState.LIVE, "", new MachineStatus("shop", "running", true));
        model.settle();
        Cells cells = model.roots().getFirst().cells();
        assertEquals("shop  ·  unix:/run/shop.qmp", cells.text(Column.JOB));
        assertEquals("shop", cells.text(Column.VM));
        assertEquals("unix:/run/shop.qmp", cells.text(Column.SOURCE));
        assertEquals(Optional.of("shop  ·  unix:/run/shop.qmp: live"), model.sourceTitle(0));
        model.describeSource(0, "unix:/run/shop.qmp", SourceState.LIVE, "", MachineStatus.NONE);
        assertEquals("unix:/run/shop.qmp", model.roots().getFirst().cells().text(Column.JOB));
    }

    @Test
    void aSourceTellsHowItIs() {
        model.describeSource(0, "engine", SourceState.LOST, "It has gone.");
        assertEquals(Optional.of("engine: connection lost"), model.sourceTitle(0));
        assertEquals("It has gone.", model.sourceRemark(0));
        assertEquals(Optional.empty(), model.sourceTitle(1));
        assertEquals("", model.sourceRemark(1));
    }

    @Test
    void showsSourceTransactionJobAndNodes() {
        model.upsert(SampleJob.running(1).view());
        model.upsert(SampleJob.running(2).in(77, 2).view());
        model.upsert(SampleJob.running(3).in(77, 2).view());
        assertTrue(model.settle());
        assertEquals(
                List.of(
                        "engine",
                        "  job1",
                        "    src1  ·  /images/a.raw",
                        "    dst1  ·  /images/b.raw",
                        "  Transaction of 2 jobs",
                        "    job2",
                        "      src2  ·  /images/a.raw",
                        "      dst2  ·  /images/b.raw",
                        "    job3",
                        "      src3  ·  /images/a.raw",
                        "      dst3  ·  /images/b.raw"),
                tree());
    }

    @Test
    void aJobThatMerelyRunsChangesItsCellsAndNoStructure() {
        model.upsert(SampleJob.running(1).view());
        model.upsert(SampleJob.running(2).view());
        model.settle();
        Row first = row(1);
        Cells before = first.cells();
        Cells other = row(2).cells();
        model.upsert(SampleJob.running(1).progress(500, 1000).view());
        assertFalse(model.settle());
        assertSame(first, row(1));
        assertNotSame(before, first.cells());
        assertEquals("50 %", first.cells().text(Column.PROGRESS));
        assertEquals(500, first.cells().bar());
        assertSame(other, row(2).cells());
    }

    @Test
    void cellsStayTheSameObjectWhileTheyLookTheSame() {
        model.upsert(SampleJob.running(1).progress(5000, 1_000_000).view());
        model.settle();
        Cells before = row(1).cells();
        model.upsert(SampleJob.running(1).progress(5001, 1_000_000).view());
        model.settle();
        assertSame(before, row(1).cells());
    }

    @Test
    void removedJobsGoAndTheirRowsAreForgotten() {
        model.upsert(SampleJob.running(1).view());
        model.upsert(SampleJob.running(2).view());
        model.settle();
        model.remove(0, new JobKey(1));
        assertTrue(model.settle());
        assertEquals(List.of("job2"), jobs());
        assertTrue(model.find(new RowKey.Job(0, new JobKey(1))).isEmpty());
        assertTrue(model.find(new RowKey.Node(0, new JobKey(1), 0)).isEmpty());
    }

    @Test
    void transactionRowFollowsItsMembers() {
        model.upsert(SampleJob.running(1)
                .in(5, 2)
                .progress(1000, 1000)
                .at(JobStatus.WAITING)
                .view());
        model.upsert(SampleJob.running(2).in(5, 2).view());
        model.settle();
        Row txn = model.find(new RowKey.Txn(0, 5)).orElseThrow();
        assertEquals("1 waiting, 1 running", txn.cells().text(Column.STATE));
        assertEquals("50 %", txn.cells().text(Column.PROGRESS));
        model.upsert(SampleJob.running(2).in(5, 2).progress(500, 1000).view());
        assertFalse(model.settle());
        assertEquals("75 %", txn.cells().text(Column.PROGRESS));
        assertEquals(2, txn.jobs().size());
        assertEquals(500, txn.jobs().get(1).snapshot().progress().current());
    }

    @Test
    void aTransactionGrowsFromOneJob() {
        model.upsert(SampleJob.running(1).in(5, 1).view());
        model.settle();
        assertSame(model.roots().getFirst(), row(1).parent());
        model.upsert(SampleJob.running(1).in(5, 2).view());
        model.upsert(SampleJob.running(2).in(5, 2).view());
        assertTrue(model.settle());
        assertEquals(new RowKey.Txn(0, 5), row(1).parent().key());
    }

    @Test
    void filterMatchesIdTypeStateAndNodes() {
        model.upsert(SampleJob.running(1).called("alpha").view());
        model.upsert(SampleJob.running(2).called("beta").at(JobStatus.PENDING).view());
        model.setFilter(RowFilter.of(" ALPHA "));
        assertTrue(model.settle());
        assertEquals(List.of("alpha"), jobs());
        assertEquals("1 of 2 jobs", model.roots().getFirst().cells().text(Column.PROGRESS));
        model.setFilter(RowFilter.of("pending backup"));
        model.settle();
        assertEquals(List.of("beta"), jobs());
        model.setFilter(RowFilter.of("dst1"));
        model.settle();
        assertEquals(List.of("alpha"), jobs());
        model.setFilter(RowFilter.of("nothing"));
        model.settle();
        assertEquals(0, model.shownCount());
        assertEquals(2, model.jobCount());
        model.setFilter(RowFilter.of("  "));
        model.settle();
        assertEquals(2, model.shownCount());
    }

    @Test
    void aJobMovesInAndOutOfTheFilterByItself() {
        model.setFilter(RowFilter.of("running"));
        model.upsert(SampleJob.running(1).view());
        model.settle();
        assertEquals(List.of("job1"), jobs());
        model.upsert(SampleJob.running(1).at(JobStatus.PENDING).view());
        assertTrue(model.settle());
        assertEquals(List.of(), jobs());
    }

    @Test
    void sortsByAColumnBothWaysAndBackToCreation() {
        model.upsert(SampleJob.running(1).called("b").progress(900, 1000).view());
        model.upsert(SampleJob.running(2).called("c").progress(100, 1000).view());
        model.upsert(SampleJob.running(3).called("a").progress(500, 1000).view());
        model.settle();
        assertEquals(List.of("b", "c", "a"), jobs());
        model.setOrder(model.order().clicked(Column.JOB));
        model.settle();
        assertEquals(List.of("a", "b", "c"), jobs());
        model.setOrder(model.order().clicked(Column.JOB));
        model.settle();
        assertEquals(List.of("c", "b", "a"), jobs());
        model.setOrder(model.order().clicked(Column.PROGRESS));
        model.settle();
        assertEquals(List.of("c", "a", "b"), jobs());
        assertEquals(RowOrder.CREATION, model.order().clicked(Column.PROGRESS).clicked(Column.PROGRESS));
    }

    @Test
    void aLiveOrderIsKeptUntilItIsAskedFor() {
        model.setOrder(new RowOrder(Column.PROGRESS, false));
        model.upsert(SampleJob.running(1).progress(100, 1000).view());
        model.upsert(SampleJob.running(2).progress(200, 1000).view());
        model.settle();
        model.upsert(SampleJob.running(1).progress(300, 1000).view());
        assertFalse(model.settle());
        assertEquals(List.of("job1", "job2"), jobs());
        model.resort();
        assertTrue(model.settle());
        assertEquals(List.of("job2", "job1"), jobs());
        model.resort();
        assertFalse(model.settle());
    }

    @Test
    void jobsOfRowsAreToldOnce() {
        model.upsert(SampleJob.running(1).in(5, 2).view());
        model.upsert(SampleJob.running(2).in(5, 2).view());
        model.settle();
        List<JobView> jobs = model.jobsOf(List.of(
                new RowKey.Txn(0, 5),
                new RowKey.Job(0, new JobKey(2)),
                new RowKey.Node(0, new JobKey(1), 0),
                new RowKey.Source(0)));
        assertEquals(
                List.of("job1", "job2"),
                jobs.stream().map(j -> j.snapshot().id()).toList());
    }

    @Test
    void clearedSourceIsEmpty() {
        model.upsert(SampleJob.running(1).view());
        model.settle();
        model.clear(0);
        assertTrue(model.settle());
        assertEquals(List.of("engine"), tree());
    }
}
