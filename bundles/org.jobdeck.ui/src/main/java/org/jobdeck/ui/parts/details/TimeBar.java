package org.jobdeck.ui.parts.details;

import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.swt.SWT;
import org.eclipse.swt.accessibility.AccessibleAdapter;
import org.eclipse.swt.accessibility.AccessibleEvent;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.ui.i18n.Messages;
import org.jobdeck.ui.model.StateText;
import org.jobdeck.ui.model.Tone;
import org.jobdeck.ui.widgets.Palette;

/** A bar divided between the states of a job as it was in them. */
final class TimeBar extends Canvas {

    private static final Messages TEXTS = Messages.of(TimeBar.class);

    private static final int HEIGHT = 16;
    private static final int LEAST = 4;

    private List<Steps.Step> steps = List.of();
    private Tone end = Tone.DONE;

    TimeBar(Composite parent) {
        super(parent, SWT.DOUBLE_BUFFERED);
        addListener(SWT.Paint, e -> paint(e.gc));
        addListener(SWT.MouseMove, e -> tell(e.x));
        getAccessible().addAccessibleListener(new AccessibleAdapter() {
            @Override
            public void getName(AccessibleEvent e) {
                e.result = TEXTS.format(
                        "timeline.name", steps.stream().map(TimeBar::text).collect(Collectors.joining(", ")));
            }
        });
    }

    /** Shows other steps; the last of a job that is over has the tone of its result. */
    void show(List<Steps.Step> next, Tone result) {
        steps = next;
        end = result;
        redraw();
    }

    @Override
    public Point computeSize(int widthHint, int heightHint, boolean changed) {
        return new Point(widthHint == SWT.DEFAULT ? 120 : widthHint, HEIGHT);
    }

    private void paint(GC gc) {
        Palette palette = Palette.of(getDisplay());
        Rectangle area = getClientArea();
        gc.setAntialias(SWT.ON);
        int from = 0;
        List<Integer> ends = Steps.divide(steps, area.width, LEAST);
        for (int i = 0; i < steps.size(); i++) {
            gc.setBackground(palette.tone(toneOf(steps.get(i).status())));
            int gap = i + 1 < steps.size() ? 1 : 0;
            gc.fillRectangle(from, 2, Math.max(1, ends.get(i) - from - gap), HEIGHT - 4);
            from = ends.get(i);
        }
    }

    private Tone toneOf(JobStatus status) {
        return switch (status) {
            case UNDEFINED, CREATED -> Tone.IDLE;
            case RUNNING -> Tone.ACTIVE;
            case PAUSED, STANDBY -> Tone.PAUSED;
            case READY, PENDING -> Tone.ATTENTION;
            case WAITING -> Tone.WAITING;
            case ABORTING -> Tone.FAILED;
            case CONCLUDED, NULL -> end;
        };
    }

    private void tell(int x) {
        List<Integer> ends = Steps.divide(steps, getClientArea().width, LEAST);
        for (int i = 0; i < steps.size(); i++) {
            if (x < ends.get(i)) {
                setToolTipText(text(steps.get(i)));
                return;
            }
        }
    }

    private static String text(Steps.Step step) {
        return StateText.of(step.status()) + " " + Steps.length(step.length());
    }
}
