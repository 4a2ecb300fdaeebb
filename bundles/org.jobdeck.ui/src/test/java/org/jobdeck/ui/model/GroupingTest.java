package org.jobdeck.ui.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jobdeck.job.common.JobKey;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.source.MachineStatus;
import org.jobdeck.source.SourceState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GroupingTest {

    private final RowModel model = new RowModel();

    @BeforeEach
    void fill() {
        model.addSource("engine");
        model.describeSource(0, "engine", SourceState.LIVE, "", new MachineStatus("web", "running", true));
        model.upsert(SampleJob.running(1).view());
        model.upsert(SampleJob.running(2).in(77, 2).view());
        model.upsert(SampleJob.running(3).in(77, 2).at(JobStatus.PENDING).view());
        model.upsert(SampleJob.running(4).ended(-5, "Input/output error").view());
        model.settle();
    }

    private List<String> tree(Grouping grouping) {
        model.setGrouping(grouping);
        assertTrue(model.settle());
        return tree();
    }

    /** Groups, transactions and jobs, each below the one it stands below. */
    private List<String> tree() {
        List<String> lines = new ArrayList<>();
        for (Row root : model.roots()) {
            assertNull(root.parent());
            for (Row row : root.flattened()) {
                if (!(row.key() instanceof RowKey.Node)) {
                    lines.add("  ".repeat(depth(row)) + row.cells().text(Column.JOB));
                }
                assertEquals(Optional.of(row), model.find(row.key()));
            }
        }
        return lines;
    }

    private static int depth(Row row) {
        return row.parent() == null ? 0 : 1 + depth(row.parent());
    }

    @Test
    void jobsStandBelowWhatTheyHaveInCommon() {
        assertEquals(
                List.of("Failed", "  job4", "Pending", "  job3", "Running", "  job1", "  job2"), tree(Grouping.STATE));
        assertEquals(List.of("backup", "  job1", "  job2", "  job3", "  job4"), tree(Grouping.TYPE));
        assertEquals(
                List.of("src1", "  job1", "src2", "  job2", "src3", "  job3", "src4", "  job4"), tree(Grouping.NODE));
        assertEquals(List.of("job1", "job2", "job3", "job4"), tree(Grouping.NONE));
        assertEquals(List.of("job1", "Transaction of 2 jobs", "  job2", "  job3", "job4"), tree(Grouping.TRANSACTION));
        assertEquals(
                List.of("web  ·  engine", "  job1", "  Transaction of 2 jobs", "    job2", "    job3", "  job4"),
                tree(Grouping.SOURCE));
    }

    @Test
    void aJobThatChangesItsStateChangesItsGroup() {
        tree(Grouping.STATE);
        model.upsert(SampleJob.running(1).at(JobStatus.PENDING).view());
        assertTrue(model.settle());
        assertEquals(List.of("Failed", "  job4", "Pending", "  job1", "  job3", "Running", "  job2"), tree());
        model.upsert(SampleJob.running(2).in(77, 2).at(JobStatus.PENDING).view());
        assertTrue(model.settle());
        assertEquals(
                List.of("Failed", "  job4", "Pending", "  job1", "  job2", "  job3"), tree(), "an empty group goes");
        assertEquals(4, model.jobCount());
        assertEquals(4, model.shownCount());
    }

    @Test
    void aGroupTellsHowManyOfItsJobsAreShown() {
        model.setFilter(RowFilter.of("!job2"));
        tree(Grouping.STATE);
        Row running = model.find(new RowKey.Group(Grouping.STATE, "Running")).orElseThrow();
        assertEquals("1 of 2 jobs", running.cells().text(Column.PROGRESS));
        assertEquals(Tone.ACTIVE, running.cells().tone());
        model.setFilter(RowFilter.of("state:pending"));
        assertTrue(model.settle());
        assertEquals(List.of("Pending", "  job3"), tree());
    }

    @Test
    void theSameJobsAreThereWhateverTheyStandBelow() {
        for (Grouping grouping : Grouping.values()) {
            model.setGrouping(grouping);
            model.settle();
            assertEquals(4, model.jobCount());
            assertEquals(4, model.shownCount());
            assertEquals(
                    "job1",
                    model.job(new RowKey.Job(0, new JobKey(1)))
                            .orElseThrow()
                            .snapshot()
                            .id());
        }
        model.setGrouping(Grouping.NONE);
        model.settle();
        model.remove(0, new JobKey(1));
        assertTrue(model.settle());
        assertEquals(List.of("job2", "job3", "job4"), tree());
        model.removeSource(0);
        assertTrue(model.settle());
        assertEquals(List.of(), tree());
        assertEquals(0, model.jobCount());
        assertEquals(0, model.shownCount());
    }

    @Test
    void jobsOfSeveralSourcesMeet() {
        model.addSource("other");
        JobView job = SampleJob.running(1).called("far").view();
        model.upsert(new JobView(
                1, job.sourceState(), job.snapshot(), 0, 0, 0, JobView.UNKNOWN, List.of(), Optional.empty()));
        model.setOrder(new RowOrder(Column.JOB, true));
        assertEquals(List.of("job4", "job3", "job2", "job1", "far"), tree(Grouping.NONE));
        model.setOrder(new RowOrder(Column.SOURCE, true));
        model.settle();
        assertEquals(List.of("far", "job1", "job2", "job3", "job4"), tree());
    }

    @Test
    void filtersKnowSourceMachineAndWhatAJobIsLike() {
        model.setGrouping(Grouping.NONE);
        assertEquals(List.of("job1", "job2", "job3", "job4"), filtered("vm:web"));
        assertEquals(List.of(), filtered("vm:mail"));
        assertEquals(List.of("job4"), filtered("is:concluded"));
        assertEquals(List.of("job1", "job2", "job3"), filtered("is:live"));
        assertEquals(List.of("job4"), filtered("error:\"input/output\""));
        assertEquals(List.of("job3"), filtered("node:src3"));
        assertEquals(List.of("job4"), filtered("state:failed"));
        assertEquals(List.of("job4"), filtered("state:concluded"));
        assertEquals(List.of("job2"), filtered("/^job[12]$/ !1 source:engine"));
    }

    private List<String> filtered(String line) {
        assertEquals(Optional.empty(), RowFilter.problemOf(line));
        model.setFilter(RowFilter.of(line));
        model.settle();
        return tree();
    }

    /** A machine that tells its name late is found by it, and shown. */
    @Test
    void aMachineThatIsCalledDifferentlyIsShown() {
        tree(Grouping.NONE);
        model.setFilter(RowFilter.of("vm:mail"));
        model.settle();
        model.describeSource(0, "engine", SourceState.LIVE, "", new MachineStatus("mail", "running", true));
        assertTrue(model.settle());
        assertEquals("mail", model.roots().getFirst().cells().text(Column.VM));
        assertFalse(model.settle());
    }
}
