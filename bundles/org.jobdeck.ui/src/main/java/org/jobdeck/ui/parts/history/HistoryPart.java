package org.jobdeck.ui.parts.history;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.eclipse.e4.ui.di.Focus;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Listener;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;
import org.jobdeck.history.HistoryEntry;
import org.jobdeck.history.HistoryJournal;
import org.jobdeck.ui.export.Export;
import org.jobdeck.ui.i18n.Messages;
import org.jobdeck.ui.live.Desk;
import org.jobdeck.ui.live.StatusMessage;
import org.jobdeck.ui.widgets.Glyphs;
import org.jobdeck.ui.widgets.Hint;
import org.jobdeck.ui.widgets.Keyboard;
import org.jobdeck.ui.widgets.Names;
import org.jobdeck.ui.widgets.Palette;

/** What became of jobs, those of earlier runs included. */
public final class HistoryPart {

    private static final Messages TEXTS = Messages.of(HistoryPart.class);

    private final Desk desk;
    private final HistoryList list = new HistoryList();
    private final StackLayout stack = new StackLayout();
    private final Listener onSettings = event -> themeChanged();
    private Glyphs glyphs;
    private Text filter;
    private ToolItem delete;
    private ToolItem export;
    private Label remark;
    private Composite content;
    private SashForm page;
    private HistoryTable table;
    private Text detail;
    private Hint hint;
    private HistoryFeed feed;

    /** For the injection. */
    @Inject
    public HistoryPart(Desk desk) {
        this.desk = desk;
    }

    /** Makes the widgets. */
    @PostConstruct
    public void create(Composite parent) {
        glyphs = new Glyphs(parent.getDisplay(), Palette.of(parent.getDisplay()));
        GridLayoutFactory.fillDefaults().spacing(0, 0).applyTo(parent);
        createTop(parent);
        content = new Composite(parent, SWT.NONE);
        content.setLayout(stack);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(content);
        page = new SashForm(content, SWT.HORIZONTAL);
        table = new HistoryTable(page, list, glyphs, this::showChosen);
        detail = new Text(page, SWT.MULTI | SWT.READ_ONLY | SWT.WRAP | SWT.V_SCROLL);
        Names.give(table.control(), TEXTS.get("table.name"));
        Names.give(detail, TEXTS.get("detail.name"));
        page.setWeights(62, 38);
        page.setSashWidth(8);
        table.control().addListener(SWT.KeyDown, e -> {
            if (e.keyCode == SWT.DEL) {
                askToDelete();
            }
        });
        hint = new Hint(content);
        remark = new Label(parent, SWT.WRAP);
        Hint.secondary(remark);
        GridDataFactory.fillDefaults()
                .grab(true, false)
                .indent(8, 2)
                .exclude(true)
                .applyTo(remark);
        parent.getDisplay().addListener(SWT.Settings, onSettings);
        parent.addListener(SWT.Dispose, e -> parent.getDisplay().removeListener(SWT.Settings, onSettings));
        desk.history().ifPresent(journal -> feed = new HistoryFeed(content, desk, journal, this::take));
        showWhatThereIs();
        showChosen();
    }

    /** Leaves the history. */
    @PreDestroy
    public void dispose() {
        if (feed != null) {
            feed.close();
        }
        glyphs.close();
    }

    /** Puts the keyboard into the table. */
    @Focus
    public void focus() {
        if (Keyboard.isIn(content.getParent())) {
            return;
        }
        if (stack.topControl == page) {
            table.control().setFocus();
        } else {
            content.forceFocus();
        }
    }

    private void createTop(Composite parent) {
        Composite top = new Composite(parent, SWT.NONE);
        GridLayoutFactory.swtDefaults().numColumns(2).margins(4, 2).applyTo(top);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(top);
        filter = new Text(top, SWT.SEARCH | SWT.ICON_SEARCH | SWT.ICON_CANCEL);
        filter.setMessage(TEXTS.get("filter"));
        filter.setToolTipText(TEXTS.get("filter.tip"));
        Names.give(filter, TEXTS.get("filter"));
        GridDataFactory.fillDefaults()
                .grab(true, false)
                .align(SWT.FILL, SWT.CENTER)
                .applyTo(filter);
        filter.addModifyListener(e -> {
            Set<Long> chosen = table.chosenIds();
            list.filter(filter.getText());
            showAll(chosen);
        });
        ToolBar bar = new ToolBar(top, SWT.FLAT | SWT.RIGHT);
        export = item(bar, TEXTS.get("export"), TEXTS.get("export.tip"), this::askToExport);
        delete = item(bar, TEXTS.get("delete"), TEXTS.get("delete.tip"), this::askToDelete);
    }

