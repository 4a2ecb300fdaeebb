package org.jobdeck.block;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jobdeck.loop.Errno;

/**
 * Lets nodes go on with other options, all of them or none (QEMU: bdrv_reopen_multiple). What is not mentioned becomes what
 * it is by default, where that is possible. Home thread of the main loop only.
 */
final class NodeReopen {

    /** Options that every node has, and that can always be left out. */
    private static final Set<String> COMMON =
            Set.of("discard", "cache", "read-only", "auto-read-only", "detect-zeroes");

    private static final String BACKING = "backing";

    /** Children that can be exchanged. */
    private static final Set<String> EXCHANGEABLE = Set.of("file", BACKING);

    private static final String FORCE_SHARE = "force-share";

    private final BlockGraph graph;
    private final List<Part> parts = new ArrayList<>();

    /** What undoes the changes made so far, in their order. */
    private final List<Runnable> undo = new ArrayList<>();

    /** What makes the new settings count. */
    private final List<Runnable> takeOver = new ArrayList<>();

    private final Set<BlockNode> concerned = new LinkedHashSet<>();

    private NodeReopen(BlockGraph graph) {
        this.graph = graph;
    }

    /**
     * One node of the change.
     *
     * @param inherited what holds where the description says nothing
     */
    private record Part(BlockNode node, NodeSpec spec, NodeSettings inherited) {}

    /**
     * Reopens the nodes that the descriptions name.
     *
     * @throws BlockException if one of them cannot be so; nothing has changed then
     */
    static void run(BlockGraph graph, List<NodeSpec> specs) throws BlockException {
        NodeReopen change = new NodeReopen(graph);
        for (NodeSpec spec : specs) {
            change.add(spec);
        }
        graph.edit().drained(change.concerned, change::apply);
    }

    /** The description of a node as it is, but read-only. */
    static NodeSpec sameButReadOnly(BlockNode node) {
        NodeSpec spec = node.spec()
                .orElse(NodeSpec.of(node.driver().name()))
                .named(node.name())
                .readOnly();
        return spec.children().containsKey(BACKING)
                ? spec
                : spec.child(
                        BACKING,
                        node.cowChild()
                                .<NodeRef>map(
                                        edge -> NodeRef.existing(edge.node().name()))
                                .orElse(NodeRef.none()));
    }

    private void add(NodeSpec spec) throws BlockException {
        String name = spec.nodeName().orElseThrow(() -> refused("node-name not specified"));
        BlockNode node =
                graph.node(name).orElseThrow(() -> refused("Failed to find node with node-name='" + name + "'"));
        add(node, spec, NodeSettings.DEFAULT);
    }

    private void add(BlockNode node, NodeSpec described, NodeSettings inherited) throws BlockException {
        NodeSpec spec = withOwnChildren(node, described);
        parts.add(new Part(node, spec, inherited));
        concern(node);
        NodeSettings next = NodeSettings.of(new NodeOptions(spec.options()), inherited.asReopened(node.settings()));
        for (Map.Entry<String, NodeRef> child : spec.children().entrySet()) {
            switch (child.getValue()) {
                case NodeSpec inline -> addInline(node, child.getKey(), inline, next);
                case NodeRef.Existing existing -> graph.node(existing.name()).ifPresent(this::concern);
                case NodeRef.None _ -> {
                    // nothing comes in its place
                }
            }
        }
    }

    /** A child that was made within its parent goes along with it, also where the parent only names it now. */
    private static NodeSpec withOwnChildren(BlockNode node, NodeSpec described) {
        NodeSpec spec = described;
        for (Map.Entry<String, NodeRef> child : described.children().entrySet()) {
            Optional<NodeSpec> inline = inline(node, child.getKey());
            Optional<String> now =
                    node.child(child.getKey()).map(edge -> edge.node().name());
            if (child.getValue() instanceof NodeRef.Existing existing
                    && inline.isPresent()
                    && now.equals(Optional.of(existing.name()))) {
                spec = spec.child(child.getKey(), inline.get());
            }
        }
        return spec;
    }

    /** How a child was described that was made within its parent. */
    private static Optional<NodeSpec> inline(BlockNode node, String childName) {
        return node.spec()
                .map(spec -> spec.children().get(childName))
                .filter(NodeSpec.class::isInstance)
                .map(NodeSpec.class::cast);
    }

    /**
     * A child that is described within its parent goes along with it, if it was made so.
     *
     * @param parent what holds for the parent from now on
     */
    private void addInline(BlockNode node, String childName, NodeSpec inline, NodeSettings parent)
            throws BlockException {
        NodeEdge edge = node.child(childName).orElse(null);
        if (inline(node, childName).isEmpty() || edge == null) {
            throw cannotChange(childName + ".driver");
        }
        add(edge.node(), inline, childName.equals(BACKING) ? parent.forBacking() : parent.forChild());
    }

    private void concern(BlockNode node) {
        if (concerned.add(node)) {
            node.children().forEach(below -> concern(below.node()));
        }
    }

