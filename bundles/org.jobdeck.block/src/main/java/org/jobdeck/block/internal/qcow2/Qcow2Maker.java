package org.jobdeck.block.internal.qcow2;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.BlockGraph;
import org.jobdeck.block.BlockNode;
import org.jobdeck.block.ImageMaker;
import org.jobdeck.block.NamedBackend;
import org.jobdeck.block.NodeCreation;
import org.jobdeck.block.NodeEdge;
import org.jobdeck.block.NodeOptions;
import org.jobdeck.block.NodeRef;
import org.jobdeck.block.NodeSpec;
import org.jobdeck.block.Permission;
import org.jobdeck.block.Permissions;
import org.jobdeck.loop.Errno;

/** Makes an image on a node that is there for it (QEMU: qcow2_co_create). */
public final class Qcow2Maker implements ImageMaker {

    private static final String DATA_FILE = "data-file";

    private final BlockGraph graph;
    private final NodeCreation creation;
    private final CreateOptions options;
    private BlockNode file;
    private Optional<BlockNode> data = Optional.empty();

    /** Of the nodes in the creation, {@code file} must be there. */
    public Qcow2Maker(BlockGraph graph, NodeCreation creation, NodeOptions options) throws BlockException {
        this.graph = graph;
        this.creation = creation;
        this.options = CreateOptions.of(options, creation.children().containsKey(DATA_FILE));
    }

    @Override
    public void begin() throws BlockException {
        NodeRef place = creation.children().get("file");
        if (place == null) {
            throw new BlockException(Errno.EINVAL, "Parameter 'file' is missing");
        }
        file = graph.open(place);
        try {
            options.check();
            NodeRef dataPlace = creation.children().get(DATA_FILE);
            if (dataPlace != null) {
                data = Optional.of(graph.open(dataPlace));
            }
        } catch (BlockException e) {
            file.unref();
            throw e;
        }
    }

    @Override
    public void finish() throws BlockException {
        try {
            writeBeginning();
            fill();
        } finally {
            data.ifPresent(BlockNode::unref);
            file.unref();
        }
    }

    /** The header, the refcount table and one refcount block: enough to open it. */
    private void writeBeginning() throws BlockException {
        NamedBackend backend = graph.newBackend(Permissions.of(Permission.WRITE, Permission.RESIZE), Permissions.ALL);
        try {
            backend.insert(file);
            NodeEdge edge = backend.root().orElseThrow();
            Extensions extensions = Extensions.NONE.withDataFile(data.map(BlockNode::fileName));
            edge.pwrite(0, new ImageHead(options.header(), extensions).toBytes());
            int clusterSize = 1 << options.clusterBits();
            ByteBuffer table = ByteBuffer.allocate(2 * clusterSize);
            table.putLong(0, 2L * clusterSize);
            edge.pwrite(clusterSize, table);
        } finally {
            backend.close();
        }
    }

    private void resize(NamedBackend backend) throws BlockException {
        try {
            backend.truncate(options.size(), options.preallocation());
        } catch (BlockException e) {
            throw new BlockException(e.errno(), "Could not resize image: " + e.getMessage(), e);
        }
    }

    private void fill() throws BlockException {
        NodeSpec spec = NodeSpec.of("qcow2")
                .child("file", NodeRef.existing(file.name()))
                .child("backing", NodeRef.none());
        if (data.isPresent()) {
            spec = spec.child(DATA_FILE, NodeRef.existing(data.get().name()));
        }
        BlockNode node = graph.open(spec);
        try {
            NamedBackend backend =
                    graph.newBackend(Permissions.of(Permission.WRITE, Permission.RESIZE), Permissions.ALL);
            try {
                backend.insert(node);
                ((Qcow2Driver) node.driver()).countBeginning();
                resize(backend);
                if (options.backing().isPresent()) {
                    node.changeBackingFile(options.backing());
                }
                backend.flush();
            } finally {
                backend.close();
            }
        } finally {
            node.unref();
        }
    }
}
