package org.jobdeck.ui.newjob.form;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Text;
import org.jobdeck.job.driver.OptionSpec;
import org.jobdeck.ui.i18n.Messages;
import org.jobdeck.ui.widgets.Names;

/** Makes the widgets of a line, each in one cell of a grid. */
final class Fields {

    /** The key under which a control tells the option it is for. */
    static final String KEY = "org.jobdeck.ui.field";

    /** The key under which a list tells the values of its entries. */
    static final String VALUES = "org.jobdeck.ui.values";

    private static final Messages TEXTS = Messages.of(Fields.class);

    private Fields() {}

    static Field make(Composite parent, OptionSpec spec, FormContext context) {
        return switch (spec.kind()) {
            case FLAG -> flag(parent, spec, context);
            case CHOICE -> choice(parent, spec, context);
            case NODE -> context.nodes().isEmpty() ? text(parent, spec, context) : node(parent, spec, context);
            case SIZE, RATE -> new AmountField(parent, spec, context);
            case NUMBER -> number(parent, spec, context);
            case EXISTING_FILE, FILE -> new FileField(parent, spec, context);
            case TEXT -> text(parent, spec, context);
        };
    }

    static void mark(Control control, OptionSpec spec) {
        control.setData(KEY, spec.name());
        Names.give(control, OptionForm.label(spec.name()));
    }

    private static Field flag(Composite parent, OptionSpec spec, FormContext context) {
        Button button = new Button(parent, SWT.CHECK);
        mark(button, spec);
        button.setSelection(Boolean.TRUE.equals(spec.defaultValue()));
        button.addListener(SWT.Selection, e -> context.changed().run());
        boolean initial = button.getSelection();
        return new Field() {
            @Override
            public Object value() {
                return button.getSelection() == initial ? null : button.getSelection();
            }

            @Override
            public void set(Object value) {
                button.setSelection(Boolean.TRUE.equals(value));
            }
        };
    }

    private static Field choice(Composite parent, OptionSpec spec, FormContext context) {
        List<String> values = spec.required() || spec.defaultValue() != null
                ? spec.choices()
                : Stream.concat(Stream.of(""), spec.choices().stream()).toList();
        List<String> labels = values.stream()
                .map(value -> value.isEmpty() ? TEXTS.get("choice.default") : value)
                .toList();
        Combo combo = combo(parent, spec, context, values, labels);
        int start = values.indexOf(spec.defaultValue());
        combo.select(Math.max(start, 0));
        return ofCombo(combo, values);
    }

    private static Field node(Composite parent, OptionSpec spec, FormContext context) {
        Stream<String> none = spec.required() ? Stream.empty() : Stream.of("");
        List<String> names = Stream.concat(none, context.nodes().stream().map(NodeChoice::name))
                .toList();
        Stream<String> noLabel = spec.required() ? Stream.empty() : Stream.of(TEXTS.get("choice.none"));
        List<String> labels = Stream.concat(noLabel, context.nodes().stream().map(NodeChoice::label))
                .toList();
        Combo combo = combo(parent, spec, context, names, labels);
        combo.select(0);
        return ofCombo(combo, names);
    }

    private static Combo combo(
            Composite parent, OptionSpec spec, FormContext context, List<String> values, List<String> labels) {
        Combo combo = new Combo(parent, SWT.READ_ONLY);
        mark(combo, spec);
        combo.setItems(labels.toArray(String[]::new));
        combo.setData(VALUES, values);
        combo.addListener(SWT.Selection, e -> {
            combo.setToolTipText(combo.getText());
            context.changed().run();
        });
        fill(combo);
        return combo;
    }

    private static Field ofCombo(Combo combo, List<String> values) {
        return new Field() {
            @Override
            public Object value() {
                int chosen = combo.getSelectionIndex();
                return chosen < 0 || values.get(chosen).isEmpty() ? null : values.get(chosen);
            }

            @Override
            public void set(Object value) {
                combo.select(values.indexOf(value));
            }
        };
    }

    private static Field text(Composite parent, OptionSpec spec, FormContext context) {
        Text text = textWidget(parent, spec, context);
        fill(text);
        return new Field() {
            @Override
            public Object value() {
                return text.getText().isBlank() ? null : text.getText().strip();
            }

            @Override
            public void set(Object value) {
                text.setText(value == null ? "" : value.toString());
            }
        };
    }

    private static Field number(Composite parent, OptionSpec spec, FormContext context) {
        Text text = textWidget(parent, spec, context);
        if (spec.defaultValue() != null) {
            text.setMessage(spec.defaultValue().toString());
        }
        GridDataFactory.fillDefaults()
                .hint(120, SWT.DEFAULT)
                .align(SWT.BEGINNING, SWT.CENTER)
                .applyTo(text);
        return new Field() {
            @Override
            public Object value() {
                return read(text.getText()).orElse(null);
            }

            @Override
            public void set(Object value) {
                text.setText(value == null ? "" : value.toString());
            }

            @Override
            public Optional<String> problem() {
                return text.getText().isBlank() || read(text.getText()).isPresent()
                        ? Optional.empty()
                        : Optional.of(TEXTS.format("problem.number", text.getText(), spec.name()));
            }
        };
    }

    private static Optional<Long> read(String text) {
        try {
            return Optional.of(Long.valueOf(text.strip()));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    static Text textWidget(Composite parent, OptionSpec spec, FormContext context) {
        Text text = new Text(parent, SWT.BORDER);
        mark(text, spec);
        text.addModifyListener(e -> context.changed().run());
        return text;
    }

    static void fill(Control control) {
        GridDataFactory.fillDefaults()
                .grab(true, false)
                .hint(260, SWT.DEFAULT)
                .align(SWT.FILL, SWT.CENTER)
                .applyTo(control);
    }
}
