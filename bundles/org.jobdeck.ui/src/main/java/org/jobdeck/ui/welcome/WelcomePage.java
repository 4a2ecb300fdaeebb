package org.jobdeck.ui.welcome;

import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.FontDescriptor;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.ScrolledComposite;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.jobdeck.ui.i18n.Messages;
import org.jobdeck.ui.live.Desk;
import org.jobdeck.ui.widgets.Hint;

/** What a window shows that has no jobs: the ways to the first one, each a button that says what it does. */
public final class WelcomePage {

    /** The key under which a button tells which way it is: "first", "attach", "new" or "samples". */
    public static final String WAY = "org.jobdeck.ui.welcome";

    private static final Messages TEXTS = Messages.of(WelcomePage.class);
    private static final int BUTTON_WIDTH = 190;
    private static final int TEXT_WIDTH = 330;

    private final ScrolledComposite scroll;
    private final Composite page;
    private final WelcomeActs acts;
    private final Button first;

    /** A page that fills its parent. */
    public WelcomePage(Composite parent, Desk desk) {
        this(parent, desk, TEXTS.get("title"), () -> {});
    }

    /**
     * The same for another place.
     *
     * @param chosen is run when a way was chosen, before it is gone
     */
    WelcomePage(Composite parent, Desk desk, Runnable chosen) {
        this(parent, desk, TEXTS.get("title.dialog"), chosen);
    }

    private WelcomePage(Composite parent, Desk desk, String title, Runnable chosen) {
        acts = new WelcomeActs(desk);
        scroll = new ScrolledComposite(parent, SWT.V_SCROLL);
        scroll.setExpandHorizontal(true);
        scroll.setExpandVertical(true);
        scroll.setShowFocusedControl(true);
        page = new Composite(scroll, SWT.NONE);
        GridLayoutFactory.swtDefaults()
                .numColumns(2)
                .margins(24, 20)
                .spacing(16, 10)
                .applyTo(page);
        addTitle(title);
        Shell window = shellOf(parent);
        first = way("first", chosen, () -> acts.startFirst(window));
        first.setEnabled(acts.starter().isPresent());
        way("attach", chosen, () -> acts.attach(window));
        if (acts.hasSamples()) {
            way("samples", chosen, () -> acts.showSamples(window.getDisplay()));
        }
        Label later = new Label(page, SWT.WRAP);
        later.setText(TEXTS.get("later"));
        Hint.secondary(later);
        GridDataFactory.swtDefaults()
                .span(2, 1)
                .align(SWT.CENTER, SWT.BEGINNING)
                .grab(true, true)
                .hint(BUTTON_WIDTH + TEXT_WIDTH, SWT.DEFAULT)
                .indent(0, 8)
                .applyTo(later);
        scroll.setContent(page);
        scroll.setMinSize(page.computeSize(SWT.DEFAULT, SWT.DEFAULT));
    }

    /** The window that stays when a dialog with this page is closed. */
    private static Shell shellOf(Composite parent) {
        Shell shell = parent.getShell();
        return shell.getParent() instanceof Shell owner ? owner : shell;
    }

    private void addTitle(String words) {
        Label title = new Label(page, SWT.CENTER);
        title.setText(words);
        Font large = FontDescriptor.createFrom(title.getFont())
                .increaseHeight(4)
                .setStyle(SWT.BOLD)
                .createFont(title.getDisplay());
        title.setFont(large);
        title.addListener(SWT.Dispose, e -> large.dispose());
        GridDataFactory.swtDefaults()
                .span(2, 1)
                .align(SWT.CENTER, SWT.END)
                .grab(true, true)
                .applyTo(title);
        Label text = new Label(page, SWT.CENTER | SWT.WRAP);
        text.setText(TEXTS.get("text"));
        Hint.secondary(text);
        GridDataFactory.swtDefaults()
                .span(2, 1)
                .align(SWT.CENTER, SWT.BEGINNING)
                .hint(BUTTON_WIDTH + TEXT_WIDTH, SWT.DEFAULT)
                .applyTo(text);
    }

    private Button way(String name, Runnable chosen, Runnable act) {
        Button button = new Button(page, SWT.PUSH);
        button.setText(TEXTS.get("way." + name));
        button.setData(WAY, name);
        button.addListener(SWT.Selection, e -> {
            chosen.run();
            act.run();
        });
        GridDataFactory.swtDefaults()
                .align(SWT.END, SWT.CENTER)
                .grab(true, false)
                .hint(BUTTON_WIDTH, SWT.DEFAULT)
                .applyTo(button);
        Label text = new Label(page, SWT.WRAP);
        text.setText(TEXTS.get("what." + name));
        GridDataFactory.swtDefaults()
                .align(SWT.BEGINNING, SWT.CENTER)
                .grab(true, false)
                .hint(TEXT_WIDTH, SWT.DEFAULT)
                .applyTo(text);
        return button;
    }

    /** The widget. */
    public Composite control() {
        return scroll;
    }

    /** Puts the keyboard onto the first way. */
    public void focus() {
        if (!first.setFocus()) {
            page.setFocus();
        }
    }
}
