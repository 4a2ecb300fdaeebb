package org.jobdeck.block;

import java.util.List;
import java.util.Optional;
import org.jobdeck.loop.Errno;

/**
 * Makes nodes from descriptions, in QEMU's order, because that decides which of several errors is told: a format's file
 * is opened first, then come the options of all nodes, the name, and at last the driver (QEMU: bdrv_open_inherit). Home
 * thread of the main loop only.
 */
final class NodeOpener {

    /** More than anybody has, and few enough for the stack. */
    private static final int MOST_BACKING_FILES = 200;

    private final BlockGraph graph;

    /** How many images under way were opened because another names them. */
    private int backingDepth;

    NodeOpener(BlockGraph graph) {
        this.graph = graph;
    }

    /** A node of a kind that the graph knows. */
    BlockNode open(BlockDriverType type, NodeSpec spec, NodeSettings inherited) throws BlockException {
        NodeOptions options = new NodeOptions(spec.options());
        NodeSettings settings = NodeSettings.of(options, inherited);
        NodeRef file = spec.children().get(DriverOpening.FILE);
        if (type.isProtocol() || file == null || file instanceof NodeRef.None) {
            return open(type, spec, options, settings, Optional.empty());
        }
        BlockNode fileNode = graph.openRef(file, settings.forChild());
        try {
            return open(type, spec, options, settings, Optional.of(fileNode));
        } finally {
            if (file instanceof NodeRef.Existing) {
                drainAsQemu(fileNode);
            }
            fileNode.unref();
        }
    }

    /** QEMU holds the file by a backend while it opens the format; giving that up drains the file twice. */
    private void drainAsQemu(BlockNode file) {
        for (int i = 0; i < 2; i++) {
            graph.drainedBegin(file);
            graph.drainedEnd(file);
        }
    }

    private BlockNode open(
            BlockDriverType type, NodeSpec spec, NodeOptions options, NodeSettings settings, Optional<BlockNode> file)
            throws BlockException {
        settings.check();
        if (type.needsFileName() && options.text("filename").orElse("").isEmpty()) {
            throw new BlockException(Errno.EINVAL, "The '" + type.name() + "' block driver requires a file name");
        }
        settings.checkDetectZeroes();
        String name = graph.names().claim(spec.nodeName());
        BlockDriver driver;
        try {
            driver = type.create(options);
        } catch (BlockException | RuntimeException e) {
            graph.names().release(name);
            throw e;
        }
        BlockNode node = new BlockNode(graph, name, driver, settings);
        node.spec(spec);
        if (type.isProtocol()) {
            node.markProtocol();
        }
        openDriver(node, options, spec, file);
        return node;
    }

    /** A node of a driver object; of the description the name, the options of all nodes and the children count. */
    BlockNode open(BlockDriver driver, NodeSpec spec) throws BlockException {
        NodeOptions options = new NodeOptions(spec.options());
        NodeSettings settings = NodeSettings.of(options, NodeSettings.DEFAULT);
        settings.check();
        settings.checkDetectZeroes();
        String name = graph.names().claim(spec.nodeName());
        BlockNode node = new BlockNode(graph, name, driver, settings);
        openDriver(node, options, spec, Optional.empty());
        return node;
    }

    private void openDriver(BlockNode node, NodeOptions options, NodeSpec spec, Optional<BlockNode> file)
            throws BlockException {
        BlockDriver driver = node.driver();
        boolean opened = false;
        try {
            refuseUnused(driver, node.isProtocol(), options);
            DriverOpening opening = new DriverOpening(graph, node, spec.children(), file);
            driver.open(opening);
            opened = true;
            if (driver.length() > NodeIo.MAX_LENGTH) {
                throw new BlockException(Errno.EFBIG, "Could not refresh total sector count: " + Errno.EFBIG.text());
            }
            node.refreshLength();
            node.expectedBacking(driver.backingFile().map(BackingFile::name).orElse(""));
            NodeRef backing = spec.children().get("backing");
            if (backing == null && driver.backingFile().isPresent()) {
                openNamedBacking(node, driver.backingFile().get());
                node.cowChild().ifPresent(below -> node.expectedBacking(NodeFileNames.of(below.node())));
            } else if (backing != null
                    && !(backing instanceof NodeRef.None)
                    && node.child("backing").isEmpty()) {
                openGivenBacking(node, backing);
            }
            opening.refuseUnopened(driver);
            PermissionUpdate.refresh(List.of(node));
        } catch (BlockException | RuntimeException e) {
            if (opened) {
                driver.close();
            }
            graph.dismantle(node);
            throw e;
        }
        graph.add(node);
    }

    private static void refuseUnused(BlockDriver driver, boolean protocol, NodeOptions options) throws BlockException {
        for (String option : options.unused()) {
            throw new BlockException(
                    Errno.EINVAL,
                    protocol
                            ? "Block protocol '" + driver.name() + "' doesn't support the option '" + option + "'"
                            : "Block format '" + driver.name() + "' does not support the option '" + option + "'");
        }
    }

    /** Opens the backing file that the image itself names (QEMU: bdrv_open_backing_file). */
    private void openNamedBacking(BlockNode node, BackingFile backing) throws BlockException {
        if (backingDepth == MOST_BACKING_FILES) {
            throw new BlockException(
                    Errno.ELOOP,
                    "The image '" + node.fileName() + "' stands at the end of a chain of " + MOST_BACKING_FILES
                            + " backing files and names one more: see whether one of them is its own backing file");
        }
        backingDepth++;
        try {
            NodeSpec file = ImageFileNames.file(node.fileName(), backing.name());
            Optional<NodeSpec> image = ImageFileNames.image(file, backing.format());
            if (image.isPresent()) {
                openBacking(node, image.get());
            } else {
                openBackingOfAnyFormat(node, file);
            }
        } catch (BlockException e) {
            throw new BlockException(e.errno(), "Could not open backing file: " + e.getMessage(), e);
        } finally {
            backingDepth--;
        }
    }

    private void openGivenBacking(BlockNode node, NodeRef ref) throws BlockException {
        BlockNode backing;
        try {
            backing = graph.openRef(ref, node.settings().forBacking());
        } catch (BlockException e) {
            throw new BlockException(e.errno(), "Could not open backing file: " + e.getMessage(), e);
        }
        setBacking(node, backing);
    }

    private void openBackingOfAnyFormat(BlockNode node, NodeSpec spec) throws BlockException {
        BlockNode file = graph.openRef(spec, node.settings().forBacking().forChild());
        try {
            String format = ImageFileNames.formatOf(file);
            openBacking(node, NodeSpec.of(format).child(DriverOpening.FILE, NodeRef.existing(file.name())));
        } finally {
            file.unref();
        }
    }

    private void openBacking(BlockNode node, NodeRef ref) throws BlockException {
        setBacking(node, graph.openRef(ref, node.settings().forBacking()));
    }

    private void setBacking(BlockNode node, BlockNode backing) throws BlockException {
        try {
            graph.edit().setBacking(node, Optional.of(backing));
        } finally {
            backing.unref();
        }
    }
}
