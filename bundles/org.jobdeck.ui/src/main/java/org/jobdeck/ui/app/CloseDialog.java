package org.jobdeck.ui.app;

import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.swt.widgets.Shell;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.ui.i18n.Messages;
import org.jobdeck.ui.model.JobView;
import org.jobdeck.ui.model.StateText;

/** Asks what is to become of the jobs of the window's own engine when it is closed. */
final class CloseDialog {

    private static final Messages TEXTS = Messages.of(CloseDialog.class);

    /** More are counted, not named. */
    private static final int MOST_NAMED = 6;

    private CloseDialog() {}

    /** Opens it and waits for the user. */
    static CloseAnswer ask(Shell shell, List<JobView> jobs) {
        String[] buttons = {TEXTS.get("close.wait"), TEXTS.get("close.cancel"), TEXTS.get("close.stay")};
        MessageDialog dialog = new MessageDialog(
                shell, TEXTS.get("close.title"), null, text(jobs), MessageDialog.QUESTION, 0, buttons);
        return switch (dialog.open()) {
            case IDialogConstants.OK_ID -> CloseAnswer.WAIT;
            case IDialogConstants.CANCEL_ID -> CloseAnswer.CANCEL;
            default -> CloseAnswer.STAY;
        };
    }

    /** What it says. */
    static String text(List<JobView> jobs) {
        String named = jobs.stream()
                .limit(MOST_NAMED)
                .map(job -> TEXTS.format("close.job", job.snapshot().id(), StateText.within(job)))
                .collect(Collectors.joining(", "));
        String more = jobs.size() > MOST_NAMED ? TEXTS.format("close.more", jobs.size() - MOST_NAMED) : "";
        long stuck = jobs.stream().filter(CloseDialog::waitsForTheUser).count();
        return TEXTS.format("close.text", jobs.size(), named + more)
                + (stuck == 0 ? "" : "\n\n" + TEXTS.format("close.stuck", stuck))
                + "\n\n"
                + TEXTS.get("close.others");
    }

    /** A job that will not end without another word of the user. */
    private static boolean waitsForTheUser(JobView job) {
        return switch (job.snapshot().status()) {
            case READY, STANDBY, PENDING -> true;
            case PAUSED -> job.snapshot().userPaused();
            default -> job.snapshot().status() == JobStatus.CREATED;
        };
    }
}
