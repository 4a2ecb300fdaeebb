package org.jobdeck.ui.parts.events;

import jakarta.annotation.PostConstruct;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.e4.ui.di.Focus;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Text;
import org.jobdeck.ui.i18n.Messages;
import org.jobdeck.ui.live.Desk;
import org.jobdeck.ui.model.Tone;
import org.jobdeck.ui.model.events.LogView;
import org.jobdeck.ui.model.filter.FilterParser;
import org.jobdeck.ui.widgets.ActionBar;
import org.jobdeck.ui.widgets.Hint;
import org.jobdeck.ui.widgets.Keyboard;
import org.jobdeck.ui.widgets.LiveRefresh;
import org.jobdeck.ui.widgets.Names;
import org.jobdeck.ui.widgets.Palette;

/** What all sources told of by themselves since the window was opened. */
public final class EventsPart {

    private static final Messages TEXTS = Messages.of(EventsPart.class);

    private static final Duration PAUSE = Duration.ofMillis(300);

    private final Desk desk;
    private final LogView view = new LogView();
    private final StackLayout stack = new StackLayout();
    private Composite content;
    private Text filter;
    private Button follow;
    private Button hold;
    private EventTable table;
    private Hint hint;
    private LiveRefresh live;
    private Palette palette;

    /** For the injection. */
    @Inject
    public EventsPart(Desk desk) {
        this.desk = desk;
    }

    /** Makes the widgets. */
    @PostConstruct
    public void create(Composite parent) {
        GridLayoutFactory.fillDefaults().spacing(0, 0).applyTo(parent);
        Composite top = new Composite(parent, SWT.NONE);
        GridLayoutFactory.swtDefaults().numColumns(2).margins(4, 2).applyTo(top);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(top);
        createFilter(top);
        createBar(top);
        content = new Composite(parent, SWT.NONE);
        content.setLayout(stack);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(content);
        table = new EventTable(content, view);
        Names.give(table.control(), TEXTS.get("name"));
        hint = new Hint(content);
        palette = Palette.of(parent.getDisplay());
        live = new LiveRefresh(content, desk, PAUSE, frame -> true, this::refresh).ticking();
        refresh();
    }

    /** Puts the keyboard into the table, or into the filter while there is nothing to go through. */
    @Focus
    public void focus() {
        live.now();
        if (Keyboard.isIn(content.getParent())) {
            return;
        }
        if (stack.topControl == table.control()) {
            table.control().setFocus();
        } else {
            filter.setFocus();
        }
    }

    private void createFilter(Composite parent) {
        filter = new Text(parent, SWT.SEARCH | SWT.ICON_SEARCH | SWT.ICON_CANCEL);
        filter.setMessage(TEXTS.get("filter"));
        Names.give(filter, TEXTS.get("filter"));
        filter.setToolTipText(TEXTS.get("filter.tip"));
        GridDataFactory.fillDefaults()
                .grab(true, false)
                .align(SWT.FILL, SWT.CENTER)
                .applyTo(filter);
        filter.addModifyListener(e -> filterChanged());
        filter.addListener(SWT.KeyDown, e -> {
            if (e.keyCode == SWT.ESC) {
                filter.setText("");
            } else if (e.keyCode == SWT.ARROW_DOWN) {
                table.control().setFocus();
            }
        });
    }

    private void createBar(Composite parent) {
        ActionBar bar = new ActionBar(parent);
        follow = bar.check(TEXTS.get("follow"), TEXTS.get("follow.tip"), () -> live.now());
        follow.setSelection(true);
        hold = bar.check(TEXTS.get("hold"), TEXTS.get("hold.tip"), () -> live.now());
        bar.push(TEXTS.get("copy"), TEXTS.get("copy.tip"), () -> table.copy());
        bar.push(TEXTS.get("clear"), TEXTS.get("clear.tip"), this::clear);
    }

    private void filterChanged() {
        FilterParser.Parsed parsed = FilterParser.parse(filter.getText());
        Optional<String> problem = parsed.problem();
        filter.setForeground(problem.isPresent() ? palette.tone(Tone.FAILED) : null);
        filter.setToolTipText(problem.orElse(TEXTS.get("filter.tip")));
        view.filter(parsed.filter()::matches);
        view.take(desk.events().since(view.next()));
        table.refill(follow.getSelection());
        showWhatThereIs();
    }

    private void clear() {
        view.take(desk.events().since(view.next()));
        view.clear();
        table.refill(false);
        showWhatThereIs();
    }

    private void refresh() {
        Palette now = Palette.of(content.getDisplay());
        if (now != palette) {
            palette = now;
            table.refill(follow.getSelection());
        }
        if (!hold.getSelection()) {
            table.show(view.take(desk.events().since(view.next())), follow.getSelection());
        }
        showWhatThereIs();
    }

    private void showWhatThereIs() {
        if (!view.shown().isEmpty()) {
            bring(table.control());
        } else if (filter.getText().isBlank()) {
            hint.say(TEXTS.get("none.title"), TEXTS.get("none.text"));
            bring(hint.control());
        } else {
            hint.say(TEXTS.get("filtered.title"), TEXTS.get("filtered.text"));
            bring(hint.control());
        }
    }

    private void bring(Control control) {
        if (stack.topControl != control) {
            stack.topControl = control;
            content.layout();
        }
    }
}
