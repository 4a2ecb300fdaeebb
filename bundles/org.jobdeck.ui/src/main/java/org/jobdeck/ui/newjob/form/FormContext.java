package org.jobdeck.ui.newjob.form;

import java.util.List;

/**
 * What the lines of a form need.
 *
 * @param nodes the nodes to choose from; empty where they are not known, and names are written
 * @param local whether the files are those of this machine
 * @param changed is run when anything in the form has changed
 */
public record FormContext(List<NodeChoice> nodes, boolean local, Runnable changed) {

    /** Makes the list unmodifiable. */
    public FormContext {
        nodes = List.copyOf(nodes);
    }
}
