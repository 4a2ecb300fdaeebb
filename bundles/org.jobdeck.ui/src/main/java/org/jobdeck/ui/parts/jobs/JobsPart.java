package org.jobdeck.ui.parts.jobs;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.eclipse.e4.ui.di.Focus;
import org.eclipse.e4.ui.model.application.MApplication;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Listener;
import org.jobdeck.ui.decide.DecisionBar;
import org.jobdeck.ui.i18n.Messages;
import org.jobdeck.ui.live.Desk;
import org.jobdeck.ui.live.Frame;
import org.jobdeck.ui.model.UiVerb;
import org.jobdeck.ui.newjob.NewJobWizard;
import org.jobdeck.ui.welcome.WelcomePage;
import org.jobdeck.ui.widgets.Glyphs;
import org.jobdeck.ui.widgets.Hint;
import org.jobdeck.ui.widgets.JobTree;
import org.jobdeck.ui.widgets.Keyboard;
import org.jobdeck.ui.widgets.Names;
import org.jobdeck.ui.widgets.Palette;
import org.jobdeck.ui.widgets.ResultPanel;
import org.jobdeck.ui.widgets.VerbActs;
import org.jobdeck.ui.widgets.VerbBar;

/** The upper part: buttons, filter and the live tree, or a hint where there is nothing to show. */
public final class JobsPart {

    private static final Messages TEXTS = Messages.of(JobsPart.class);

    private static final int COLUMNS_OF_TOP = 2;

    private final Desk desk;
    private final MApplication application;
    private final Consumer<Frame> onFrame = frame -> showWhatThereIs(frame.structure());
    private final Listener onSettings = event -> themeChanged();
    private final StackLayout stack = new StackLayout();
    private Composite content;
    private Glyphs glyphs;
    private VerbBar verbs;
    private JobTree tree;
    private Hint hint;
    private FilterPrompt filter;
    private TreeKeys keys;
    private WelcomePage welcome;

    /** For the injection. */
    @Inject
    public JobsPart(Desk desk, MApplication application) {
        this.desk = desk;
        this.application = application;
    }

    /** Makes the widgets. */
    @PostConstruct
    public void create(Composite parent) {
        glyphs = new Glyphs(parent.getDisplay(), Palette.of(parent.getDisplay()));
        GridLayoutFactory.fillDefaults().spacing(0, 0).applyTo(parent);
        Composite top = new Composite(parent, SWT.NONE);
        GridLayoutFactory.swtDefaults().numColumns(COLUMNS_OF_TOP).margins(4, 4).applyTo(top);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(top);
        verbs = new VerbBar(top, desk, glyphs, this::newJob);
        GridDataFactory.fillDefaults()
                .grab(true, false)
                .align(SWT.FILL, SWT.CENTER)
                .applyTo(verbs.control());
        filter =
                new FilterPrompt(top, COLUMNS_OF_TOP, desk, () -> tree.control().setFocus());
        new DecisionBar(parent, desk);
        content = new Composite(parent, SWT.NONE);
        content.setLayout(stack);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(content);
        tree = new JobTree(content, desk, glyphs);
        Names.give(tree.control(), TEXTS.get("tree"));
        keys = createKeys();
        tree.control().setMenu(VerbBar.contextMenu(tree.control(), desk));
        tree.control().addListener(SWT.KeyDown, this::key);
        hint = new Hint(content);
        welcome = new WelcomePage(content, desk);
        new ResultPanel(parent, desk, glyphs);
        desk.adapter().addListener(onFrame);
        parent.getDisplay().addListener(SWT.Settings, onSettings);
        parent.addListener(SWT.Dispose, e -> parent.getDisplay().removeListener(SWT.Settings, onSettings));
        showWhatThereIs(true);
    }

    /** Leaves the desk. */
    @PreDestroy
    public void dispose() {
        desk.adapter().removeListener(onFrame);
        glyphs.close();
    }

    /** Puts the keyboard into the tree, or nowhere: not into the filter as long as there is nothing to filter. */
    @Focus
    public void focus() {
        if (!Keyboard.isIn(content.getParent())) {
            focusContent();
        }
    }

    private void focusContent() {
        if (stack.topControl == tree.control()) {
            tree.control().setFocus();
        } else if (stack.topControl == welcome.control()) {
            welcome.focus();
        } else {
            content.forceFocus();
        }
    }

    /** Shows the keys of the tree and of the window. */
    public void showKeys() {
        List<KeysDialog.Line> lines = new ArrayList<>();
        keys.all().forEach(key -> lines.add(new KeysDialog.Line(key.name(), TEXTS.get("keys.tree"), key.what())));
        lines.addAll(WindowKeys.of(application));
        new KeysDialog(content.getShell(), lines).open();
    }

