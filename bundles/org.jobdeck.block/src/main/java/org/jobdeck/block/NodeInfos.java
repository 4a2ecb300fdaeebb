package org.jobdeck.block;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Collects what is told of nodes (QEMU: bdrv_named_nodes_list). Main loop. */
public final class NodeInfos {

    private NodeInfos() {}

    /**
     * All nodes, the one that was named last first.
     *
     * @param flat whether images below a node are left out
     */
    public static List<NodeInfo> all(BlockGraph graph, boolean flat) {
        return newestFirst(graph).stream().map(node -> of(node, flat)).toList();
    }

    /** All nodes in the order in which they are told of: the one that was named last first. */
    public static List<BlockNode> newestFirst(BlockGraph graph) {
        graph.requireMain("telling of nodes");
        return graph.nodes().stream()
                .sorted(Comparator.comparingLong(BlockNode::number).reversed())
                .toList();
    }

    /** One node as an image that was opened without those below it. Main loop. */
    public static NodeInfo.Image image(BlockNode node) {
        node.graph().requireMain("telling of nodes");
        return image(node, NodeFileNames.withoutBacking(node), Optional.empty());
    }

    /** What a node is called in answers: the name of its file, or a description. Main loop. */
    public static String fileName(BlockNode node) {
        node.graph().requireMain("telling of nodes");
        return NodeFileNames.of(node);
    }

    /**
     * One node.
     *
     * @param flat whether images below it are left out
     */
    public static NodeInfo of(BlockNode node, boolean flat) {
        List<BlockNode> images = new ArrayList<>(List.of(node));
        for (Optional<NodeEdge> next = node.chainChild(); !flat && next.isPresent(); ) {
            images.add(next.get().node());
            next = next.get().node().chainChild();
        }
        Optional<NodeInfo.Image> below = Optional.empty();
        for (BlockNode image : images.subList(1, images.size()).reversed()) {
            below = Optional.of(image(image, NodeFileNames.of(image), below));
        }
        return new NodeInfo(
                node.name(),
                NodeFileNames.of(node),
                node.driver().name(),
                node.settings(),
                node.cowChild().map(edge -> NodeFileNames.of(edge.node())),
                images.size() - 1,
                image(node, NodeFileNames.of(node), below),
                node.bitmaps().all().stream().map(NodeInfo.Bitmap::of).toList());
    }

    private static NodeInfo.Image image(BlockNode node, String fileName, Optional<NodeInfo.Image> below) {
        return new NodeInfo.Image(
                fileName,
                node.driver().name(),
                node.length(),
                allocated(node),
                storage(node).map(ImageInfo::clusterSize),
                storage(node).map(ImageInfo::dirty).or(() -> tellsState(node) ? Optional.of(false) : Optional.empty()),
                node.driver().imageInfo(),
                node.driver().backingFile().map(file -> named(node, file)),
                storage(node).map(ImageInfo::snapshots).orElse(List.of()),
                below);
    }

    private static NodeInfo.Image.Named named(BlockNode node, BackingFile file) {
        return new NodeInfo.Image.Named(
                file.name(), ImageFileNames.fullName(node.fileName(), file.name()), file.format());
    }

    /** What is said of the image that this node is, or that stands for it (QEMU: bdrv_get_info, bdrv_snapshot_list). */
    private static Optional<ImageInfo> storage(BlockNode node) {
        return node.driver().imageInfo().or(() -> node.primaryChild().flatMap(child -> storage(child.node())));
    }

    /** QEMU: bdrv_get_allocated_file_size. */
    private static Optional<Long> allocated(BlockNode node) {
        Optional<Long> own = node.driver().allocatedBytes();
        if (own.isPresent() || node.isProtocol()) {
            return own;
        }
        if (node.isFilter()) {
            return node.filteredChild().flatMap(child -> allocated(child.node()));
        }
        long sum = 0;
        for (NodeEdge child : node.children()) {
            if (!child.roles().contains(EdgeRole.COW)) {
                Optional<Long> part = allocated(child.node());
                if (part.isEmpty()) {
                    return part;
                }
                sum += part.get();
            }
        }
        return Optional.of(sum);
    }

    /** QEMU: bdrv_get_info. */
    private static boolean tellsState(BlockNode node) {
        return node.primaryChild()
                .map(child -> tellsState(child.node()))
                .orElseGet(() -> node.driver().tellsState());
    }
}
