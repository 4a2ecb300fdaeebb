package org.jobdeck.ui.parts.console;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.eclipse.e4.ui.di.Focus;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Listener;
import org.jobdeck.json.JsonValue;
import org.jobdeck.json.JsonWriter;
import org.jobdeck.source.JobSource;
import org.jobdeck.source.SourceState;
import org.jobdeck.source.schema.ServerSchema;
import org.jobdeck.ui.i18n.Messages;
import org.jobdeck.ui.live.Desk;
import org.jobdeck.ui.live.Frame;
import org.jobdeck.ui.model.SourceNames;
import org.jobdeck.ui.widgets.Keyboard;
import org.jobdeck.ui.widgets.Names;

/** Any command of QMP to any source, and what comes back. Never waits. */
public final class ConsolePart {

    private static final Logger LOG = System.getLogger(ConsolePart.class.getName());
    private static final Messages TEXTS = Messages.of(ConsolePart.class);
    private static final String KEY = "org.jobdeck.ui.field";
    private static final int MOST_OF_ANSWER = 30_000;

    private final Desk desk;
    private final Consumer<Frame> onFrame = this::frame;
    private final Listener onSettings = event -> themeChanged();
    private final List<Integer> numbers = new ArrayList<>();
    private Display display;
    private Combo sources;
    private Button events;
    private ConsoleLog log;
    private ConsoleInput input;
    private EventTap tap;
    private ServerSchema schema = ServerSchema.NONE;
    private int chosen = -1;

    /** For the injection. */
    @Inject
    public ConsolePart(Desk desk) {
        this.desk = desk;
    }

