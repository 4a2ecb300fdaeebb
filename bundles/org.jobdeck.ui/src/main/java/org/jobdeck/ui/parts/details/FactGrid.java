package org.jobdeck.ui.parts.details;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.jobdeck.ui.widgets.Hint;

/** Names and values in two columns, as many as there are; touches only what differs. */
final class FactGrid {

    private static final int NAME_WIDTH = 128;

    /** A value that long may need another number of lines than the one before. */
    private static final int LONG = 24;

    private final Composite grid;
    private final List<Label> names = new ArrayList<>();
    private final List<Label> values = new ArrayList<>();

    FactGrid(Composite parent) {
        grid = new Composite(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(2).spacing(12, 4).applyTo(grid);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(grid);
    }

    /** Shows other facts; whether that may need another amount of room. */
    boolean show(List<JobFacts.Fact> facts) {
        boolean moved = names.size() < facts.size();
        while (names.size() < facts.size()) {
            addLine();
        }
        for (int i = 0; i < names.size(); i++) {
            boolean used = i < facts.size();
            moved |= use(names.get(i), used) | use(values.get(i), used);
            if (used) {
                moved |= set(names.get(i), facts.get(i).name());
                String value = facts.get(i).value();
                boolean isLong =
                        Math.max(value.length(), values.get(i).getText().length()) > LONG;
                moved |= set(values.get(i), value) && isLong;
            }
        }
        return moved;
    }

    private void addLine() {
        Label name = new Label(grid, SWT.NONE);
        Hint.secondary(name);
        GridDataFactory.fillDefaults()
                .hint(NAME_WIDTH, SWT.DEFAULT)
                .align(SWT.FILL, SWT.BEGINNING)
                .applyTo(name);
        names.add(name);
        Label value = new Label(grid, SWT.WRAP);
        GridDataFactory.fillDefaults().grab(true, false).hint(60, SWT.DEFAULT).applyTo(value);
        values.add(value);
    }

    private static boolean use(Label label, boolean used) {
        GridData data = (GridData) label.getLayoutData();
        if (data.exclude != used) {
            return false;
        }
        data.exclude = !used;
        label.setVisible(used);
        return true;
    }

    static boolean set(Label label, String text) {
        // an ampersand would be taken for the mark of a mnemonic
        String shown = text.replace("&", "&&");
        if (label.getText().equals(shown)) {
            return false;
        }
        label.setText(shown);
        return true;
    }
}
