package org.jobdeck.ui.newjob;

import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Group;
import org.eclipse.swt.widgets.Label;
import org.jobdeck.source.plan.JobEnd;
import org.jobdeck.source.plan.JobKind;
import org.jobdeck.ui.i18n.Messages;
import org.jobdeck.ui.widgets.Hint;

/** What the job does by itself when its work is done: nothing, unless the user wants it otherwise. */
final class EndChooser {

    private static final Messages TEXTS = Messages.of(EndChooser.class);
    private static final int TEXT_WIDTH = 560;
    private static final int INDENT = 24;

    private final Button finalizes;
    private final Button dismisses;

    /** A chooser for an offer that begins with what is best for it. */
    EndChooser(Composite parent, Offer offer, Runnable changed) {
        Group group = new Group(parent, SWT.NONE);
        group.setText(TEXTS.get("end.title"));
        GridLayoutFactory.swtDefaults().spacing(0, 3).applyTo(group);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(group);
        finalizes = check(group, "auto-finalize", TEXTS.get("end.finalize"), TEXTS.get("end.finalize.text"), changed);
        dismisses = check(
                group,
                "auto-dismiss",
                TEXTS.get("end.dismiss"),
                TEXTS.get(isStream(offer) ? "end.dismiss.stream" : "end.dismiss.text"),
                changed);
        boolean possible = OfferOptions.canFinalize(offer);
        finalizes.setSelection(!possible);
        finalizes.setEnabled(possible);
        dismisses.setSelection(isStream(offer));
        dismisses.setEnabled(possible);
    }

    /** One that is kept when it has concluded makes QEMU 7.2 crash as soon as anybody asks for the nodes. */
    private static boolean isStream(Offer offer) {
        return offer instanceof Offer.One(JobKind kind) && JobEnd.dismissesByDefault(kind);
    }

    private static Button check(Composite parent, String key, String title, String why, Runnable changed) {
        Button button = new Button(parent, SWT.CHECK);
        button.setText(title);
        button.setData(OptionsPage.KEY, key);
        button.addListener(SWT.Selection, e -> changed.run());
        Label text = new Label(parent, SWT.WRAP);
        text.setText(why);
        Hint.secondary(text);
        GridDataFactory.fillDefaults()
                .hint(TEXT_WIDTH, SWT.DEFAULT)
                .indent(INDENT, 0)
                .applyTo(text);
        return button;
    }

    JobEnd end() {
        return new JobEnd(finalizes.getSelection(), dismisses.getSelection());
    }
}
