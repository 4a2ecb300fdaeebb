package org.jobdeck.ui.parts.details;

import java.time.ZoneId;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.FontDescriptor;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.ScrolledComposite;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.jobdeck.job.common.JobSnapshot;
import org.jobdeck.source.Units;
import org.jobdeck.ui.model.JobView;
import org.jobdeck.ui.model.StateText;
import org.jobdeck.ui.model.Tone;
import org.jobdeck.ui.widgets.Glyphs;
import org.jobdeck.ui.widgets.Hint;

/** Everything about one job. */
final class JobPage {

    private final ScrolledComposite scroller;
    private final Composite page;
    private final Glyphs glyphs;
    private final Font large;
    private final Label mark;
    private final Label title;
    private final Label state;
    private final Text error;
    private final FactGrid progress;
    private final FactGrid settings;
    private final Label nodes;
    private final Label history;
    private final VerbList verbs;

    JobPage(Composite parent, Glyphs glyphs) {
        this.glyphs = glyphs;
        scroller = new ScrolledComposite(parent, SWT.V_SCROLL | SWT.H_SCROLL);
        scroller.setExpandHorizontal(true);
        scroller.setExpandVertical(true);
        page = new Composite(scroller, SWT.NONE);
        scroller.setContent(page);
        GridLayoutFactory.swtDefaults()
                .numColumns(3)
                .margins(14, 10)
                .spacing(28, 8)
                .applyTo(page);

        Composite header = new Composite(page, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(3).spacing(8, 0).applyTo(header);
        GridDataFactory.fillDefaults().grab(true, false).span(3, 1).applyTo(header);
        mark = new Label(header, SWT.NONE);
        title = new Label(header, SWT.NONE);
        large = FontDescriptor.createFrom(title.getFont())
                .increaseHeight(3)
                .setStyle(SWT.BOLD)
                .createFont(title.getDisplay());
        title.setFont(large);
        title.addListener(SWT.Dispose, e -> large.dispose());
        state = new Label(header, SWT.NONE);
        GridDataFactory.fillDefaults()
                .grab(true, false)
                .align(SWT.FILL, SWT.CENTER)
                .applyTo(state);

        nodes = new Label(page, SWT.NONE);
        Hint.secondary(nodes);
        GridDataFactory.fillDefaults().grab(true, false).span(3, 1).applyTo(nodes);

        error = new Text(page, SWT.READ_ONLY | SWT.WRAP | SWT.MULTI | SWT.BORDER);
        GridDataFactory.fillDefaults()
                .grab(true, false)
                .span(3, 1)
                .hint(400, SWT.DEFAULT)
                .applyTo(error);

        Composite left = new Composite(page, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(2).spacing(28, 8).applyTo(left);
        GridDataFactory.fillDefaults().align(SWT.FILL, SWT.BEGINNING).applyTo(left);
        progress = new FactGrid(section(left, "Progress"), 150, 7);
        settings = new FactGrid(section(left, "Job"), 130, 9);
        verbs = new VerbList(section(page, "Verbs"), glyphs);
        Composite right = section(page, "Time line");
        GridDataFactory.fillDefaults().grab(true, false).applyTo(right);
        history = new Label(right, SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(history);
    }

    ScrolledComposite control() {
        return scroller;
    }

    void show(JobView job) {
        JobSnapshot s = job.snapshot();
        ZoneId zone = ZoneId.systemDefault();
        Tone tone = Tone.of(job);
        mark.setImage(glyphs.mark(tone));
        boolean moved = FactGrid.set(title, s.id());
        moved |= FactGrid.set(state, StateText.of(job) + ", " + Units.percent(job.fraction()));
        state.setForeground(glyphs.palette().tone(tone));
        moved |= showError(s.error());
        progress.show(JobFacts.progress(job, zone));
        settings.show(JobFacts.settings(job));
        moved |= FactGrid.set(nodes, JobFacts.nodes(s));
        moved |= FactGrid.set(history, JobFacts.history(job, zone));
        moved |= verbs.show(job);
        if (moved) {
            page.layout(true, true);
            Point size = page.computeSize(SWT.DEFAULT, SWT.DEFAULT);
            scroller.setMinSize(size);
        }
    }

    private static Composite section(Composite parent, String title) {
        Composite section = new Composite(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().spacing(0, 4).applyTo(section);
        GridDataFactory.fillDefaults().align(SWT.FILL, SWT.BEGINNING).applyTo(section);
        heading(section, title);
        return section;
    }

    private static void heading(Composite parent, String text) {
        Label heading = new Label(parent, SWT.NONE);
        heading.setText(text);
        Font bold =
                FontDescriptor.createFrom(heading.getFont()).setStyle(SWT.BOLD).createFont(heading.getDisplay());
        heading.setFont(bold);
        heading.addListener(SWT.Dispose, e -> bold.dispose());
        GridDataFactory.fillDefaults().applyTo(heading);
    }

    private boolean showError(String text) {
        boolean wanted = text != null;
        GridData data = (GridData) error.getLayoutData();
        boolean moved = data.exclude == wanted || !error.getText().equals(wanted ? text : "");
        if (moved) {
            data.exclude = !wanted;
            error.setVisible(wanted);
            error.setText(wanted ? text : "");
        }
        error.setForeground(glyphs.palette().tone(Tone.FAILED));
        return moved;
    }
}
