package org.jobdeck.ui.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * A row of the tree: stays the same object for as long as what it stands for stands below the same.
 *
 * <p>Its texts are made when somebody looks at them: most rows are out of sight most of the time.
 */
public final class Row {

    private final RowKey key;
    private Row parent;
    private List<Row> children = List.of();
    private List<JobView> jobs = List.of();
    private Supplier<Cells> look;
    private Cells cells;
    private boolean stale = true;

    Row(RowKey key) {
        this.key = key;
    }

    /** What it stands for. */
    public RowKey key() {
        return key;
    }

    /** The row above, or null at the top. */
    public Row parent() {
        return parent;
    }

    /** The rows below, filtered and sorted. A list never changes; another one takes its place. */
    public List<Row> children() {
        return children;
    }

    /** The jobs that a verb on this row means: its own, the members of its transaction; none for a source. */
    public List<JobView> jobs() {
        return jobs;
    }

    /** What it shows: the same object until something it shows differs. */
    public Cells cells() {
        if (stale) {
            Cells next = look.get();
            if (!next.equals(cells)) {
                cells = next;
            }
            stale = false;
        }
        return cells;
    }

    /** Time has passed, which some of the texts tell. */
    public void age() {
        stale = true;
    }

    /** This row and all below it, in the order of the screen with everything unfolded. */
    public List<Row> flattened() {
        List<Row> all = new ArrayList<>();
        addTo(all);
        return all;
    }

    void setChildren(List<Row> next) {
        if (!children.equals(next)) {
            children = List.copyOf(next);
        }
        for (Row child : children) {
            child.parent = this;
        }
    }

    /** It is one of the topmost. */
    void standAlone() {
        parent = null;
    }

    void show(List<JobView> nextJobs, Supplier<Cells> nextLook) {
        jobs = nextJobs;
        look = nextLook;
        stale = true;
    }

    private void addTo(List<Row> all) {
        all.add(this);
        children.forEach(child -> child.addTo(all));
    }
}
