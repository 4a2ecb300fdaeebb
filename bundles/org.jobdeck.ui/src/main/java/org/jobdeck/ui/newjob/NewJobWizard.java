package org.jobdeck.ui.newjob;

import java.util.Optional;
import org.eclipse.jface.resource.ImageDescriptor;
import org.eclipse.jface.wizard.IWizardPage;
import org.eclipse.jface.wizard.Wizard;
import org.eclipse.jface.wizard.WizardDialog;
import org.eclipse.swt.widgets.Shell;
import org.jobdeck.ui.i18n.Messages;
import org.jobdeck.ui.live.Desk;

/** Starts a job: where, what, how, and then exactly what will be sent. */
public final class NewJobWizard extends Wizard {

    private static final Messages TEXTS = Messages.of(NewJobWizard.class);

    private static final String IMAGE = "/icons/jobdeck48.png";
    private static final int PAGE_WIDTH = 720;
    private static final int PAGE_HEIGHT = 560;

    private final Choice choice;
    private final boolean sample;
    private PreviewPage preview;

    private NewJobWizard(Desk desk, int source, boolean sample) {
        this.choice = new Choice(desk, source);
        this.sample = sample;
        setWindowTitle(TEXTS.get(sample ? "title.sample" : "title"));
        setHelpAvailable(false);
        // JFace's own is not there, for which it shows a red mark
        setDefaultPageImageDescriptor(ImageDescriptor.createFromURL(NewJobWizard.class.getResource(IMAGE)));
        setForcePreviousAndNextButtons(true);
    }

    /** Opens the wizard for jobs at a source, which the user may change, and returns when it is closed. */
    public static void open(Shell parent, Desk desk, int source) {
        show(parent, new NewJobWizard(desk, source, false));
    }

    /** Opens the wizard for a first job: a backup of a sample image that it makes itself. */
    public static void openSample(Shell parent, Desk desk, int source) {
        show(parent, new NewJobWizard(desk, source, true));
    }

    private static void show(Shell parent, NewJobWizard wizard) {
        WizardDialog dialog = new StartDialog(parent, wizard);
        dialog.setPageSize(PAGE_WIDTH, PAGE_HEIGHT);
        dialog.open();
    }

    @Override
    public void addPages() {
        preview = new PreviewPage(choice);
        if (sample) {
            addPage(new SamplePage(choice));
        } else {
            addPage(new KindPage(choice));
            addPage(new OptionsPage(choice));
        }
        addPage(preview);
    }

    /** The job can be started only from where it is seen what that is. */
    @Override
    public boolean canFinish() {
        return getContainer().getCurrentPage() == preview && preview.isPageComplete();
    }

    @Override
    public IWizardPage getNextPage(IWizardPage page) {
        return page == preview ? null : super.getNextPage(page);
    }

    /** Sends everything; the wizard is closed when all of it was accepted. */
    @Override
    public boolean performFinish() {
        preview.start(() -> Optional.ofNullable(getContainer().getShell()).ifPresent(Shell::close));
        return false;
    }
}
