package org.jobdeck.ui.newjob.form;

import java.util.List;
import java.util.Optional;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Group;
import org.eclipse.swt.widgets.Label;
import org.jobdeck.job.driver.OptionKind;
import org.jobdeck.job.driver.OptionSpec;
import org.jobdeck.ui.i18n.Messages;

/** Where a job writes: a new image, or a node that is there. */
public final class TargetChooser {

    private static final Messages TEXTS = Messages.of(TargetChooser.class);

    private final Button fresh;
    private final Field file;
    private final Field format;
    private final Field node;

    /**
     * A chooser that begins with a new image if that can be.
     *
     * @param formats in which formats the server makes images; empty if it makes none
     */
    public TargetChooser(Composite parent, List<String> formats, FormContext context) {
        Group group = new Group(parent, SWT.NONE);
        group.setText(TEXTS.get("target.title"));
        GridLayoutFactory.swtDefaults().numColumns(2).spacing(12, 6).applyTo(group);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(group);
        fresh = radio(group, TEXTS.get("target.new"), "new-target");
        file = Fields.make(group, OptionSpec.optional("new-target-file", OptionKind.FILE, null, ""), context);
        space(group);
        format = Fields.make(
                group,
                OptionSpec.choice("new-target-format", formats, formats.isEmpty() ? null : formats.getFirst(), ""),
                context);
        Button there = radio(group, TEXTS.get("target.node"), "existing-target");
        node = Fields.make(group, OptionSpec.required("target", OptionKind.NODE, ""), context);
        fresh.setEnabled(!formats.isEmpty());
        fresh.setSelection(!formats.isEmpty());
        there.setSelection(formats.isEmpty());
        for (Button button : List.of(fresh, there)) {
            button.addListener(SWT.Selection, e -> {
                enable(group);
                context.changed().run();
            });
        }
        enable(group);
    }

    private static Button radio(Composite parent, String text, String key) {
        Button button = new Button(parent, SWT.RADIO);
        button.setText(text);
        button.setData(Fields.KEY, key);
        return button;
    }

    private static void space(Composite parent) {
        new Label(parent, SWT.NONE);
    }

    private void enable(Composite group) {
        Control[] cells = group.getChildren();
        boolean isNew = fresh.getSelection();
        cells[1].setEnabled(isNew);
        cells[3].setEnabled(isNew);
        cells[5].setEnabled(!isNew);
    }

    /** The image to be made; empty where a node was chosen or nothing was written yet. */
    public Optional<NewImage> image() {
        return fresh.getSelection() && file.value() != null && format.value() != null
                ? Optional.of(
                        new NewImage(file.value().toString(), format.value().toString()))
                : Optional.empty();
    }

    /** The node; empty where a new image is to be made. */
    public Optional<String> node() {
        return fresh.getSelection() ? Optional.empty() : Optional.ofNullable((String) node.value());
    }
}
