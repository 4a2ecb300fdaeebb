package org.jobdeck.ui.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jobdeck.job.common.JobKey;
import org.jobdeck.loop.ManualClock;
import org.jobdeck.source.SourceState;
import org.jobdeck.ui.model.JobView;
import org.jobdeck.ui.model.RowKey;
import org.jobdeck.ui.model.RowModel;
import org.jobdeck.ui.model.SampleJob;
import org.jobdeck.ui.model.series.Series;
import org.junit.jupiter.api.Test;

final class SampleBookTest {

    private final ManualClock clock = new ManualClock();
    private final RowModel model = new RowModel();
    private final SelectedRows selection = new SelectedRows();
    private final SampleBook book = new SampleBook(model, selection, clock);

    private static RowKey.Job key(long serial) {
        return new RowKey.Job(0, new JobKey(serial));
    }

    private void show(long serial, long done, long rate) {
        SampleJob job = SampleJob.running(serial).progress(done, 1000);
        model.upsert(new JobView(
                0, SourceState.LIVE, job.snapshot(), 0, rate, 0, JobView.UNKNOWN, List.of(), Optional.empty()));
        book.frame(new Frame(false, false, Set.of(key(serial))));
    }

    @Test
    void notesAJobOnceASecond() {
        model.addSource("s");
        show(1, 0, 50);
        for (int tenth = 1; tenth <= 30; tenth++) {
            clock.advance(Duration.ofMillis(100));
            show(1, tenth * 5L, 50);
        }
        Series series = book.of(key(1)).orElseThrow();
        assertEquals(4, series.size());
        assertEquals(850, series.left(3));
        assertEquals(50, series.rate(3));
        assertEquals(50, book.all().rate(3));
    }

    @Test
    void allTogetherCountsEveryJob() {
        model.addSource("s");
        show(1, 0, 50);
        show(2, 0, 70);
        clock.advance(Duration.ofSeconds(1));
        book.noteIfDue();
        assertEquals(120, book.all().rate(book.all().size() - 1));
    }

    @Test
    void whoIsGoneIsForgotten() {
        model.addSource("s");
        show(1, 0, 50);
        model.remove(0, new JobKey(1));
        clock.advance(Duration.ofSeconds(1));
        book.frame(new Frame(true, false, Set.of(key(1))));
        assertEquals(Optional.empty(), book.of(key(1)));
    }

    @Test
    void manyJobsCostNoMoreThanSome() {
        model.addSource("s");
        Set<RowKey.Job> all = new HashSet<>();
        for (long serial = 1; serial <= SampleBook.MOST_SERIES + 100; serial++) {
            model.upsert(SampleJob.running(serial).view());
            all.add(key(serial));
        }
        book.frame(new Frame(true, false, all));
        long kept = all.stream().filter(key -> book.of(key).isPresent()).count();
        assertEquals(SampleBook.MOST_SERIES, kept);
        RowKey.Job left =
                all.stream().filter(key -> book.of(key).isEmpty()).findFirst().orElseThrow();
        selection.set(List.of(left));
        clock.advance(Duration.ofSeconds(1));
        book.frame(new Frame(false, false, Set.of(left)));
        assertTrue(book.of(left).isPresent(), "who is chosen is noted");
    }
}