    /** Makes the widgets. */
    @PostConstruct
    public void create(Composite parent) {
        display = parent.getDisplay();
        GridLayoutFactory.swtDefaults().margins(6, 6).spacing(0, 6).applyTo(parent);
        Composite top = new Composite(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(4).spacing(8, 0).applyTo(top);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(top);
        Label at = new Label(top, SWT.NONE);
        at.setText(TEXTS.get("column.source"));
        sources = new Combo(top, SWT.READ_ONLY);
        Names.give(sources, at);
        sources.setData(KEY, "console-source");
        GridDataFactory.fillDefaults().grab(true, false).hint(240, SWT.DEFAULT).applyTo(sources);
        sources.addListener(SWT.Selection, e -> choose(numbers.get(sources.getSelectionIndex())));
        events = new Button(top, SWT.CHECK);
        events.setText(TEXTS.get("events"));
        events.setData(KEY, "console-events");
        events.addListener(SWT.Selection, e -> tapEvents());
        Button clear = new Button(top, SWT.PUSH);
        clear.setText(TEXTS.get("log.clear"));
        log = new ConsoleLog(parent);
        log.control().setData(KEY, "console-log");
        Names.give(log.control(), TEXTS.get("log.name"));
        log.add(ConsoleLog.Kind.NOTE, TEXTS.get("log.hint"));
        GridDataFactory.fillDefaults().grab(true, true).hint(1, 60).applyTo(log.control());
        clear.addListener(SWT.Selection, e -> log.clear());
        input = new ConsoleInput(parent, () -> new Completion(schema), this::send);
        input.control().setMessage(TEXTS.get("input.hint"));
        input.control().setData(KEY, "console-input");
        Names.give(input.control(), TEXTS.get("input.name"));
        GridDataFactory.fillDefaults().grab(true, false).applyTo(input.control());
        desk.adapter().addListener(onFrame);
        display.addListener(SWT.Settings, onSettings);
        parent.addListener(SWT.Dispose, e -> display.removeListener(SWT.Settings, onSettings));
        fillSources();
    }

    /** Leaves the desk. */
    @PreDestroy
    public void dispose() {
        desk.adapter().removeListener(onFrame);
        closeTap();
    }

    /** Puts the keyboard into the line. */
    @Focus
    public void focus() {
        if (!Keyboard.isIn(input.control().getParent())) {
            input.control().setFocus();
        }
    }

    private void frame(Frame frame) {
        if (frame.sources() || !desk.adapter().sources().keySet().equals(Set.copyOf(numbers))) {
            fillSources();
        }
    }

    private void fillSources() {
        SortedMap<Integer, JobSource> all = desk.adapter().sources();
        numbers.clear();
        numbers.addAll(all.keySet());
        List<String> names =
                all.values().stream().map(SourceNames::titleAndPlace).toList();
        if (!names.equals(List.of(sources.getItems()))) {
            sources.setItems(names.toArray(String[]::new));
        }
        if (numbers.isEmpty()) {
            chosen = -1;
            return;
        }
        if (numbers.contains(chosen)) {
            sources.select(numbers.indexOf(chosen));
            askSchema(all.get(chosen));
        } else {
            // the one that was attached last is what the user came for
            sources.select(numbers.size() - 1);
            choose(numbers.getLast());
        }
    }

    private void choose(int number) {
        chosen = number;
        schema = ServerSchema.NONE;
        askSchema(desk.adapter().source(number));
        tapEvents();
    }

    private void askSchema(JobSource source) {
        if (source.status().state() != SourceState.LIVE || schema != ServerSchema.NONE) {
            return;
        }
        int asked = chosen;
        desk.schemas()
                .of(source)
                .whenComplete((answer, failure) -> onUi(() -> {
                    if (asked == chosen && failure == null) {
                        schema = answer;
                    }
                }));
    }

    private void tapEvents() {
        closeTap();
        if (events.getSelection() && chosen >= 0) {
            tap = new EventTap(
                    desk.adapter().source(chosen),
                    display,
                    (text, dropped) -> onUi(() -> log.add(
                            ConsoleLog.Kind.EVENT, dropped == 0 ? text : TEXTS.format("events.dropped", dropped))));
        }
    }

    private void closeTap() {
        if (tap != null) {
            try {
                tap.close();
            } catch (Exception e) {
                LOG.log(Level.WARNING, "The console could not stop listening: {0}", e.getMessage());
            }
            tap = null;
        }
    }

    private void send(String line) {
        if (chosen < 0) {
            return;
        }
        try {
            ConsoleRequest request = new ConsoleParser(schema).parse(line);
            if (isWanted(request.command())) {
                send(request);
            }
        } catch (InputException e) {
            log.add(ConsoleLog.Kind.ERROR, e.getMessage());
        }
    }

    private boolean isWanted(String command) {
        Optional<String> danger = Danger.of(command);
        return danger.isEmpty()
                || new MessageDialog(
                                        input.control().getShell(),
                                        TEXTS.format("danger.ask", command),
                                        null,
                                        danger.get(),
                                        MessageDialog.WARNING,
                                        1,
                                        TEXTS.get("danger.send"),
                                        TEXTS.get("danger.no"))
                                .open()
                        == 0;
    }

    private void send(ConsoleRequest request) {
        log.add(ConsoleLog.Kind.REQUEST, request.text());
        if (schema.isDeprecated(request.command())) {
            log.add(ConsoleLog.Kind.NOTE, TEXTS.format("log.deprecated", request.command()));
        }
        desk.adapter()
                .source(chosen)
                .execute(request.command(), request.arguments())
                .whenComplete((answer, failure) -> onUi(() -> show(answer, failure)));
    }

    private void show(JsonValue answer, Throwable failure) {
        if (failure != null) {
            Throwable cause =
                    failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
            log.add(ConsoleLog.Kind.ERROR, String.valueOf(cause.getMessage()));
            return;
        }
        String text = JsonWriter.pretty().write(answer);
        boolean whole = text.length() <= MOST_OF_ANSWER;
        log.add(
                ConsoleLog.Kind.ANSWER,
                whole
                        ? text
                        : TEXTS.format(
                                "answer.cut", text.substring(0, MOST_OF_ANSWER), text.length() - MOST_OF_ANSWER));
    }

    private void onUi(Runnable work) {
        if (!display.isDisposed()) {
            display.asyncExec(() -> {
                if (!sources.isDisposed()) {
                    work.run();
                }
            });
        }
    }

    private void themeChanged() {
        if (!log.control().isDisposed()) {
            log.repaint();
        }
    }
}
