package org.jobdeck.ui.bench;

import static org.jobdeck.ui.bench.Measured.figure;

import java.lang.management.ManagementFactory;
import org.jobdeck.loop.Clock;
import org.jobdeck.ui.live.FrameStats;

/** Many jobs that move all the time, and somebody who scrolls through them. */
final class LiveBench {

    private static final int WARM_UP_SECONDS = 10;

    private final BenchJobs jobs;
    private final Clock clock;
    private final int count;
    private final int events;
    private final int seconds;
    private final Report report;
    private final TimeLog frames = new TimeLog();

    LiveBench(BenchJobs jobs, Clock clock, BenchOptions options, Report report) {
        this.jobs = jobs;
        this.clock = clock;
        this.count = options.jobs();
        this.events = options.events();
        this.seconds = options.seconds();
        this.report = report;
    }

    void run(OpenWindow window) throws Exception {
        String group = String.format("%,d live jobs, %,d events a second, %d s", count, events, seconds);
        window.until("the jobs", () -> window.shownRows() == count);
        jobs.move(events);
        window.delaysDuring(WARM_UP_SECONDS, () -> {});
        double before = heap();
        window.onUi(() -> {
            jobs.watch(window.uiThread());
            window.desk().adapter().stats().tellTimes(frames::add);
        });
        FrameStats.Reading start = window.desk().adapter().stats().read();
        long begin = clock.nanoTime();
        long cpu = cpuOf(window.uiThread());
        Times idle = window.delaysDuring(seconds, () -> {});
        FrameStats.Reading end = window.desk().adapter().stats().read();
        double time = (clock.nanoTime() - begin) / 1e9;
        double work = (cpuOf(window.uiThread()) - cpu) / 1e9 / time * 100;
        delays(group, "UI thread late", idle);
        report.add(figure(group, "UI thread busy, as its CPU time says", work, "%"));
        Times frame = window.onUiGet(frames::read);
        report.add(figure(group, "frame p50", frame.millis(0.5), "ms"));
        report.add(figure(group, "frame p99", frame.millis(0.99), "ms"));
        report.add(figure(group, "frame longest", frame.millis(1), "ms"));
        report.add(figure(group, "frames", (end.frames() - start.frames()) / time, "a second"));
        report.add(figure(group, "questions a frame", ratio(end.asks() - start.asks(), start, end), ""));
        report.add(figure(group, "snapshots a frame", ratio(end.upserts() - start.upserts(), start, end), ""));
        report.add(figure(
                group, "visible rows renewed a frame", ratio(end.rowsTouched() - start.rowsTouched(), start, end), ""));
        Times holds = window.onUiGet(jobs::holds);
        report.add(figure(group, "job lock held for a snapshot p50", holds.millis(0.5), "ms"));
        report.add(figure(group, "job lock held for a snapshot p99", holds.millis(0.99), "ms", 1));
        report.add(figure(group, "job lock held for a snapshot longest", holds.millis(1), "ms"));
        delays(group, "UI thread late while scrolling", window.delaysDuring(seconds, new Scrolling(window)));
        double after = heap();
        report.add(figure(group, "heap in use at the start", before, "MB"));
        report.add(figure(group, "heap in use at the end, more than at the start", after - before, "MB", before / 10));
        window.onUi(() -> jobs.watch(null));
        jobs.rest();
    }

    private void delays(String group, String what, Times delays) {
        report.add(figure(group, what + " p50", delays.millis(0.5), "ms"));
        report.add(figure(group, what + " p99", delays.millis(0.99), "ms", 16));
        report.add(figure(group, what + " at most", delays.millis(1), "ms", 50));
    }

    private static double ratio(long count, FrameStats.Reading start, FrameStats.Reading end) {
        return (double) count / Math.max(1, end.frames() - start.frames());
    }

    private static long cpuOf(Thread thread) {
        return ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.threadId());
    }

    /** In megabytes, after the garbage is gone. */
    static double heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1e6;
    }
}
