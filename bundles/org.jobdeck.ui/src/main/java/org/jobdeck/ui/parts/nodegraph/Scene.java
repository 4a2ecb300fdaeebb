package org.jobdeck.ui.parts.nodegraph;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jobdeck.source.graph.GraphBitmap;
import org.jobdeck.source.graph.GraphNode;
import org.jobdeck.source.graph.GraphUser;
import org.jobdeck.source.graph.NodeGraph;
import org.jobdeck.ui.i18n.Messages;
import org.jobdeck.ui.model.JobView;
import org.jobdeck.ui.model.StateText;
import org.jobdeck.ui.model.Tone;
import org.jobdeck.ui.model.graph.GraphPlan;
import org.jobdeck.ui.model.graph.GraphText;

/**
 * What the picture shows: a graph, and how its jobs are.
 *
 * @param graph the nodes
 * @param jobs those that use them, by id
 * @param chosen ids of those that are chosen in the tree
 */
record Scene(NodeGraph graph, Map<String, JobView> jobs, Set<String> chosen) {

    private static final Messages TEXTS = Messages.of(Scene.class);

    /** Nothing. */
    static final Scene EMPTY = new Scene(NodeGraph.EMPTY, Map.of(), Set.of());

    /**
     * A line of text in a box.
     *
     * @param text what it says
     * @param tone its colour; null for the usual one
     */
    record TextLine(String text, Tone tone) {}

    Scene {
        jobs = Map.copyOf(jobs);
        chosen = Set.copyOf(chosen);
    }

    /** A graph with the jobs of a source. */
    static Scene of(NodeGraph graph, List<JobView> ofSource, List<JobView> selected) {
        Map<String, JobView> jobs = new LinkedHashMap<>();
        Set<String> used = new HashSet<>();
        graph.users().stream().filter(user -> user.kind() == GraphUser.Kind.JOB).forEach(user -> used.add(user.name()));
        for (JobView job : ofSource) {
            if (!job.isEnded() && used.contains(job.snapshot().id())) {
                jobs.put(job.snapshot().id(), job);
            }
        }
        Set<String> chosen = new HashSet<>();
        selected.forEach(job -> chosen.add(job.snapshot().id()));
        return new Scene(graph, jobs, chosen);
    }

    /** What the box of a node says. */
    List<TextLine> lines(GraphNode node) {
        List<TextLine> lines = new ArrayList<>();
        lines.add(new TextLine(node.name(), null));
        add(lines, GraphText.kind(node));
        add(lines, GraphText.file(node));
        for (GraphBitmap bitmap : node.bitmaps()) {
            // those without a name are helpers of jobs; the list tells of them too
            if (bitmap.name().isEmpty()) {
                continue;
            }
            lines.add(new TextLine(GraphText.bitmap(bitmap), bitmap.inconsistent() ? Tone.FAILED : Tone.WAITING));
        }
        for (GraphUser user : graph.usersOf(node.name())) {
            if (user.kind() == GraphUser.Kind.JOB) {
                lines.add(new TextLine(
                        GraphText.user(user),
                        Optional.ofNullable(jobs.get(user.name())).map(Tone::of).orElse(Tone.IDLE)));
            }
        }
        return lines;
    }

    private static void add(List<TextLine> lines, String text) {
        if (!text.isEmpty()) {
            lines.add(new TextLine(text, Tone.IDLE));
        }
    }

    /** What a box says. */
    List<TextLine> lines(GraphPlan.Box box) {
        return switch (box.kind()) {
            case NODE -> graph.node(box.name()).map(this::lines).orElse(List.of());
            case DEVICE -> List.of(new TextLine(box.name(), null), new TextLine(TEXTS.get("device"), Tone.IDLE));
            case EXPORT -> List.of(new TextLine(box.name(), null), new TextLine(TEXTS.get("export"), Tone.IDLE));
            case JOB -> List.of(new TextLine(box.name(), null), jobLine(box.name()));
        };
    }

    private TextLine jobLine(String id) {
        return Optional.ofNullable(jobs.get(id))
                .map(job -> new TextLine(job.snapshot().type() + ": " + StateText.of(job), Tone.of(job)))
                .orElseGet(() -> new TextLine(TEXTS.get("job"), Tone.IDLE));
    }

    /** The job that a box is, or the first that holds the node that it is. */
    Optional<JobView> jobOf(GraphPlan.Box box) {
        return switch (box.kind()) {
            case JOB -> Optional.ofNullable(jobs.get(box.name()));
            case NODE -> holders(box.name()).stream().findFirst();
            case DEVICE, EXPORT ->
                graph.users().stream()
                        .filter(user -> user.name().equals(box.name()))
                        .flatMap(user -> holders(user.node()).stream())
                        .findFirst();
        };
    }

    /** The jobs that hold a node. */
    List<JobView> holders(String node) {
        return graph.usersOf(node).stream()
                .filter(user -> user.kind() == GraphUser.Kind.JOB && jobs.containsKey(user.name()))
                .map(user -> jobs.get(user.name()))
                .distinct()
                .toList();
    }

    /** Whether a box is, or is held by, a job that is chosen. */
    boolean isChosen(GraphPlan.Box box) {
        return switch (box.kind()) {
            case JOB -> chosen.contains(box.name());
            case NODE ->
                holders(box.name()).stream()
                        .anyMatch(job -> chosen.contains(job.snapshot().id()));
            case DEVICE, EXPORT -> false;
        };
    }

    /** All that is known of what a box stands for. */
    String full(GraphPlan.Box box) {
        if (box.kind() == GraphPlan.Kind.NODE) {
            return graph.node(box.name())
                    .map(node -> GraphText.full(graph, node))
                    .orElse("");
        }
        return String.join("\n", lines(box).stream().map(TextLine::text).toList());
    }
}
