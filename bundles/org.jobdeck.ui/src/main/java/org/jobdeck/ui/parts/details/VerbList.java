package org.jobdeck.ui.parts.details;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.jobdeck.ui.i18n.Messages;
import org.jobdeck.ui.model.JobView;
import org.jobdeck.ui.model.StateText;
import org.jobdeck.ui.model.Tone;
import org.jobdeck.ui.model.UiVerb;
import org.jobdeck.ui.model.VerbRules;
import org.jobdeck.ui.widgets.Glyphs;

/** The verbs of a job: which are possible, and why the others are not. */
final class VerbList {

    private static final Messages TEXTS = Messages.of(VerbList.class);

    private record Line(Label mark, Label text) {}

    private final Map<UiVerb, Line> lines = new EnumMap<>(UiVerb.class);
    private final Glyphs glyphs;

    VerbList(Composite parent, Glyphs glyphs) {
        this.glyphs = glyphs;
        Composite list = new Composite(parent, SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(list);
        GridLayoutFactory.fillDefaults().numColumns(2).spacing(6, 4).applyTo(list);
        for (UiVerb verb : UiVerb.values()) {
            Label mark = new Label(list, SWT.CENTER);
            GridDataFactory.fillDefaults()
                    .align(SWT.CENTER, SWT.BEGINNING)
                    .hint(14, SWT.DEFAULT)
                    .applyTo(mark);
            Label text = new Label(list, SWT.WRAP);
            GridDataFactory.fillDefaults()
                    .grab(true, false)
                    .hint(60, SWT.DEFAULT)
                    .applyTo(text);
            lines.put(verb, new Line(mark, text));
        }
    }

    /** Shows the verbs of a job; whether that changes how much room is needed. */
    boolean show(JobView job) {
        boolean moved = false;
        for (UiVerb verb : UiVerb.values()) {
            Optional<String> obstacle = VerbRules.obstacle(verb, job);
            Line line = lines.get(verb);
            Color color = obstacle.isEmpty() ? null : glyphs.palette().tone(Tone.IDLE);
            line.mark().setForeground(color);
            line.text().setForeground(color);
            line.text().setToolTipText(obstacle.orElse(verb.tip()));
            FactGrid.set(line.mark(), obstacle.isEmpty() ? "✓" : "–");
            moved |= FactGrid.set(
                    line.text(), obstacle.map(why -> inShort(verb, job, why)).orElse(verb.label()));
        }
        return moved;
    }

    /** The reason without what the page shows anyway: the job's own state. */
    private static String inShort(UiVerb verb, JobView job, String obstacle) {
        String reason;
        if (job.isEnded()) {
            reason = TEXTS.get("verb.ended");
        } else if (!job.isCurrent()) {
            reason = StateText.within(job.sourceState());
        } else if (verb.verb().allowedIn(job.snapshot().status())) {
            reason = Character.toLowerCase(obstacle.charAt(0)) + obstacle.substring(1, obstacle.length() - 1);
        } else if (VerbRules.needsOneOfMany(verb)) {
            reason = TEXTS.format(
                    "verb.not.while", StateText.within(job.snapshot().status()));
        } else {
            reason = TEXTS.format("verb.only.when", VerbRules.statesOf(verb));
        }
        return TEXTS.format("verb.reason", verb.label(), reason);
    }
}
