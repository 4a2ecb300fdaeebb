package org.jobdeck.ui.widgets;

import java.util.List;
import java.util.Optional;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Listener;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swt.widgets.Text;
import org.jobdeck.ui.i18n.Messages;
import org.jobdeck.ui.live.Desk;
import org.jobdeck.ui.live.VerbRun;
import org.jobdeck.ui.model.RowKey;
import org.jobdeck.ui.model.Tone;

/**
 * What became of the last verb, job by job: shown when it was for several jobs, when something was refused, and when a job
 * that was asked to stop does not.
 */
public final class ResultPanel {

    private static final Messages TEXTS = Messages.of(ResultPanel.class);

    private static final int ROWS = 5;
    private static final int ID_WIDTH = 220;
    private static final int OUTCOME_WIDTH = 760;

    private final Desk desk;
    private final Glyphs glyphs;
    private final Composite panel;
    private final Text summary;
    private final Button force;
    private final Table table;
    private final Runnable onNews = this::newsSoon;
    private boolean due;
    private List<VerbRun.Item> shown = List.of();

    /** A panel that takes no room as long as there is nothing to tell. */
    public ResultPanel(Composite parent, Desk desk, Glyphs glyphs) {
        this.desk = desk;
        this.glyphs = glyphs;
        panel = new Composite(parent, SWT.NONE);
        GridLayoutFactory.swtDefaults()
                .numColumns(4)
                .margins(8, 6)
                .spacing(8, 6)
                .applyTo(panel);
        GridDataFactory.fillDefaults().grab(true, false).exclude(true).applyTo(panel);
        panel.setVisible(false);
        summary = PlainText.make(panel, SWT.NONE, TEXTS.get("result.summary"));
        GridDataFactory.fillDefaults()
                .grab(true, false)
                .align(SWT.FILL, SWT.CENTER)
                .applyTo(summary);
        force = button(TEXTS.get("result.force"), TEXTS.get("result.force.tip"), e -> giveUp());
        button(TEXTS.get("result.copy"), TEXTS.get("result.copy.tip"), e -> copy());
        button(
                TEXTS.get("result.close"),
                TEXTS.get("result.close.tip"),
                e -> desk.runs().putAway());
        table = new Table(panel, SWT.VIRTUAL | SWT.BORDER | SWT.FULL_SELECTION | SWT.MULTI);
        Names.give(table, TEXTS.get("result.list"));
        column(TEXTS.get("result.job"), ID_WIDTH);
        column(TEXTS.get("result.outcome"), OUTCOME_WIDTH);
        GridDataFactory.fillDefaults()
                .grab(true, false)
                .span(4, 1)
                .hint(SWT.DEFAULT, table.getItemHeight() * ROWS)
                .applyTo(table);
        table.addListener(SWT.SetData, this::fill);
        table.addListener(SWT.KeyDown, this::key);
        desk.runs().addListener(onNews);
        panel.addListener(SWT.Dispose, e -> desk.runs().removeListener(onNews));
    }

    /** The widget. */
    public Composite control() {
        return panel;
    }

    private Button button(String text, String tip, Listener act) {
        Button button = new Button(panel, SWT.PUSH);
        button.setText(text);
        button.setToolTipText(tip);
        button.addListener(SWT.Selection, act);
        GridDataFactory.fillDefaults().align(SWT.FILL, SWT.CENTER).applyTo(button);
        return button;
    }

    private void column(String title, int width) {
        TableColumn column = new TableColumn(table, SWT.LEFT);
        column.setText(title);
        column.setWidth(width);
    }

    /** The answers for many jobs come in one burst. */
    private void newsSoon() {
        if (!due) {
            due = true;
            panel.getDisplay().asyncExec(() -> {
                due = false;
                if (!panel.isDisposed()) {
                    show();
                }
            });
        }
    }

    private void show() {
        Optional<VerbRun> run =
                desk.runs().latest().filter(r -> r.isWorthAList(desk.runs().now()));
        run.ifPresent(this::fill);
        if (panel.getVisible() != run.isPresent()) {
            panel.setVisible(run.isPresent());
            ((GridData) panel.getLayoutData()).exclude = run.isEmpty();
            panel.getParent().layout();
        }
    }

    private void fill(VerbRun run) {
        summary.setText(run.summary());
        boolean unstoppable = !run.unstoppable(desk.runs().now()).isEmpty();
        if (force.getEnabled() != unstoppable || force.getVisible() != unstoppable) {
            force.setEnabled(unstoppable);
            force.setVisible(unstoppable);
        }
        List<VerbRun.Item> next = run.items();
        if (!next.equals(shown)) {
            shown = next;
            table.setItemCount(next.size());
            table.clearAll();
        }
    }

    private void fill(Event event) {
        TableItem item = (TableItem) event.item;
        int index = table.indexOf(item);
        if (index >= 0 && index < shown.size()) {
            VerbRun.Item result = shown.get(index);
            item.setText(new String[] {result.id(), result.text()});
            item.setImage(glyphs.mark(toneOf(result.phase())));
        }
    }

    private static Tone toneOf(VerbRun.Phase phase) {
        return switch (phase) {
            case SKIPPED -> Tone.IDLE;
            case ASKED, UNDER_WAY -> Tone.WAITING;
            case DONE -> Tone.DONE;
            case REFUSED -> Tone.FAILED;
        };
    }

    private void key(Event event) {
        if (event.keyCode == SWT.ESC) {
            desk.runs().putAway();
        } else if (event.keyCode == 'c' && event.stateMask == SWT.MOD1) {
            copy();
        }
    }

    private void copy() {
        desk.runs().latest().ifPresent(run -> {
            Clipboard clipboard = new Clipboard(panel.getDisplay());
            clipboard.setContents(new Object[] {run.text()}, new Transfer[] {TextTransfer.getInstance()});
            clipboard.dispose();
        });
    }

    private void giveUp() {
        List<RowKey.Job> jobs = desk.runs()
                .latest()
                .map(run -> run.unstoppable(desk.runs().now()))
                .orElse(List.of());
        desk.giveUp(jobs);
    }
}
