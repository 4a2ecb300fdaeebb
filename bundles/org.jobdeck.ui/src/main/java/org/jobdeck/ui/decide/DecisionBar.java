package org.jobdeck.ui.decide;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.FontDescriptor;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Listener;
import org.jobdeck.ui.i18n.Messages;
import org.jobdeck.ui.live.Desk;
import org.jobdeck.ui.live.Frame;
import org.jobdeck.ui.model.JobView;
import org.jobdeck.ui.model.RowKey;
import org.jobdeck.ui.model.Tone;
import org.jobdeck.ui.widgets.Palette;

/**
 * Asks in the window what is to become of a chosen job that waits for the user; where none is chosen, says how many wait.
 * Takes no room when nothing does.
 */
public final class DecisionBar {

    /** The key under which a button tells the verb that it asks for, by the name of a {@link org.jobdeck.ui.model.UiVerb}. */
    public static final String VERB = "org.jobdeck.ui.decision";

    private static final Messages TEXTS = Messages.of(DecisionBar.class);
    private static final int MARK_WIDTH = 5;

    private final Desk desk;
    private final OpenDecisions open;
    private final Composite bar;
    private final Composite mark;
    private final Composite inside;
    private final GridData place;
    private final Font bold;
    private final Consumer<Frame> onFrame = this::frame;
    private final Runnable onSelection = this::refresh;
    private final Listener onSettings = event -> paintMark();
    private Object shown;

    /** A bar across a grid of one column. */
    public DecisionBar(Composite parent, Desk desk) {
        this.desk = desk;
        open = new OpenDecisions(desk);
        bar = new Composite(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(2).spacing(0, 0).applyTo(bar);
        place = GridDataFactory.fillDefaults().grab(true, false).exclude(true).create();
        bar.setLayoutData(place);
        bar.setVisible(false);
        mark = new Composite(bar, SWT.NONE);
        GridDataFactory.fillDefaults().grab(false, true).hint(MARK_WIDTH, 1).applyTo(mark);
        inside = new Composite(bar, SWT.NONE);
        GridLayoutFactory.swtDefaults()
                .numColumns(2)
                .margins(8, 6)
                .spacing(10, 4)
                .applyTo(inside);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(inside);
        bold = FontDescriptor.createFrom(bar.getFont()).setStyle(SWT.BOLD).createFont(bar.getDisplay());
        paintMark();
        bar.getDisplay().addListener(SWT.Settings, onSettings);
        desk.adapter().addListener(onFrame);
        desk.selection().addListener(onSelection);
        open.addListener(this::refresh);
        bar.addListener(SWT.Dispose, e -> {
            bar.getDisplay().removeListener(SWT.Settings, onSettings);
            desk.adapter().removeListener(onFrame);
            desk.selection().removeListener(onSelection);
            open.close();
            bold.dispose();
        });
    }

    private void paintMark() {
        mark.setBackground(Palette.of(bar.getDisplay()).tone(Tone.ATTENTION));
    }

    private void frame(Frame frame) {
        if (shown != null || desk.isConcernedBy(frame)) {
            refresh();
        }
    }

    private void refresh() {
        if (bar.isDisposed()) {
            return;
        }
        List<Decision> chosen = desk.selectedJobs().stream()
                .map(this::decision)
                .flatMap(Optional::stream)
                .toList();
        int waiting = open.waiting().size();
        Object next = chosen.isEmpty() ? Integer.valueOf(waiting) : chosen;
        if (next.equals(shown)) {
            return;
        }
        shown = next;
        for (Control child : inside.getChildren()) {
            child.dispose();
        }
        if (!chosen.isEmpty()) {
            ask(chosen.getFirst(), chosen.size());
        } else if (waiting > 0) {
            tell(waiting);
        }
        boolean visible = !chosen.isEmpty() || waiting > 0;
        place.exclude = !visible;
        bar.setVisible(visible);
        inside.requestLayout();
    }

    private Optional<Decision> decision(JobView job) {
        return DecisionText.of(
                job,
                desk.adapter().source(job.source()).devicesOf(job.snapshot().key()));
    }

    private void ask(Decision decision, int chosen) {
        Label question = new Label(inside, SWT.WRAP);
        question.setText(
                chosen == 1 ? decision.question() : decision.question() + "  " + TEXTS.format("bar.many", 1, chosen));
        question.setFont(bold);
        GridDataFactory.fillDefaults()
                .span(2, 1)
                .grab(true, false)
                .hint(1, SWT.DEFAULT)
                .applyTo(question);
        for (Decision.Answer answer : decision.answers()) {
            Button button = new Button(inside, SWT.PUSH);
            button.setText(answer.verb().label());
            button.setData(VERB, answer.verb().name());
            button.setToolTipText(answer.effect());
            button.addListener(
                    SWT.Selection,
                    e -> desk.model().job(decision.job()).ifPresent(job -> desk.send(answer.verb(), List.of(job))));
            GridDataFactory.fillDefaults().align(SWT.FILL, SWT.CENTER).applyTo(button);
            Label effect = new Label(inside, SWT.WRAP);
            effect.setText(answer.effect());
            GridDataFactory.fillDefaults()
                    .grab(true, false)
                    .hint(1, SWT.DEFAULT)
                    .align(SWT.FILL, SWT.CENTER)
                    .applyTo(effect);
        }
    }

    private void tell(int waiting) {
        Label text = new Label(inside, SWT.NONE);
        text.setText(TEXTS.format("bar.waiting", waiting));
        GridDataFactory.swtDefaults().applyTo(text);
        Button next = new Button(inside, SWT.PUSH);
        next.setText(TEXTS.get("bar.next"));
        next.setData(VERB, "NEXT");
        next.addListener(SWT.Selection, e -> showNext());
    }

    private void showNext() {
        List<RowKey.Job> waiting = open.waiting();
        if (!waiting.isEmpty()) {
            desk.selection().set(List.of(waiting.getFirst()));
        }
    }
}
