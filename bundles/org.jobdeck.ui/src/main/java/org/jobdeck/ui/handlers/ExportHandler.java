package org.jobdeck.ui.handlers;

import jakarta.inject.Named;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.eclipse.e4.core.di.annotations.CanExecute;
import org.eclipse.e4.core.di.annotations.Execute;
import org.eclipse.e4.ui.services.IServiceConstants;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Shell;
import org.jobdeck.ui.export.Export;
import org.jobdeck.ui.export.JobExport;
import org.jobdeck.ui.i18n.Messages;
import org.jobdeck.ui.live.Desk;
import org.jobdeck.ui.live.StatusMessage;
import org.jobdeck.ui.model.Column;

/** Saves the jobs that are shown. */
public final class ExportHandler {

    private static final Messages TEXTS = Messages.of(ExportHandler.class);

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
        dialog.setFilterExtensions(Export.PATTERNS);
        dialog.setFileName("jobs.csv");
        dialog.setOverwrite(true);
        String name = dialog.open();
        if (name != null) {
            List<Column> columns = desk.settings().preferences().columns().shown();
            save(desk, JobExport.of(desk.model(), columns), Path.of(name));
        }
    }

    /** On another thread: a disk may be slow. */
    private static void save(Desk desk, Export jobs, Path file) {
        int count = jobs.sheet().rows().size();
        CompletableFuture.runAsync(() -> {
                    try {
                        jobs.save(file);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .whenCompleteAsync((nothing, failure) -> desk.status().say(outcome(failure, count, file)), desk.ui());
    }

    private static StatusMessage outcome(Throwable failure, int count, Path file) {
        return failure == null
                ? new StatusMessage(TEXTS.format("export.done", file, count), StatusMessage.Kind.DONE)
                : new StatusMessage(failure.getCause().getCause().getMessage(), StatusMessage.Kind.REFUSED);
    }
}
