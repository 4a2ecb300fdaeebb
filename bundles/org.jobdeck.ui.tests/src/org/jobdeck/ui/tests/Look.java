package org.jobdeck.ui.tests;

import java.util.Arrays;
import java.util.List;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeColumn;
import org.eclipse.swt.widgets.TreeItem;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.ui.model.Column;
import org.jobdeck.ui.model.JobView;
import org.jobdeck.ui.model.RowKey;

/** What can be read and chosen in the tree of a running window; on the thread of its display. */
final class Look {

    private final RunningApp app;

    Look(RunningApp app) {
        this.app = app;
    }

    /** What the row of a source says, the first being 0; empty while there is no such row. */
    String ofSource(int source, Column column) {
        Tree tree = app.tree();
        return source < tree.getItemCount() ? cell(tree.getItem(source), column) : "";
    }

    /** What the row of one of its jobs says; empty while there is no such row. */
    String ofJob(int source, int job, Column column) {
        Tree tree = app.tree();
        if (source >= tree.getItemCount() || job >= tree.getItem(source).getItemCount()) {
            return "";
        }
        return cell(tree.getItem(source).getItem(job), column);
    }

    private String cell(TreeItem item, Column column) {
        TreeColumn[] columns = app.tree().getColumns();
        for (int i = 0; i < columns.length; i++) {
            if (columns[i].getText().equals(column.title())) {
                return item.getText(i);
            }
        }
        throw new AssertionError("no column " + column.title() + " in " + Arrays.toString(columns));
    }

    /** The job of that id that has not ended. */
    JobView job(int source, String id) {
        return app.desk().model().allJobs().stream()
                .filter(job -> job.source() == source && !job.isEnded())
                .filter(job -> job.snapshot().id().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no job " + id));
    }

    /** Whether a job of that id is in that state. */
    boolean has(int source, String id, JobStatus state) {
        return app.desk().model().allJobs().stream()
                .filter(job -> job.source() == source && job.snapshot().id().equals(id))
                .anyMatch(job -> job.snapshot().status() == state);
    }

    /** Chooses one row. */
    void select(RowKey row) {
        app.desk().selection().set(List.of(row));
    }

    /** Chooses an item of the tree's menu that lies at the end of that path. */
    void choose(String... path) {
        Menu menu = app.tree().getMenu();
        menu.notifyListeners(SWT.Show, new Event());
        for (int i = 0; i < path.length; i++) {
            String text = path[i];
            MenuItem item = Arrays.stream(menu.getItems())
                    .filter(each -> each.getText().split("\t")[0].equals(text))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no '" + text + "' in the menu"));
            if (i == path.length - 1) {
                item.setSelection(true);
                item.notifyListeners(SWT.Selection, new Event());
            } else {
                menu = item.getMenu();
            }
        }
    }
}
