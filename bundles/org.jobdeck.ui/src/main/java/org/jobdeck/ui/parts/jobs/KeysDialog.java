package org.jobdeck.ui.parts.jobs;

import java.util.List;
import org.eclipse.jface.dialogs.Dialog;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;
import org.jobdeck.ui.i18n.Messages;
import org.jobdeck.ui.widgets.Names;

/** Shows keys and what they do. */
final class KeysDialog extends Dialog {

    private static final Messages TEXTS = Messages.of(KeysDialog.class);

    private static final int HEIGHT = 560;
    private static final int KEY_WIDTH = 140;
    private static final int WHAT_WIDTH = 520;

    /**
     * A line of the dialog.
     *
     * @param key the key
     * @param where where it works
     * @param what what it does
     */
    record Line(String key, String where, String what) {}

    private final List<Line> lines;

    KeysDialog(Shell parent, List<Line> lines) {
        super(parent);
        this.lines = List.copyOf(lines);
        setShellStyle(getShellStyle() | SWT.RESIZE);
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText(TEXTS.get("keys.title"));
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        Composite area = (Composite) super.createDialogArea(parent);
        Table table = new Table(area, SWT.BORDER | SWT.FULL_SELECTION);
        table.setHeaderVisible(true);
        Names.give(table, TEXTS.get("keys.title"));
        column(table, TEXTS.get("keys.key"), KEY_WIDTH);
        column(table, TEXTS.get("keys.where"), KEY_WIDTH);
        column(table, TEXTS.get("keys.what"), WHAT_WIDTH);
        for (Line line : lines) {
            new TableItem(table, SWT.NONE).setText(new String[] {line.key(), line.where(), line.what()});
        }
        GridDataFactory.fillDefaults()
                .grab(true, true)
                .hint(SWT.DEFAULT, HEIGHT)
                .applyTo(table);
        return area;
    }

    private static void column(Table table, String title, int width) {
        TableColumn column = new TableColumn(table, SWT.LEFT);
        column.setText(title);
        column.setWidth(width);
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        createButton(parent, IDialogConstants.OK_ID, IDialogConstants.CLOSE_LABEL, true);
    }
}