    private void apply() throws BlockException {
        List<PreparedStep> steps = new ArrayList<>();
        try {
            for (Part part : parts) {
                flush(part.node());
            }
            for (Part part : parts) {
                steps.add(prepare(part));
            }
            takeOver.forEach(Runnable::run);
            PermissionUpdate.refresh(concerned);
        } catch (BlockException | RuntimeException e) {
            undo.reversed().forEach(Runnable::run);
            steps.reversed().forEach(PreparedStep::abort);
            throw e;
        } finally {
            parts.forEach(part -> part.node().turningReadOnly(false));
        }
        steps.reversed().forEach(PreparedStep::commit);
        parts.forEach(part -> part.node().refreshLength());
        steps.forEach(PreparedStep::committed);
    }

    private static void flush(BlockNode node) throws BlockException {
        try {
            node.flush();
        } catch (BlockException e) {
            throw new BlockException(e.errno(), "Error flushing drive", e);
        }
    }

    private PreparedStep prepare(Part part) throws BlockException {
        BlockNode node = part.node();
        NodeSpec spec = part.spec();
        NodeSpec old = node.spec().orElse(NodeSpec.of(node.driver().name()));
        NodeOptions options = new NodeOptions(spec.options());
        NodeSettings settings = NodeSettings.of(options, part.inherited().asReopened(node.settings()));
        settings.checkDetectZeroes();
        if (settings.forceShare() != node.settings().forceShare()) {
            throw cannotChange(FORCE_SHARE);
        }
        if (node.driver().canReopen()) {
            refuseLeftOut(node, spec, old);
        }
        PreparedStep step = node.driver().prepareReopen(node, options, settings);
        try {
            requireBacking(node, spec);
            exchangeChildren(node, spec);
            refuseChanged(node, options, spec, old);
        } catch (BlockException | RuntimeException e) {
            step.abort();
            throw e;
        }
        // not yet: the other drivers may have to write through this node before it is read-only
        takeOver.add(() -> takeOver(node, settings, spec));
        return step;
    }

    /** Which file is to be below an image must be said if there is one, or it names one. */
    private static void requireBacking(BlockNode node, NodeSpec spec) throws BlockException {
        boolean hasOne =
                node.cowChild().isPresent() || node.driver().backingFile().isPresent();
        if (node.driver().supportsBacking() && hasOne && !spec.children().containsKey(BACKING)) {
            throw refused(BACKING + " is missing for '" + node.name() + "'");
        }
    }

    private static void refuseLeftOut(BlockNode node, NodeSpec spec, NodeSpec old) throws BlockException {
        Map<String, Object> given = new NodeOptions(spec.options()).flat();
        for (String name : new NodeOptions(old.options()).flat().keySet()) {
            String whole = name.split("\\.", 2)[0];
            if (!given.containsKey(name)
                    && !COMMON.contains(whole)
                    && !node.driver().mutableOptions().contains(whole)) {
                throw refused("Option '" + name + "' cannot be reset to its default value");
            }
        }
    }

    private static void refuseChanged(BlockNode node, NodeOptions options, NodeSpec spec, NodeSpec old)
            throws BlockException {
        Set<String> handled = options.asked();
        Map<String, Object> before = new NodeOptions(old.options()).flat();
        for (Map.Entry<String, Object> option :
                new NodeOptions(spec.options()).flat().entrySet()) {
            String name = option.getKey();
            if (!handled.contains(name.split("\\.", 2)[0]) && !option.getValue().equals(before.get(name))) {
                throw cannotChange(name);
            }
        }
        if (!spec.driver().equals(node.driver().name())) {
            throw cannotChange("driver");
        }
    }

    private void exchangeChildren(BlockNode node, NodeSpec spec) throws BlockException {
        for (Map.Entry<String, NodeRef> child : spec.children().entrySet()) {
            String name = child.getKey();
            Optional<BlockNode> now = node.child(name).map(NodeEdge::node);
            switch (child.getValue()) {
                case NodeRef.Existing existing -> {
                    if (now.isEmpty() || !now.get().name().equals(existing.name())) {
                        exchange(node, name, Optional.of(find(node, name, existing.name())));
                    }
                }
                case NodeRef.None _ -> {
                    if (now.isPresent()) {
                        exchange(node, name, Optional.empty());
                    }
                }
                case NodeSpec _ -> {
                    // it is a part of its own
                }
            }
        }
    }

    private BlockNode find(BlockNode node, String childName, String name) throws BlockException {
        if (!EXCHANGEABLE.contains(childName)) {
            throw cannotChange(childName);
        }
        return graph.node(name)
                .orElseThrow(
                        () -> new BlockException(Errno.ENOENT, "Cannot find device='' nor node-name='" + name + "'"));
    }

    private void exchange(BlockNode node, String name, Optional<BlockNode> child) throws BlockException {
        undo.add(graph.edit().changeChild(node, name, child));
    }

    private void takeOver(BlockNode node, NodeSettings settings, NodeSpec spec) {
        NodeSettings settingsBefore = node.settings();
        Optional<NodeSpec> specBefore = node.spec();
        node.turningReadOnly(settings.readOnly() && !settingsBefore.readOnly());
        node.settings(settings);
        node.spec(spec);
        undo.add(() -> {
            node.settings(settingsBefore);
            specBefore.ifPresent(node::spec);
        });
    }

    private static BlockException cannotChange(String option) {
        return refused("Cannot change the option '" + option + "'");
    }

    private static BlockException refused(String text) {
        return new BlockException(Errno.EINVAL, text);
    }
}
