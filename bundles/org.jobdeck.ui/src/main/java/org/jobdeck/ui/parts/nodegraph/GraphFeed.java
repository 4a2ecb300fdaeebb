package org.jobdeck.ui.parts.nodegraph;

import java.util.Optional;
import org.jobdeck.source.JobSource;
import org.jobdeck.source.graph.NodeGraph;
import org.jobdeck.ui.live.Desk;

/** Asks one source for its graph, one question at a time, and never waits for the answer. User interface thread only. */
final class GraphFeed {

    private final Desk desk;
    private final Runnable arrived;
    private int number = -1;
    private boolean asking;
    private NodeGraph graph;
    private String failure = "";

    /**
     * A feed that has asked nobody yet.
     *
     * @param arrived is told, on the user interface's thread, that an answer has come that differs from the one before
     */
    GraphFeed(Desk desk, Runnable arrived) {
        this.desk = desk;
        this.arrived = arrived;
    }

    /** Asks that source, unless it has still to answer the question before. */
    void ask(int source) {
        if (source != number) {
            number = source;
            asking = false;
            graph = null;
            failure = "";
        }
        Optional<JobSource> asked = desk.source(source);
        if (asked.isPresent() && !asking) {
            asking = true;
            asked.get().graph().whenComplete((answer, error) -> desk.ui().execute(() -> take(source, answer, error)));
        }
    }

    /** The last answer of that source; empty if there is none yet. */
    Optional<NodeGraph> of(int source) {
        return source == number ? Optional.ofNullable(graph) : Optional.empty();
    }

    /** Why the last question has no answer; empty if it has. */
    String failure() {
        return failure;
    }

    private void take(int source, NodeGraph answer, Throwable error) {
        if (source != number) {
            return;
        }
        asking = false;
        String why = error == null ? "" : String.valueOf(error.getMessage());
        boolean differs = !why.equals(failure) || answer != null && !answer.equals(graph);
        failure = why;
        if (answer != null) {
            graph = answer;
        }
        if (differs) {
            arrived.run();
        }
    }
}
