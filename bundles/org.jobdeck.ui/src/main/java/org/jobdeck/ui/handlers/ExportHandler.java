package org.jobdeck.ui.handlers;

import jakarta.inject.Named;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.eclipse.e4.core.di.annotations.CanExecute;
import org.eclipse.e4.core.di.annotations.Execute;
import org.eclipse.e4.ui.services.IServiceConstants;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Shell;
import org.jobdeck.ui.export.JobExport;
import org.jobdeck.ui.export.TextFile;
import org.jobdeck.ui.i18n.Messages;
import org.jobdeck.ui.live.Desk;
import org.jobdeck.ui.live.StatusMessage;

/** Writes the jobs that are shown to a file. */
public final class ExportHandler {

    private static final Messages TEXTS = Messages.of(ExportHandler.class);

    private static final String JSON = ".json";

    /** Whether any is shown. */
    @CanExecute
    public boolean canExecute(Desk desk) {
        return desk.model().shownCount() > 0;
    }

    /** Asks for the file and writes it: JSON where its name says so, CSV otherwise. */
    @Execute
    public void execute(Desk desk, @Named(IServiceConstants.ACTIVE_SHELL) Shell shell) {
        FileDialog dialog = new FileDialog(shell, SWT.SAVE);
        dialog.setText(TEXTS.get("export.title"));
        dialog.setFilterNames(new String[] {TEXTS.get("export.csv"), TEXTS.get("export.json")});
        dialog.setFilterExtensions(new String[] {"*.csv", "*" + JSON});
        dialog.setFileName("jobs.csv");
        dialog.setOverwrite(true);
        String name = dialog.open();
        if (name != null) {
            write(desk, Path.of(name), shell);
        }
    }

    private static void write(Desk desk, Path file, Shell shell) {
        boolean json = file.toString().toLowerCase(Locale.ROOT).endsWith(JSON);
        String text = json
                ? JobExport.json(desk.model())
                : JobExport.shownJobs(
                                desk.model(),
                                desk.settings().preferences().columns().shown())
                        .csv();
        try {
            TextFile.write(file, text);
            desk.status()
                    .say(new StatusMessage(
                            TEXTS.format("export.done", file, String.valueOf(desk.model().shownCount())),
                            StatusMessage.Kind.DONE));
        } catch (IOException e) {
            MessageDialog.openError(shell, TEXTS.get("export.title"), e.getMessage());
        }
    }
}
