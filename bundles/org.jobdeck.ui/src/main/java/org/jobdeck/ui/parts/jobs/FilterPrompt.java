package org.jobdeck.ui.parts.jobs;

import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Text;
import org.jobdeck.ui.i18n.Messages;
import org.jobdeck.ui.live.Desk;
import org.jobdeck.ui.model.RowFilter;
import org.jobdeck.ui.model.Tone;
import org.jobdeck.ui.widgets.Names;
import org.jobdeck.ui.widgets.Palette;
import org.jobdeck.ui.widgets.PlainText;

/**
 * The filter prompt, and below it what is wrong with what is written there. What cannot be understood leaves the rows as
 * they are.
 */
final class FilterPrompt {

    private static final Messages TEXTS = Messages.of(FilterPrompt.class);

    /** Leaves room for all verbs in a window of the usual size. */
    private static final int WIDTH = 190;

    private final Desk desk;
    private final Text text;
    private final Text problem;

    /**
     * A prompt in the last column of a row, and a line below the row.
     *
     * @param row laid out as a grid
     * @param leave puts the keyboard elsewhere
     */
    FilterPrompt(Composite row, int columns, Desk desk, Runnable leave) {
        this.desk = desk;
        text = new Text(row, SWT.SEARCH | SWT.ICON_SEARCH | SWT.ICON_CANCEL);
        text.setMessage(TEXTS.get("filter"));
        text.setToolTipText(TEXTS.get("filter.tip"));
        Names.give(text, TEXTS.get("filter"));
        GridDataFactory.fillDefaults()
                .hint(WIDTH, SWT.DEFAULT)
                .align(SWT.END, SWT.CENTER)
                .applyTo(text);
        problem = PlainText.make(row, SWT.WRAP, TEXTS.get("filter.problem"));
        GridDataFactory.fillDefaults()
                .grab(true, false)
                .span(columns, 1)
                .exclude(true)
                .applyTo(problem);
        problem.setVisible(false);
        text.addModifyListener(e -> apply());
        Consumer<String> onFilterLine = line -> {
            if (!line.equals(text.getText())) {
                text.setText(line);
            }
        };
        desk.filterLine().addListener(onFilterLine);
        text.addListener(SWT.Dispose, e -> desk.filterLine().removeListener(onFilterLine));
        text.addListener(SWT.KeyDown, e -> {
            if (e.keyCode == SWT.ESC) {
                text.setText("");
                leave.run();
            } else if (e.keyCode == SWT.ARROW_DOWN || e.keyCode == SWT.CR || e.keyCode == SWT.KEYPAD_CR) {
                leave.run();
            }
        });
    }

    /** Puts the keyboard there, with all that is written selected. */
    void focus() {
        text.setFocus();
        text.selectAll();
    }

    /** What is written there. */
    String line() {
        return text.getText().strip();
    }

    private void apply() {
        desk.filterLine().set(text.getText());
        Optional<String> wrong = RowFilter.problemOf(text.getText());
        show(wrong);
        if (wrong.isEmpty()) {
            desk.model().setFilter(RowFilter.of(text.getText()));
            desk.adapter().showModel();
        }
    }

    private void show(Optional<String> wrong) {
        problem.setText(wrong.orElse(""));
        problem.setForeground(Palette.of(problem.getDisplay()).tone(Tone.FAILED));
        if (problem.getVisible() != wrong.isPresent()) {
            ((GridData) problem.getLayoutData()).exclude = wrong.isEmpty();
            problem.setVisible(wrong.isPresent());
            problem.getParent().getParent().layout(true, true);
        }
    }
}
