package org.jobdeck.ui.newjob.form;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.jobdeck.job.driver.OptionSpec;
import org.jobdeck.ui.i18n.Messages;
import org.jobdeck.ui.widgets.Hint;
import org.jobdeck.ui.widgets.Names;

/** A form for declared options: those that matter first, the others behind a button. */
public final class OptionForm {

    private static final Messages TEXTS = Messages.of(OptionForm.class);
    private static final int HELP_WIDTH = 360;
    private static final int CAPTION_WIDTH = 132;

    private final Map<OptionSpec, Field> fields = new LinkedHashMap<>();
    private final FormContext context;
    private final Runnable resized;

    /**
     * A form in a composite whose layout it sets.
     *
     * @param specs the options in the order in which they are shown
     * @param first which of them are shown without asking for more
     * @param resized is run when the form needs another height
     */
    public OptionForm(
            Composite parent,
            List<OptionSpec> specs,
            Predicate<OptionSpec> first,
            FormContext context,
            Runnable resized) {
        this.context = context;
        this.resized = resized;
        GridLayoutFactory.fillDefaults().numColumns(2).spacing(12, 6).applyTo(parent);
        specs.stream().filter(first).forEach(spec -> addLine(parent, spec));
        List<OptionSpec> rest = specs.stream().filter(first.negate()).toList();
        if (!rest.isEmpty()) {
            addMore(parent, rest);
        }
    }

    /** What the option of that name is called in forms: its name in words. */
    public static String label(String name) {
        String words = name.replace('-', ' ');
        return words.isEmpty() ? words : Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    /** The text before a line, as wide as those of all other forms. */
    public static Label caption(Composite parent, String text) {
        Label label = new Label(parent, SWT.NONE);
        label.setText(text);
        GridDataFactory.swtDefaults().hint(CAPTION_WIDTH, SWT.DEFAULT).applyTo(label);
        return label;
    }

    /** A field for a text behind such a text, which is its name, too. */
    public static Text captioned(Composite parent, String text) {
        Label label = caption(parent, text);
        Text field = new Text(parent, SWT.BORDER);
        Names.give(field, label);
        return field;
    }

    /** What was chosen, by the names of options, in their order; what was left out is not in it. */
    public Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        fields.forEach((spec, field) -> {
            Object value = field.value();
            if (value != null) {
                values.put(spec.name(), value);
            }
        });
        return values;
    }

    /** Shows values in the lines of their options. */
    public void set(Map<String, Object> values) {
        fields.forEach((spec, field) -> {
            if (values.containsKey(spec.name())) {
                field.set(values.get(spec.name()));
            }
        });
    }

    /** The first thing that is wrong, as a sentence; empty if nothing is. */
    public Optional<String> problem() {
        return fields.values().stream()
                .map(Field::problem)
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** The first option that has to be given and is not. */
    public Optional<OptionSpec> missing() {
        return fields.entrySet().stream()
                .filter(entry -> entry.getKey().required() && entry.getValue().value() == null)
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private void addMore(Composite parent, List<OptionSpec> rest) {
        Button more = new Button(parent, SWT.TOGGLE);
        more.setText(TEXTS.format("more", rest.size()));
        GridDataFactory.swtDefaults().span(2, 1).indent(0, 8).applyTo(more);
        Composite inside = new Composite(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(2).spacing(12, 6).applyTo(inside);
        GridData place = GridDataFactory.fillDefaults()
                .span(2, 1)
                .grab(true, false)
                .exclude(true)
                .create();
        inside.setLayoutData(place);
        inside.setVisible(false);
        rest.forEach(spec -> addLine(inside, spec));
        more.addListener(SWT.Selection, e -> {
            place.exclude = !more.getSelection();
            inside.setVisible(more.getSelection());
            resized.run();
        });
    }

    private void addLine(Composite parent, OptionSpec spec) {
        Label label = caption(parent, label(spec.name()) + (spec.required() ? " *" : ""));
        label.setToolTipText(spec.name());
        fields.put(spec, Fields.make(parent, spec, context));
        if (!spec.help().isEmpty()) {
            new Label(parent, SWT.NONE);
            Label help = new Label(parent, SWT.WRAP);
            help.setText(spec.help());
            Hint.secondary(help);
            GridDataFactory.fillDefaults()
                    .grab(true, false)
                    .hint(HELP_WIDTH, SWT.DEFAULT)
                    .indent(0, -4)
                    .applyTo(help);
        }
    }
}
