package org.jobdeck.ui.newjob;

import java.util.Objects;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.wizard.WizardPage;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.ScrolledComposite;
import org.eclipse.swt.widgets.Composite;
import org.jobdeck.ui.i18n.Messages;

/** How the job is to do it. */
final class OptionsPage extends WizardPage {

    /** The key under which a control of the wizard tells what it is for. */
    static final String KEY = "org.jobdeck.ui.field";

    private static final Messages TEXTS = Messages.of(OptionsPage.class);

    private final Choice choice;
    private ScrolledComposite scroll;
    private OptionsPanel panel;
    private Offer shown;
    private SourceFacts known;

    OptionsPage(Choice choice) {
        super("options", TEXTS.get("options.title"), null);
        this.choice = choice;
        setPageComplete(false);
    }

    @Override
    public void createControl(Composite parent) {
        scroll = new ScrolledComposite(parent, SWT.V_SCROLL);
        scroll.setExpandHorizontal(true);
        scroll.setExpandVertical(true);
        scroll.setShowFocusedControl(true);
        setControl(scroll);
    }

    @Override
    public void setVisible(boolean visible) {
        if (visible) {
            Offer offer = ((KindPage) getPreviousPage()).chosen();
            if (!Objects.equals(offer, shown) || known != choice.facts()) {
                build(offer);
            }
        }
        super.setVisible(visible);
    }

    private void build(Offer offer) {
        shown = offer;
        known = choice.facts();
        // until the new form is whole there is nothing to check
        panel = null;
        if (scroll.getContent() != null) {
            scroll.getContent().dispose();
        }
        setTitle(offer.title());
        Composite content = new Composite(scroll, SWT.NONE);
        GridLayoutFactory.swtDefaults().margins(10, 10).spacing(0, 10).applyTo(content);
        panel = OptionsPanel.of(content, offer, known, this::check, this::fit);
        scroll.setContent(content);
        fit();
        check();
        content.setFocus();
    }

    private void fit() {
        scroll.getContent().requestLayout();
        scroll.setMinSize(scroll.getContent().computeSize(SWT.DEFAULT, SWT.DEFAULT));
    }

    private void check() {
        if (panel == null) {
            return;
        }
        String problem = panel.problem().orElse(null);
        String missing = panel.missing().orElse(null);
        setErrorMessage(problem);
        setMessage(missing == null ? TEXTS.get("options.text") : missing);
        setPageComplete(problem == null && missing == null);
        if (isPageComplete()) {
            choice.setDraft(panel.draft());
        }
    }
}
