package org.jobdeck.ui.parts.status;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import java.util.function.Consumer;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.jobdeck.ui.i18n.Messages;
import org.jobdeck.ui.live.Desk;
import org.jobdeck.ui.live.Frame;
import org.jobdeck.ui.live.StatusMessage;
import org.jobdeck.ui.model.Tone;
import org.jobdeck.ui.widgets.Palette;
import org.jobdeck.ui.widgets.PlainText;

/** The lowest line of the window: what became of the last verb, and how many jobs there are. */
public final class StatusLine {

    private static final Messages TEXTS = Messages.of(StatusLine.class);

    private final Desk desk;
    private final Consumer<StatusMessage> onMessage = this::show;
    private final Consumer<Frame> onFrame = frame -> count();
    private Text message;
    private Label jobs;

    /** For the injection. */
    @Inject
    public StatusLine(Desk desk) {
        this.desk = desk;
    }

    /** Makes the widgets. */
    @PostConstruct
    public void create(Composite parent) {
        Composite line = new Composite(parent, SWT.NONE);
        GridLayoutFactory.swtDefaults()
                .numColumns(2)
                .margins(8, 3)
                .spacing(12, 0)
                .applyTo(line);
        message = PlainText.make(line, SWT.NONE, TEXTS.get("message"));
        GridDataFactory.fillDefaults()
                .grab(true, false)
                .align(SWT.FILL, SWT.CENTER)
                .applyTo(message);
        jobs = new Label(line, SWT.RIGHT);
        GridDataFactory.fillDefaults()
                .hint(160, SWT.DEFAULT)
                .align(SWT.END, SWT.CENTER)
                .applyTo(jobs);
        desk.status().addListener(onMessage);
        desk.adapter().addListener(onFrame);
        show(desk.status().latest());
        count();
    }

    /** Leaves the desk. */
    @PreDestroy
    public void dispose() {
        desk.status().removeListener(onMessage);
        desk.adapter().removeListener(onFrame);
    }

    private void show(StatusMessage next) {
        message.setText(next.text());
        message.setToolTipText(next.text());
        message.setForeground(
                next.kind() == StatusMessage.Kind.REFUSED
                        ? Palette.of(message.getDisplay()).tone(Tone.FAILED)
                        : null);
    }

    private void count() {
        int live = desk.model().jobCount();
        int ended = desk.model().endedCount();
        int shown = desk.model().shownCount();
        String all = ended == 0
                ? TEXTS.format("jobs.all", String.valueOf(live), live)
                : TEXTS.format("jobs.ended", String.valueOf(live), live, String.valueOf(ended));
        String text = shown == live + ended ? all : TEXTS.format("jobs.some", all, String.valueOf(shown));
        if (!text.equals(jobs.getText())) {
            jobs.setText(text);
        }
    }
}
