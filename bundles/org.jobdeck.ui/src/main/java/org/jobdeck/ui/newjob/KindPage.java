package org.jobdeck.ui.newjob;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.wizard.WizardPage;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.ScrolledComposite;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.jobdeck.source.JobSource;
import org.jobdeck.source.SourceState;
import org.jobdeck.ui.i18n.Messages;
import org.jobdeck.ui.model.SourceNames;
import org.jobdeck.ui.model.StateText;
import org.jobdeck.ui.widgets.Hint;
import org.jobdeck.ui.widgets.Names;

/** Where the job is to run, and what it is to do. */
final class KindPage extends WizardPage {

    private static final Messages TEXTS = Messages.of(KindPage.class);
    private static final int TEXT_WIDTH = 560;
    private static final int INDENT = 24;

    private final Choice choice;
    private final List<Integer> numbers = new ArrayList<>();
    private Combo sources;
    private ScrolledComposite scroll;
    private Composite offers;
    private Offer chosen;

    KindPage(Choice choice) {
        super("kind", TEXTS.get("kind.title"), null);
        this.choice = choice;
    }

    @Override
    public void createControl(Composite parent) {
        Composite page = new Composite(parent, SWT.NONE);
        GridLayoutFactory.swtDefaults()
                .numColumns(2)
                .margins(10, 10)
                .spacing(12, 12)
                .applyTo(page);
        Label where = new Label(page, SWT.NONE);
        where.setText(TEXTS.get("kind.source"));
        sources = new Combo(page, SWT.READ_ONLY);
        Names.give(sources, where);
        sources.setData(OptionsPage.KEY, "source");
        GridDataFactory.fillDefaults().grab(true, false).applyTo(sources);
        choice.desk().adapter().sources().forEach((number, source) -> {
            numbers.add(number);
            sources.add(SourceNames.titleAndPlace(source));
        });
        sources.select(Math.max(numbers.indexOf(choice.sourceNumber()), 0));
        sources.addListener(SWT.Selection, e -> sourceChosen());
        scroll = new ScrolledComposite(page, SWT.V_SCROLL);
        scroll.setExpandHorizontal(true);
        scroll.setExpandVertical(true);
        GridDataFactory.fillDefaults().span(2, 1).grab(true, true).applyTo(scroll);
        offers = new Composite(scroll, SWT.NONE);
        GridLayoutFactory.fillDefaults().spacing(0, 4).applyTo(offers);
        scroll.setContent(offers);
        setControl(page);
        sourceChosen();
    }

    private void sourceChosen() {
        choice.chooseSource(numbers.get(sources.getSelectionIndex()));
        clear();
        chosen = null;
        JobSource source = choice.source();
        setPageComplete(false);
        if (source.status().state() != SourceState.LIVE) {
            setMessage(
                    TEXTS.format(
                            "kind.notlive",
                            SourceNames.title(source),
                            StateText.within(source.status().state())),
                    WARNING);
            return;
        }
        setMessage(TEXTS.format("kind.asking", SourceNames.title(source)));
        choice.ask(this::show);
    }

    private void clear() {
        for (Control child : offers.getChildren()) {
            child.dispose();
        }
    }

    private void show(SourceFacts facts) {
        if (offers.isDisposed()) {
            return;
        }
        clear();
        List<Offer> all = Offer.of(facts);
        if (all.isEmpty()) {
            setMessage(TEXTS.format("kind.nothing", SourceNames.title(choice.source())), WARNING);
        } else {
            setMessage(TEXTS.get("kind.text"));
        }
        for (Offer offer : all) {
            Button button = new Button(offers, SWT.RADIO);
            button.setText(offer.title());
            button.setData(offer);
            button.addListener(SWT.Selection, e -> {
                if (button.getSelection()) {
                    choose(offer);
                }
            });
            Label text = new Label(offers, SWT.WRAP);
            text.setText(offer.text());
            Hint.secondary(text);
            GridDataFactory.fillDefaults()
                    .hint(TEXT_WIDTH, SWT.DEFAULT)
                    .indent(INDENT, -2)
                    .applyTo(text);
            if (button.getParent().getChildren().length == 2) {
                button.setSelection(true);
                choose(offer);
            }
        }
        // so that the style sheet's colours reach what is new
        offers.requestLayout();
        scroll.setMinSize(offers.computeSize(SWT.DEFAULT, SWT.DEFAULT));
    }

    private void choose(Offer offer) {
        chosen = offer;
        setPageComplete(true);
    }

    /** What is to be started; null as long as nothing is chosen. */
    Offer chosen() {
        return chosen;
    }
}
