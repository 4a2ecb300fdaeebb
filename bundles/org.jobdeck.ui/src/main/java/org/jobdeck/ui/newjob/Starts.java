package org.jobdeck.ui.newjob;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jobdeck.source.graph.GraphEdge;
import org.jobdeck.source.graph.GraphNode;
import org.jobdeck.source.plan.JobKind;
import org.jobdeck.source.plan.Names;
import org.jobdeck.source.plan.NewTarget;
import org.jobdeck.source.plan.Plans;
import org.jobdeck.source.plan.StartPlan;
import org.jobdeck.ui.newjob.form.NewImage;

/** Makes out of what the user has chosen what is sent. */
final class Starts {

    /**
     * An image that will be made.
     *
     * @param file where
     * @param size its length as its users see it, in bytes
     * @param allocated what the source of its contents takes; -1 if unknown, 0 if it will be empty
     */
    record Made(String file, long size, long allocated) {}

    private static final String DEVICE = "device";

    private final SourceFacts facts;

    Starts(SourceFacts facts) {
        this.facts = facts;
    }

    /** What is sent. */
    Start of(Draft draft) {
        Plans plans = new Plans(facts.schema());
        return switch (draft.offer()) {
            case Offer.ByDriver(var factory) ->
                new Start.ByDriver(factory.type(), draft.id(), draft.values(), draft.end());
            case Offer.Together(JobKind kind) ->
                new Start.OverQmp(plans.transaction(
                        kind,
                        members(draft),
                        draft.end(),
                        Boolean.TRUE.equals(draft.values().get(Draft.GROUPED))));
            case Offer.One(JobKind kind) when kind == JobKind.CREATE -> new Start.OverQmp(create(plans, draft));
            case Offer.One(JobKind kind) ->
                new Start.OverQmp(plans.job(kind, member(draft, draft.id(), draft.values(), taken()), draft.end()));
        };
    }

    /** The images that it will make. */
    List<Made> made(Draft draft) {
        if (draft.offer() instanceof Offer.One(JobKind kind) && kind == JobKind.CREATE) {
            return List.of(new Made(draft.text(Draft.FILE), draft.number(Draft.SIZE), 0));
        }
        if (draft.target().isEmpty()) {
            return List.of();
        }
        if (draft.offer() instanceof Offer.Together) {
            return draft.nodes().stream()
                    .map(node -> made(imageOf(draft, node).file(), node))
                    .toList();
        }
        return List.of(made(draft.target().get().file(), draft.text(DEVICE)));
    }

    /** What the job works on: the nodes and files that another job of its kind should not work on too. */
    static Set<String> subjects(Draft draft) {
        Set<String> subjects = new HashSet<>(draft.nodes());
        for (String option : List.of(DEVICE, "source", Draft.FILE)) {
            if (!draft.text(option).isEmpty()) {
                subjects.add(draft.text(option));
            }
        }
        return subjects;
    }

    private Made made(String file, String node) {
        Optional<GraphNode> from = facts.graph().node(node);
        return new Made(
                file,
                from.map(GraphNode::virtualSize).orElse(0L),
                from.map(GraphNode::allocated).orElse(-1L));
    }

    private Set<String> taken() {
        return new HashSet<>(facts.nodeNames());
    }

    private static StartPlan create(Plans plans, Draft draft) {
        Map<String, Object> more = new LinkedHashMap<>(draft.values());
        more.keySet().removeAll(List.of(Draft.FILE, Draft.FORMAT, Draft.SIZE));
        NewTarget image =
                NewTarget.of(draft.id(), draft.text(Draft.FILE), draft.text(Draft.FORMAT), draft.number(Draft.SIZE));
        return plans.create(draft.id(), image, more);
    }

    private List<Plans.Member> members(Draft draft) {
        Set<String> taken = taken();
        List<Plans.Member> members = new ArrayList<>();
        for (String node : draft.nodes()) {
            Map<String, Object> values = new LinkedHashMap<>(draft.values());
            values.keySet().removeAll(List.of(Draft.NODES, Draft.GROUPED));
            values.put(DEVICE, node);
            members.add(member(withTarget(draft, node), Names.free(draft.id(), node, facts.jobIds()), values, taken));
        }
        return members;
    }

    private static Draft withTarget(Draft draft, String node) {
        return new Draft(draft.offer(), draft.id(), draft.values(), Optional.of(imageOf(draft, node)), draft.end());
    }

    /** The file in the folder that the user has chosen for several. */
    private static NewImage imageOf(Draft draft, String node) {
        NewImage folder = draft.target().orElseThrow();
        String name = Names.free(draft.id(), node, Set.of()) + "." + folder.format();
        String path = folder.file().endsWith("/") ? folder.file() + name : folder.file() + "/" + name;
        return new NewImage(path, folder.format());
    }

    private Plans.Member member(Draft draft, String id, Map<String, Object> values, Set<String> taken) {
        Optional<NewTarget> target = draft.target().map(image -> {
            String device = values.getOrDefault(DEVICE, "").toString();
            String node = Names.freeNode(Names.free("to", id, Set.of()), taken);
            taken.add(node);
            boolean onTop = "top".equals(values.get("sync")) && !image.format().equals(NewTarget.RAW);
            return new NewTarget(
                    node,
                    image.file(),
                    image.format(),
                    facts.graph().node(device).map(GraphNode::virtualSize).orElse(0L),
                    onTop ? backingOf(device) : Optional.empty());
        });
        return new Plans.Member(id, values, target);
    }

    /** What the node lies upon: a copy of its top alone has to lie upon the same. */
    private Optional<NewTarget.Backing> backingOf(String device) {
        return facts.graph().edges().stream()
                .filter(edge -> edge.parent().equals(device) && edge.role().equals("backing"))
                .map(GraphEdge::child)
                .findFirst()
                .flatMap(facts.graph()::node)
                .map(node -> new NewTarget.Backing(node.name(), node.file(), node.driver()));
    }
}
