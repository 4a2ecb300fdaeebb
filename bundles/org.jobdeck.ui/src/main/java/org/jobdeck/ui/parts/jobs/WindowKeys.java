package org.jobdeck.ui.parts.jobs;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.e4.ui.model.application.MApplication;
import org.eclipse.e4.ui.model.application.commands.MBindingTable;
import org.eclipse.e4.ui.model.application.commands.MKeyBinding;
import org.eclipse.e4.ui.model.application.commands.MParameter;
import org.eclipse.jface.bindings.keys.KeySequence;
import org.eclipse.jface.bindings.keys.ParseException;
import org.jobdeck.ui.handlers.VerbHandler;
import org.jobdeck.ui.i18n.Messages;
import org.jobdeck.ui.model.UiVerb;

/** The keys of the whole window, read from its model. */
final class WindowKeys {

    private static final Messages TEXTS = Messages.of(WindowKeys.class);

    private WindowKeys() {}

    static List<KeysDialog.Line> of(MApplication application) {
        List<KeysDialog.Line> lines = new ArrayList<>();
        for (MBindingTable table : application.getBindingTables()) {
            for (MKeyBinding binding : table.getBindings()) {
                lines.add(new KeysDialog.Line(
                        keyOf(binding.getKeySequence()), TEXTS.get("keys.everywhere"), whatOf(binding)));
            }
        }
        return lines;
    }

    private static String keyOf(String sequence) {
        try {
            return KeySequence.getInstance(sequence).format();
        } catch (ParseException e) {
            return sequence;
        }
    }

    private static String whatOf(MKeyBinding binding) {
        for (MParameter parameter : binding.getParameters()) {
            if (VerbHandler.VERB.equals(parameter.getName())) {
                return UiVerb.valueOf(parameter.getValue()).label();
            }
        }
        return binding.getCommand().getLocalizedCommandName();
    }
}
