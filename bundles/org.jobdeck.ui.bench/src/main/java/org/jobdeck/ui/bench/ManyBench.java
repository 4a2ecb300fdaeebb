package org.jobdeck.ui.bench;

import static org.jobdeck.ui.bench.Measured.figure;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.TreeColumn;
import org.eclipse.swt.widgets.TreeItem;
import org.jobdeck.loop.Clock;

/** Very many jobs that stand still: what opening, filtering, sorting, unfolding and scrolling take. */
final class ManyBench {

    private static final int SCROLL_SECONDS = 5;

    private final Clock clock;
    private final int count;
    private final Report report;
    private final long opening;

    /** To be made just before the window is opened. */
    ManyBench(Clock clock, int count, Report report) {
        this.clock = clock;
        this.count = count;
        this.report = report;
        this.opening = clock.nanoTime();
    }

    void run(OpenWindow window) throws Exception {
        String group = String.format("%,d jobs", count);
        report.add(figure(group, "window open", millisSince(opening), "ms", 2000));
        Times filling = filling(window);
        report.add(figure(group, "all rows there", millisSince(opening), "ms"));
        report.add(figure(group, "UI thread late meanwhile p99", filling.millis(0.99), "ms"));
        report.add(figure(group, "UI thread late meanwhile at most", filling.millis(1), "ms"));
        double filter = window.time(
                "the filter",
                () -> window.filter().setText(BenchJobs.RARE),
                () -> window.shownRows() == Math.ceilDiv(count, 100));
        report.add(figure(group, "filter to 1 %", filter, "ms"));
        double all = window.time("all", () -> window.filter().setText(""), () -> window.shownRows() == count);
        report.add(figure(group, "filter taken away", all, "ms"));
        report.add(figure(group, "sort by job", sort(window), "ms"));
        report.add(figure(group, "sort the other way round", sort(window), "ms"));
        sort(window);
        fold(window, false);
        report.add(figure(group, "unfold", fold(window, true), "ms"));
        Times scrolling = window.delaysDuring(SCROLL_SECONDS, new Scrolling(window));
        report.add(figure(group, "UI thread late while scrolling p50", scrolling.millis(0.5), "ms"));
        report.add(figure(group, "UI thread late while scrolling p99", scrolling.millis(0.99), "ms", 16));
        report.add(figure(group, "UI thread late while scrolling at most", scrolling.millis(1), "ms", 50));
        report.add(figure(group, "heap in use, engine included", LiveBench.heap(), "MB"));
    }

    private Times filling(OpenWindow window) throws Exception {
        UiProbe probe = window.probe();
        window.onUi(probe::start);
        window.until("the jobs", () -> window.shownRows() == count);
        return window.onUiGet(probe::stop);
    }

    private static double sort(OpenWindow window) throws Exception {
        return window.time(
                "the order",
                () -> {
                    TreeColumn column = window.tree().getColumn(0);
                    column.notifyListeners(SWT.Selection, new Event());
                },
                () -> true);
    }

    private static double fold(OpenWindow window, boolean open) throws Exception {
        return window.time(
                "the rows",
                () -> {
                    TreeItem source = window.tree().getItem(0);
                    source.setExpanded(open);
                    Event event = new Event();
                    event.item = source;
                    window.tree().notifyListeners(open ? SWT.Expand : SWT.Collapse, event);
                },
                () -> window.tree().getItem(0).getExpanded() == open);
    }

    private double millisSince(long start) {
        return (clock.nanoTime() - start) / 1e6;
    }
}