    private TreeKeys createKeys() {
        return new TreeKeys()
                .on('j', TEXTS.get("keys.down"), tree::down)
                .on('k', TEXTS.get("keys.up"), tree::up)
                .known(TEXTS.get("name.Down"), TEXTS.get("keys.down"))
                .known(TEXTS.get("name.Up"), TEXTS.get("keys.up"))
                .known(TEXTS.get("name.Left"), TEXTS.get("keys.fold"))
                .known(TEXTS.get("name.Right"), TEXTS.get("keys.unfold"))
                .known(TEXTS.get("name.Enter"), TEXTS.get("keys.toggle"))
                .on('/', TEXTS.get("keys.filter"), filter::focus)
                .on('p', TEXTS.get("keys.pause"), () -> act(pauseOrResume()))
                .on('r', TEXTS.get("keys.resume"), () -> act(UiVerb.RESUME))
                .on('c', TEXTS.get("keys.complete"), () -> act(UiVerb.COMPLETE))
                .on('f', TEXTS.get("keys.finalize"), () -> act(UiVerb.FINALIZE))
                .on('d', TEXTS.get("keys.dismiss"), () -> act(UiVerb.DISMISS))
                .on('x', TEXTS.get("keys.cancel"), () -> act(UiVerb.CANCEL))
                .on(SWT.DEL, false, TEXTS.get("name.Delete"), TEXTS.get("keys.cancel"), () -> act(UiVerb.CANCEL))
                .on('X', TEXTS.get("keys.force"), () -> act(UiVerb.FORCE_CANCEL))
                .on(
                        SWT.DEL,
                        true,
                        TEXTS.get("name.ShiftDelete"),
                        TEXTS.get("keys.force"),
                        () -> act(UiVerb.FORCE_CANCEL))
                .on('l', TEXTS.get("keys.limit"), () -> act(UiVerb.SPEED))
                .on('g', TEXTS.get("keys.group"), this::groupByNext)
                .on('s', TEXTS.get("keys.sort"), this::sortByNext)
                .on('S', TEXTS.get("keys.reverse"), this::reverse)
                .onControl('c', TEXTS.get("keys.copy"), this::copy)
                .onControl('a', TEXTS.get("keys.all"), tree::selectAll)
                .on('?', TEXTS.get("keys.help"), this::showKeys);
    }

    private UiVerb pauseOrResume() {
        return desk.obstacle(UiVerb.PAUSE).isEmpty() ? UiVerb.PAUSE : UiVerb.RESUME;
    }

    private void act(UiVerb verb) {
        VerbActs.act(desk, verb, content.getShell());
    }

    private void groupByNext() {
        desk.settings().change(p -> p.with(p.grouping().next()));
    }

    private void sortByNext() {
        desk.settings().change(p -> p.with(p.order().next(p.columns().shown())));
    }

    private void reverse() {
        desk.settings().change(p -> p.with(p.order().reversed()));
    }

    private void newJob() {
        if (!desk.adapter().sources().isEmpty()) {
            NewJobWizard.open(content.getShell(), desk, desk.currentSource());
        }
    }

    private void copy() {
        String text = RowsText.of(desk);
        if (!text.isEmpty()) {
            Clipboard clipboard = new Clipboard(content.getDisplay());
            clipboard.setContents(new Object[] {text}, new Transfer[] {TextTransfer.getInstance()});
            clipboard.dispose();
        }
    }

    private void key(Event event) {
        if (keys.press(event)) {
            event.doit = false;
        }
    }

    private void showWhatThereIs(boolean structure) {
        if (!structure && stack.topControl != null) {
            return;
        }
        if (count() == 0 && desk.model().sourceCount() == 1) {
            show(welcome.control());
        } else if (count() > 0 && desk.model().shownCount() == 0) {
            hint.say(
                    TEXTS.get("unmatched.title"),
                    TEXTS.format("unmatched.text", String.valueOf(count()), filter.line()));
            show(hint.control());
        } else {
            show(tree.control());
        }
    }

    private int count() {
        return desk.model().jobCount() + desk.model().endedCount();
    }

    private void show(Control control) {
        if (stack.topControl == control) {
            return;
        }
        // nobody is to be interrupted who writes elsewhere in the window
        Control keyboard = content.getDisplay().getFocusControl();
        boolean elsewhere = keyboard != null && keyboard.getShell() == content.getShell() && !Keyboard.isIn(content);
        stack.topControl = control;
        content.layout();
        if (!elsewhere) {
            focusContent();
        }
    }

    private void themeChanged() {
        Palette palette = Palette.of(content.getDisplay());
        if (palette != glyphs.palette()) {
            glyphs.repaint(palette);
            verbs.repaint();
            tree.repaint();
        }
    }
}
