package org.jobdeck.ui.newjob;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.wizard.WizardPage;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.jobdeck.source.plan.Names;
import org.jobdeck.ui.i18n.Messages;
import org.jobdeck.ui.newjob.form.FolderChooser;
import org.jobdeck.ui.newjob.form.FormContext;
import org.jobdeck.ui.widgets.Hint;

/** Where the sample image of a first job is to be made. */
final class SamplePage extends WizardPage {

    /** The driver whose job is shown. */
    static final String TYPE = "backup";

    private static final Messages TEXTS = Messages.of(SamplePage.class);
    private static final int TEXT_WIDTH = 620;

    /** Slow enough that there is time to look, pause and limit. */
    private static final long SPEED = 4L << 20;

    private final Choice choice;
    private FolderChooser folder;
    private SourceFacts facts;

    SamplePage(Choice choice) {
        super("sample", TEXTS.get("sample.title"), null);
        this.choice = choice;
        setMessage(TEXTS.get("sample.message"));
        setPageComplete(false);
    }

    @Override
    public void createControl(Composite parent) {
        Composite page = new Composite(parent, SWT.NONE);
        GridLayoutFactory.swtDefaults()
                .numColumns(2)
                .margins(10, 10)
                .spacing(12, 12)
                .applyTo(page);
        Label text = new Label(page, SWT.WRAP);
        text.setText(TEXTS.get("sample.text"));
        GridDataFactory.fillDefaults().span(2, 1).hint(TEXT_WIDTH, SWT.DEFAULT).applyTo(text);
        new Label(page, SWT.NONE).setText(TEXTS.get("field.folder"));
        folder = new FolderChooser(page, new FormContext(List.of(), true, this::check));
        folder.set(Path.of(System.getProperty("user.home"), "jobdeck-sample").toString());
        Label then = new Label(page, SWT.WRAP);
        then.setText(TEXTS.get("sample.then"));
        Hint.secondary(then);
        GridDataFactory.fillDefaults().span(2, 1).hint(TEXT_WIDTH, SWT.DEFAULT).applyTo(then);
        setControl(page);
        choice.ask(known -> {
            facts = known;
            check();
        });
    }

    private void check() {
        if (facts == null || folder == null) {
            return;
        }
        Optional<Offer> backup = Offer.of(facts).stream()
                .filter(offer -> offer instanceof Offer.ByDriver(var factory)
                        && factory.type().equals(TYPE))
                .findFirst();
        String problem = backup.isEmpty() ? TEXTS.get("sample.nobackup") : problemOf(folder.value());
        setErrorMessage(problem);
        setPageComplete(problem == null);
        if (problem == null) {
            decide(backup.get(), Path.of(folder.value()));
        }
    }

    private static String problemOf(String folder) {
        try {
            Path path = Path.of(folder);
            return path.isAbsolute() && !Files.isRegularFile(path) ? null : TEXTS.format("sample.nofolder", folder);
        } catch (InvalidPathException e) {
            return TEXTS.format("sample.nofolder", folder);
        }
    }

    private void decide(Offer backup, Path in) {
        Path image = in.resolve("sample.raw");
        Path copy = in.resolve("sample-backup.raw");
        choice.setPreparation(new SampleImage(image, copy));
        choice.setDraft(new Draft(
                backup,
                Names.free("first", "backup", facts.jobIds()),
                Map.of("source", image.toString(), "target", copy.toString(), "speed", SPEED),
                Optional.empty(),
                Choice.standardEnd()));
    }
}
