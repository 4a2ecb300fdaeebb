package org.jobdeck.ui.parts.details;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.jobdeck.ui.widgets.Hint;

/** Names and values in two columns; touches only the values that differ. */
final class FactGrid {

    private final Composite grid;
    private final List<Label> names = new ArrayList<>();
    private final List<Label> values = new ArrayList<>();

    FactGrid(Composite parent, int valueWidth, int facts) {
        grid = new Composite(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(2).spacing(12, 4).applyTo(grid);
        for (int i = 0; i < facts; i++) {
            Label name = new Label(grid, SWT.NONE);
            Hint.secondary(name);
            names.add(name);
            Label value = new Label(grid, SWT.NONE);
            GridDataFactory.fillDefaults().hint(valueWidth, SWT.DEFAULT).applyTo(value);
            values.add(value);
        }
    }

    Composite control() {
        return grid;
    }

    void show(List<JobFacts.Fact> facts) {
        boolean renamed = false;
        for (int i = 0; i < names.size(); i++) {
            JobFacts.Fact fact = i < facts.size() ? facts.get(i) : new JobFacts.Fact("", "");
            renamed |= set(names.get(i), fact.name());
            if (set(values.get(i), fact.value())) {
                values.get(i).setToolTipText(fact.value());
            }
        }
        if (renamed) {
            grid.layout(true);
        }
    }

    static boolean set(Label label, String text) {
        if (label.getText().equals(text)) {
            return false;
        }
        label.setText(text);
        return true;
    }
}
