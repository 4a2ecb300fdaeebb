package org.jobdeck.ui.attach;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;
import org.jobdeck.source.discovery.FoundMonitor;
import org.jobdeck.ui.i18n.Messages;
import org.jobdeck.ui.model.Tone;
import org.jobdeck.ui.widgets.Names;
import org.jobdeck.ui.widgets.Palette;

/**
 * The monitors that were found on this machine. Those that another program needs are shown with the reason, and cannot be
 * chosen. None is touched.
 */
final class FoundTable {

    private static final Messages TEXTS = Messages.of(FoundTable.class);
    private static final int[] WIDTHS = {210, 250, 190};
    private static final int HEIGHT = 130;

    private final Table table;
    private final Supplier<List<FoundMonitor>> discovery;
    private final Consumer<String> said;

    /**
     * An empty table that fills a cell of a grid.
     *
     * @param discovery looks once; may wait, on any thread
     * @param chosen takes a monitor that may be attached to when it is chosen, or empty for one that may not
     * @param taken is run when it is chosen with a double click
     * @param said takes what there is to say about the search
     */
    FoundTable(
            Composite parent,
            Supplier<List<FoundMonitor>> discovery,
            Consumer<Optional<FoundMonitor>> chosen,
            Runnable taken,
            Consumer<String> said) {
        this.discovery = discovery;
        this.said = said;
        table = new Table(parent, SWT.BORDER | SWT.FULL_SELECTION | SWT.SINGLE);
        table.setHeaderVisible(true);
        table.setData("org.jobdeck.ui.field", "found");
        Names.give(table, TEXTS.get("found.name"));
        GridDataFactory.fillDefaults()
                .grab(true, true)
                .hint(SWT.DEFAULT, HEIGHT)
                .applyTo(table);
        String[] titles = {TEXTS.get("column.what"), TEXTS.get("column.address"), TEXTS.get("column.use")};
        for (int i = 0; i < titles.length; i++) {
            TableColumn column = new TableColumn(table, SWT.LEFT);
            column.setText(titles[i]);
            column.setWidth(WIDTHS[i]);
        }
        table.addListener(SWT.Selection, e -> chosen.accept(selected()));
        table.addListener(SWT.DefaultSelection, e -> {
            chosen.accept(selected());
            if (selected().isPresent()) {
                taken.run();
            }
        });
    }

    /** The chosen monitor, if it may be attached to. */
    private Optional<FoundMonitor> selected() {
        return table.getSelectionCount() == 0
                ? Optional.empty()
                : Optional.of((FoundMonitor) table.getSelection()[0].getData()).filter(FoundMonitor::isFree);
    }

    /** Looks anew, on a thread of its own; what was found is shown when it is there. */
    void search() {
        said.accept(TEXTS.get("found.searching"));
        Display display = table.getDisplay();
        CompletableFuture.supplyAsync(discovery, task -> Thread.ofVirtual().start(task))
                .whenComplete((found, failure) -> {
                    if (!display.isDisposed()) {
                        display.asyncExec(() -> show(found, failure));
                    }
                });
    }

    private void show(List<FoundMonitor> found, Throwable failure) {
        if (table.isDisposed()) {
            return;
        }
        table.removeAll();
        if (failure != null) {
            Throwable cause = failure.getCause() == null ? failure : failure.getCause();
            said.accept(TEXTS.format("found.failed", cause.getMessage()));
            return;
        }
        Color dim = Palette.of(table.getDisplay()).tone(Tone.IDLE);
        for (FoundMonitor monitor : found) {
            TableItem item = new TableItem(table, SWT.NONE);
            item.setData(monitor);
            String use = monitor.managedBy()
                    .map(program -> TEXTS.format("found.managed", program))
                    .orElseGet(() -> TEXTS.get("found.free"));
            item.setText(new String[] {monitor.what(), monitor.address().toString(), use});
            if (!monitor.isFree()) {
                item.setForeground(dim);
            }
        }
        long free = found.stream().filter(FoundMonitor::isFree).count();
        said.accept(TEXTS.format("found.count", found.size(), free));
    }
}
