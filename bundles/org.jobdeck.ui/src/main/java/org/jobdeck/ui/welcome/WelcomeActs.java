package org.jobdeck.ui.welcome;

import java.util.Map;
import java.util.Optional;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Shell;
import org.jobdeck.ui.attach.AttachDialog;
import org.jobdeck.ui.i18n.Messages;
import org.jobdeck.ui.live.Desk;
import org.jobdeck.ui.live.SampleJobs;
import org.jobdeck.ui.live.StatusMessage;
import org.jobdeck.ui.newjob.NewJobWizard;

/** The ways to a first job. User interface thread only. */
final class WelcomeActs {

    private static final Messages TEXTS = Messages.of(WelcomeActs.class);

    private final Desk desk;

    WelcomeActs(Desk desk) {
        this.desk = desk;
    }

    /** The number of a source that can start a sample job; empty if there is none. */
    Optional<Integer> starter() {
        return desk.adapter().sources().entrySet().stream()
                .filter(source -> source.getValue().starter().isPresent())
                .map(Map.Entry::getKey)
                .findFirst();
    }

    void startFirst(Shell shell) {
        starter().ifPresent(number -> NewJobWizard.openSample(shell, desk, number));
    }

    void attach(Shell shell) {
        AttachDialog.open(shell, desk);
    }

    boolean hasSamples() {
        return desk.sampleJobs().isPresent();
    }

    /** Shows the sample jobs when they are there; tells that in the status line meanwhile. */
    void showSamples(Display display) {
        SampleJobs samples = desk.sampleJobs().orElseThrow();
        desk.status().say(new StatusMessage(TEXTS.get("samples.starting"), StatusMessage.Kind.ASKED));
        samples.open().whenComplete((source, failure) -> {
            if (!display.isDisposed()) {
                display.asyncExec(() -> {
                    if (failure == null) {
                        desk.show(source);
                        desk.status().say(new StatusMessage(TEXTS.get("samples.shown"), StatusMessage.Kind.DONE));
                    } else {
                        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
                        desk.status()
                                .say(new StatusMessage(String.valueOf(cause.getMessage()), StatusMessage.Kind.REFUSED));
                    }
                });
            }
        });
    }
}
