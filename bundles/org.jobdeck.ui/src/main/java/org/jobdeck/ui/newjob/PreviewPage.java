package org.jobdeck.ui.newjob;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.wizard.WizardPage;
import org.eclipse.swt.SWT;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.jobdeck.source.plan.PlanOutcome;
import org.jobdeck.ui.i18n.Messages;
import org.jobdeck.ui.live.StatusMessage;
import org.jobdeck.ui.model.SourceNames;
import org.jobdeck.ui.model.Tone;
import org.jobdeck.ui.widgets.Names;
import org.jobdeck.ui.widgets.Palette;
import org.jobdeck.ui.widgets.PlainText;

/** What will be sent, to the letter, and what speaks against it; here the job is started. */
final class PreviewPage extends WizardPage {

    private static final Messages TEXTS = Messages.of(PreviewPage.class);
    private static final int WATCH_MILLIS = 100;
    private static final int COMMANDS_HEIGHT = 150;

    private final Choice choice;
    private Text commands;
    private Composite concerns;
    private Text answer;
    private Start start;
    private Draft shown;
    private boolean looked;
    private boolean running;

    PreviewPage(Choice choice) {
        super("preview", TEXTS.get("preview.title"), null);
        this.choice = choice;
        setPageComplete(false);
    }

    @Override
    public void createControl(Composite parent) {
        Composite page = new Composite(parent, SWT.NONE);
        GridLayoutFactory.swtDefaults().margins(10, 10).spacing(0, 8).applyTo(page);
        commands = new Text(page, SWT.MULTI | SWT.READ_ONLY | SWT.BORDER | SWT.WRAP | SWT.V_SCROLL);
        commands.setFont(JFaceResources.getTextFont());
        commands.setData(OptionsPage.KEY, "preview");
        Names.give(commands, TEXTS.get("preview.title"));
        GridDataFactory.fillDefaults()
                .grab(true, true)
                .hint(SWT.DEFAULT, COMMANDS_HEIGHT)
                .applyTo(commands);
        Button copy = new Button(page, SWT.PUSH);
        copy.setText(TEXTS.get("preview.copy"));
        copy.addListener(SWT.Selection, e -> copy());
        concerns = new Composite(page, SWT.NONE);
        GridLayoutFactory.fillDefaults().spacing(0, 6).applyTo(concerns);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(concerns);
        answer = PlainText.make(page, SWT.MULTI | SWT.WRAP, TEXTS.get("answer"));
        answer.setData(OptionsPage.KEY, "answer");
        GridDataFactory.fillDefaults()
                .grab(true, false)
                .hint(1, SWT.DEFAULT)
                .exclude(true)
                .applyTo(answer);
        answer.setVisible(false);
        setControl(page);
    }

    @Override
    public void setVisible(boolean visible) {
        if (visible && choice.draft() != shown) {
            show(choice.draft());
        }
        super.setVisible(visible);
        if (visible) {
            commands.setFocus();
        }
    }

    private void show(Draft draft) {
        shown = draft;
        Starts starts = new Starts(choice.facts());
        start = starts.of(draft);
        boolean qmp = start instanceof Start.OverQmp;
        setMessage(TEXTS.format(
                qmp ? "preview.text.qmp" : "preview.text.driver", SourceNames.titleAndPlace(choice.source())));
        String before = choice.preparation().map(first -> first.text() + "\n").orElse("");
        commands.setText(before + start.text());
        say("", Tone.IDLE);
        looked = false;
        clear();
        setPageComplete(false);
        CompletionStage<List<Concern>> found =
                CompletableFuture.supplyAsync(() -> Concern.find(draft, choice.facts(), starts), choice.workers());
        choice.onUi(found, all -> {
            if (draft == shown && !concerns.isDisposed()) {
                all.forEach(this::add);
                looked = true;
                concerns.requestLayout();
                check();
            }
        });
    }

    private void clear() {
        for (Control child : concerns.getChildren()) {
            child.dispose();
        }
        concerns.requestLayout();
    }

    private void add(Concern concern) {
        Label text = new Label(concerns, SWT.WRAP);
        text.setText(concern.text());
        Tone tone = concern.weight() == Concern.Weight.NOTE ? Tone.IDLE : Tone.PAUSED;
        if (concern.weight() != Concern.Weight.NOTE) {
            text.setForeground(Palette.of(text.getDisplay()).tone(tone));
        }
        GridDataFactory.fillDefaults().grab(true, false).hint(1, SWT.DEFAULT).applyTo(text);
        if (concern.weight() == Concern.Weight.ASK) {
            Button confirm = new Button(concerns, SWT.CHECK);
            confirm.setText(concern.confirmation());
            confirm.setData(OptionsPage.KEY, "confirm");
            confirm.addListener(SWT.Selection, e -> check());
        }
    }

    private void check() {
        boolean confirmed = true;
        for (Control child : concerns.getChildren()) {
            confirmed &= !(child instanceof Button button) || button.getSelection();
        }
        setPageComplete(looked && confirmed && !running);
    }

    private void copy() {
        Clipboard clipboard = new Clipboard(commands.getDisplay());
        try {
            clipboard.setContents(new Object[] {commands.getText()}, new Transfer[] {TextTransfer.getInstance()});
        } finally {
            clipboard.dispose();
        }
    }

    /** Sends everything. Never waits: what became of it is shown here, or the wizard is done. */
    void start(Runnable done) {
        running = true;
        check();
        say(TEXTS.get("answer.asked"), Tone.IDLE);
        CompletionStage<PlanOutcome> outcome = CompletableFuture.runAsync(this::prepare, choice.workers())
                .thenCompose(prepared -> start.run(
                        choice.source(), CompletableFuture.delayedExecutor(WATCH_MILLIS, TimeUnit.MILLISECONDS)))
                .exceptionally(PreviewPage::notPrepared);
        choice.onUi(outcome, result -> {
            running = false;
            if (result.isDone()) {
                choice.desk()
                        .status()
                        .say(new StatusMessage(TEXTS.format("status.started", shown.id()), StatusMessage.Kind.DONE));
                done.run();
            } else {
                refused(result);
            }
        });
    }

    private void prepare() {
        if (choice.preparation().isPresent()) {
            try {
                choice.preparation().get().carryOut();
            } catch (IOException e) {
                throw new CompletionException(e);
            }
        }
    }

    private static PlanOutcome notPrepared(Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return new PlanOutcome(
                Optional.of(new PlanOutcome.Failure(0, String.valueOf(cause.getMessage()))),
                List.of(),
                List.of(),
                List.of());
    }

    private void refused(PlanOutcome outcome) {
        String said = OutcomeText.of(outcome, start);
        choice.desk().status().say(new StatusMessage(said, StatusMessage.Kind.REFUSED));
        if (answer.isDisposed()) {
            return;
        }
        say(said, Tone.FAILED);
        check();
    }

    private void say(String text, Tone tone) {
        answer.setText(text);
        answer.setForeground(
                tone == Tone.FAILED ? Palette.of(answer.getDisplay()).tone(tone) : null);
        answer.setVisible(!text.isEmpty());
        ((GridData) answer.getLayoutData()).exclude = text.isEmpty();
        answer.requestLayout();
    }
}
