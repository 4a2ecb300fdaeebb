package org.jobdeck.ui.newjob.form;

import java.util.Optional;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Text;
import org.jobdeck.job.driver.OptionKind;
import org.jobdeck.job.driver.OptionSpec;
import org.jobdeck.ui.i18n.Messages;
import org.jobdeck.ui.model.Amount;
import org.jobdeck.ui.widgets.Names;

/** A number of bytes, or of bytes a second, with its unit. */
final class AmountField implements Field {

    private static final Messages TEXTS = Messages.of(AmountField.class);

    private final OptionSpec spec;
    private final Text number;
    private final Combo unit;

    AmountField(Composite parent, OptionSpec spec, FormContext context) {
        this.spec = spec;
        Composite pair = new Composite(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(2).spacing(4, 0).applyTo(pair);
        number = Fields.textWidget(pair, spec, context);
        GridDataFactory.fillDefaults()
                .hint(110, SWT.DEFAULT)
                .align(SWT.FILL, SWT.CENTER)
                .applyTo(number);
        unit = new Combo(pair, SWT.READ_ONLY);
        for (Amount.Unit each : Amount.Unit.values()) {
            unit.add(spec.kind() == OptionKind.RATE ? each.label() + "/s" : each.label());
        }
        unit.select(Amount.Unit.MIB.ordinal());
        unit.setData(Fields.KEY, spec.name() + ".unit");
        Names.give(unit, TEXTS.format("amount.unit", OptionForm.label(spec.name())));
        unit.addListener(SWT.Selection, e -> context.changed().run());
        if (!spec.required()) {
            number.setMessage(TEXTS.get(spec.kind() == OptionKind.RATE ? "amount.nolimit" : "amount.default"));
        }
    }

    @Override
    public Object value() {
        return read().orElse(null);
    }

    @Override
    public void set(Object value) {
        if (value instanceof Long bytes) {
            Amount.Unit best = bytes == 0 ? Amount.Unit.MIB : Amount.unitFor(bytes);
            unit.select(best.ordinal());
            number.setText(Amount.format(bytes, best));
        } else {
            number.setText("");
        }
    }

    @Override
    public Optional<String> problem() {
        return number.getText().isBlank() || read().isPresent()
                ? Optional.empty()
                : Optional.of(TEXTS.format("problem.amount", number.getText(), spec.name()));
    }

    private Optional<Long> read() {
        return Amount.parse(number.getText(), Amount.Unit.values()[unit.getSelectionIndex()]);
    }
}
