package org.jobdeck.ui.newjob;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Text;
import org.jobdeck.job.driver.OptionSpec;
import org.jobdeck.source.plan.JobKind;
import org.jobdeck.source.plan.Names;
import org.jobdeck.ui.i18n.Messages;
import org.jobdeck.ui.newjob.form.FolderChooser;
import org.jobdeck.ui.newjob.form.FormContext;
import org.jobdeck.ui.newjob.form.NewImage;
import org.jobdeck.ui.newjob.form.NodeChoice;
import org.jobdeck.ui.newjob.form.NodesTable;
import org.jobdeck.ui.newjob.form.OptionForm;
import org.jobdeck.ui.newjob.form.TargetChooser;

/** The form for one offer: the job's name, where it writes, its options, and how it ends. */
final class OptionsPanel {

    private static final Messages TEXTS = Messages.of(OptionsPanel.class);
    private static final String DEVICE = "device";

    private final Offer offer;
    private final SourceFacts facts;
    private final Runnable changed;
    private final Runnable resized;
    private final FormContext context;
    private Text id;
    private String proposed = "";
    private NodesTable nodes;
    private FolderChooser folder;
    private OptionForm folderOptions;
    private TargetChooser target;

    /** The options that are asked first; null where all are in one form. */
    private OptionForm before;

    private OptionForm form;
    private Composite place;
    private Object format;
    private EndChooser end;

    private OptionsPanel(Offer offer, SourceFacts facts, Runnable changed, Runnable resized) {
        this.resized = resized;
        this.offer = offer;
        this.facts = facts;
        this.changed = changed;
        context = new FormContext(NodeChoice.of(facts.graph()), facts.local(), this::react);
    }

    /**
     * Makes the form.
     *
     * @param changed is run when anything in it has changed
     * @param resized is run when it needs another height
     */
    static OptionsPanel of(Composite parent, Offer offer, SourceFacts facts, Runnable changed, Runnable resized) {
        OptionsPanel panel = new OptionsPanel(offer, facts, changed, resized);
        panel.create(parent);
        return panel;
    }

    private void create(Composite parent) {
        OfferOptions options = new OfferOptions(facts);
        addName(parent);
        if (offer instanceof Offer.Together) {
            nodes = new NodesTable(parent, context);
            addFolder(parent, options);
        } else if (offer instanceof Offer.One(JobKind kind) && kind.hasTarget()) {
            // what is copied is asked before where it goes
            before = form(parent, options.specs(offer, true), spec -> true);
            target = new TargetChooser(parent, options.formats(), context);
        }
        place = new Composite(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().applyTo(place);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(place);
        showForm(options.specs(offer, false));
        end = new EndChooser(parent, offer, changed);
        react();
    }

    private void showForm(List<OptionSpec> specs) {
        OfferOptions options = new OfferOptions(facts);
        form = form(place, specs, spec -> options.isShownFirst(offer, spec));
        format = form.values().get(Draft.FORMAT);
    }

    /** An image of another format has other options. */
    private void followFormat() {
        Map<String, Object> values = form.values();
        if (offer instanceof Offer.One(JobKind kind)
                && kind == JobKind.CREATE
                && !Objects.equals(format, values.get(Draft.FORMAT))) {
            format = values.get(Draft.FORMAT);
            for (Control child : place.getChildren()) {
                child.dispose();
            }
            showForm(new OfferOptions(facts).imageSpecs(format.toString()));
            form.set(values);
            resized.run();
        }
    }

    private OptionForm form(Composite parent, List<OptionSpec> specs, Predicate<OptionSpec> first) {
        Composite inside = new Composite(parent, SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(inside);
        return new OptionForm(inside, specs, first, context, resized);
    }

    private void addName(Composite parent) {
        Composite line = new Composite(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(2).spacing(12, 0).applyTo(line);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(line);
        id = OptionForm.captioned(line, TEXTS.get("field.id"));
        id.setData(OptionsPage.KEY, "job-id");
        GridDataFactory.fillDefaults().grab(true, false).applyTo(id);
        id.addModifyListener(e -> changed.run());
    }

    private void addFolder(Composite parent, OfferOptions options) {
        Composite line = new Composite(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(2).spacing(12, 0).applyTo(line);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(line);
        OptionForm.caption(line, TEXTS.get("field.folder"));
        folder = new FolderChooser(line, context);
        folderOptions = form(parent, options.folderSpecs(), spec -> true);
    }

    private void react() {
        if (form == null || id.isDisposed()) {
            return;
        }
        followFormat();
        // a name that the user has written is left alone
        if (id.getText().equals(proposed)) {
            proposed = Names.free(offer.type(), subject(), facts.jobIds());
            id.setText(proposed);
        }
        changed.run();
    }

    private String subject() {
        Object device = chosen().get(DEVICE);
        return device == null ? "" : device.toString();
    }

    private Map<String, Object> chosen() {
        Map<String, Object> values = new LinkedHashMap<>();
        if (before != null) {
            values.putAll(before.values());
        }
        values.putAll(form.values());
        return values;
    }

    /** What is wrong, as a sentence. */
    Optional<String> problem() {
        String name = id.getText();
        if (!name.isEmpty() && !Names.isGoodId(name)) {
            return Optional.of(TEXTS.format("problem.id", name));
        }
        if (facts.jobIds().contains(name)) {
            return Optional.of(TEXTS.format("problem.taken", name));
        }
        if (target != null && target.image().isPresent() && !subject().isEmpty() && !isSizeKnown()) {
            return Optional.of(TEXTS.format("problem.size", subject()));
        }
        return form.problem();
    }

    private boolean isSizeKnown() {
        return facts.graph()
                .node(subject())
                .filter(node -> node.virtualSize() > 0)
                .isPresent();
    }

    /** What is still to be chosen, as a sentence. */
    Optional<String> missing() {
        if (id.getText().isEmpty()) {
            return Optional.of(TEXTS.get("missing.id"));
        }
        Optional<OptionSpec> option = before == null ? Optional.empty() : before.missing();
        option = option.or(form::missing);
        if (option.isPresent()) {
            return Optional.of(
                    TEXTS.format("missing.option", OptionForm.label(option.get().name())));
        }
        if (target != null && target.image().isEmpty() && target.node().isEmpty()) {
            return Optional.of(TEXTS.get("missing.target"));
        }
        if (nodes != null && nodes.chosen().isEmpty()) {
            return Optional.of(TEXTS.get("missing.nodes"));
        }
        if (folder != null && folder.value().isEmpty()) {
            return Optional.of(TEXTS.get("missing.folder"));
        }
        return Optional.empty();
    }

    /** What was chosen, when nothing is wrong or missing. */
    Draft draft() {
        Map<String, Object> values = chosen();
        Optional<NewImage> image = Optional.empty();
        if (target != null) {
            image = target.image();
            target.node().ifPresent(node -> values.put("target", node));
        }
        if (nodes != null) {
            values.put(Draft.NODES, String.join("\n", nodes.chosen()));
            Map<String, Object> common = folderOptions.values();
            values.put(Draft.GROUPED, !Boolean.FALSE.equals(common.get(Draft.GROUPED)));
            image = Optional.of(
                    new NewImage(folder.value(), common.get(Draft.FORMAT).toString()));
        }
        return new Draft(offer, id.getText(), values, image, end.end());
    }
}