    private static ToolItem item(ToolBar bar, String text, String tip, Runnable act) {
        ToolItem item = new ToolItem(bar, SWT.PUSH);
        item.setText(text);
        item.setToolTipText(tip);
        item.addListener(SWT.Selection, e -> act.run());
        return item;
    }

    private void take(List<HistoryEntry> entries, Throwable failure) {
        if (failure != null) {
            showRemark(TEXTS.format("failed", failure.getMessage()));
            return;
        }
        Set<Long> chosen = table.chosenIds();
        list.set(entries);
        showAll(chosen);
        desk.history()
                .ifPresent(journal -> journal.remark()
                        .thenAcceptAsync(
                                told -> {
                                    if (!content.isDisposed()) {
                                        showRemark(told.orElse(""));
                                    }
                                },
                                desk.ui()));
    }

    private void showAll(Set<Long> chosen) {
        table.refresh(chosen);
        showWhatThereIs();
        showChosen();
    }

    private void showWhatThereIs() {
        if (desk.history().isEmpty()) {
            hint.say(TEXTS.get("off.title"), TEXTS.get("off.text"));
            bring(hint.control());
        } else if (list.size() == 0) {
            hint.say(TEXTS.get("empty.title"), TEXTS.get("empty.text"));
            bring(hint.control());
        } else if (list.shown().isEmpty()) {
            hint.say(
                    TEXTS.get("nomatch.title"),
                    TEXTS.format(
                            "nomatch.text",
                            String.valueOf(list.size()),
                            filter.getText().strip()));
            bring(hint.control());
        } else {
            bring(page);
        }
        export.setEnabled(!list.shown().isEmpty());
    }

    private void bring(Control control) {
        if (stack.topControl != control) {
            stack.topControl = control;
            content.layout();
        }
    }

    private void showChosen() {
        List<HistoryEntry> chosen = table.chosen();
        delete.setEnabled(!chosen.isEmpty());
        String text = chosen.isEmpty() ? TEXTS.get("none") : HistoryDetail.of(chosen.getFirst());
        String next = text.replace("\n", Text.DELIMITER);
        if (!detail.getText().equals(next)) {
            detail.setText(next);
        }
    }

    private void showRemark(String text) {
        if (!remark.getText().equals(text)) {
            remark.setText(text);
            ((GridData) remark.getLayoutData()).exclude = text.isEmpty();
            remark.setVisible(!text.isEmpty());
            remark.getParent().layout(true);
        }
    }

    private void askToDelete() {
        List<Long> ids = table.chosen().stream().map(HistoryEntry::id).toList();
        boolean sure = !ids.isEmpty()
                && MessageDialog.openConfirm(
                        content.getShell(), TEXTS.get("delete.title"), TEXTS.format("delete.confirm", ids.size()));
        if (sure) {
            desk.history().ifPresent(journal -> delete(journal, ids));
        }
    }

    private void delete(HistoryJournal journal, List<Long> ids) {
        journal.delete(ids)
                .whenCompleteAsync(
                        (nothing, failure) -> {
                            if (failure != null && !content.isDisposed()) {
                                showRemark(TEXTS.format("failed", failure.getMessage()));
                            }
                        },
                        desk.ui());
    }

    private void askToExport() {
        FileDialog dialog = new FileDialog(content.getShell(), SWT.SAVE);
        dialog.setText(TEXTS.get("export.title"));
        dialog.setFilterExtensions(Export.PATTERNS);
        dialog.setFileName(TEXTS.get("export.file") + ".csv");
        dialog.setOverwrite(true);
        String file = dialog.open();
        if (file != null) {
            save(list.shown(), Path.of(file));
        }
    }

    /** On another thread: there may be many entries, and a disk may be slow. */
    private void save(List<HistoryEntry> entries, Path file) {
        CompletableFuture.runAsync(() -> {
                    try {
                        HistoryList.export(entries).save(file);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .whenCompleteAsync(
                        (nothing, failure) -> desk.status()
                                .say(
                                        failure == null
                                                ? new StatusMessage(
                                                        TEXTS.format("export.done", entries.size(), file),
                                                        StatusMessage.Kind.DONE)
                                                : new StatusMessage(
                                                        failure.getCause()
                                                                .getCause()
                                                                .getMessage(),
                                                        StatusMessage.Kind.REFUSED)),
                        desk.ui());
    }

    private void themeChanged() {
        Palette palette = Palette.of(content.getDisplay());
        if (palette != glyphs.palette()) {
            glyphs.repaint(palette);
            table.refresh(table.chosenIds());
        }
    }
}
