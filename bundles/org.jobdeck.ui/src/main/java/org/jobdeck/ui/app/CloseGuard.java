package org.jobdeck.ui.app;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jobdeck.ui.i18n.Messages;
import org.jobdeck.ui.live.Desk;
import org.jobdeck.ui.live.Frame;
import org.jobdeck.ui.live.StatusMessage;
import org.jobdeck.ui.model.JobView;

/**
 * Lets no window be closed by accident whose own engine has jobs that are not over: they would end with it. Jobs of an
 * attached QEMU go on by themselves and are not asked about.
 *
 * <p>User interface thread only.
 */
final class CloseGuard {

    private static final Messages TEXTS = Messages.of(CloseGuard.class);

    private final Desk desk;
    private final Function<List<JobView>, CloseAnswer> question;
    private final Runnable close;
    private final Consumer<Frame> onFrame = frame -> look();
    private boolean waiting;

    /**
     * A guard.
     *
     * @param question asks the user about jobs that are not over
     * @param close closes the window
     */
    CloseGuard(Desk desk, Function<List<JobView>, CloseAnswer> question, Runnable close) {
        this.desk = desk;
        this.question = question;
        this.close = close;
    }

    /** Whether the window may be closed now; if not, the user has been asked, and it may close later by itself. */
    boolean mayClose() {
        List<JobView> jobs = desk.adapter().ownUnfinished();
        if (jobs.isEmpty()) {
            stopWaiting();
            return true;
        }
        switch (question.apply(jobs)) {
            case WAIT -> startWaiting();
            case CANCEL -> {
                desk.cancelOwn();
                startWaiting();
            }
            case STAY -> {
                if (waiting) {
                    desk.status().say(new StatusMessage(TEXTS.get("close.stays"), StatusMessage.Kind.DONE));
                }
                stopWaiting();
            }
        }
        // they may have ended while the question was open
        return desk.adapter().ownUnfinished().isEmpty() && waiting;
    }

    private void startWaiting() {
        if (!waiting) {
            waiting = true;
            desk.adapter().addListener(onFrame);
        }
        say(desk.adapter().ownUnfinished().size());
    }

    private void stopWaiting() {
        waiting = false;
        desk.adapter().removeListener(onFrame);
    }

    private void look() {
        int left = desk.adapter().ownUnfinished().size();
        if (left == 0) {
            stopWaiting();
            close.run();
        } else {
            say(left);
        }
    }

    private void say(int left) {
        String text = TEXTS.format("close.waits", left);
        if (!desk.status().latest().text().equals(text)) {
            desk.status().say(new StatusMessage(text, StatusMessage.Kind.ASKED));
        }
    }
}
