package org.jobdeck.block;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jobdeck.loop.Errno;
import org.jobdeck.loop.WorkerPool;

/** What a driver needs to open its node and later to run; it may keep it. */
public final class DriverOpening {

    /** The child that a format is opened on. */
    static final String FILE = "file";

    private final BlockGraph graph;
    private final BlockNode node;
    private final Map<String, NodeRef> children;
    private final Optional<BlockNode> file;
    private final Set<String> opened = new HashSet<>();

    /** The child {@code file} is open already if it is given. */
    DriverOpening(BlockGraph graph, BlockNode node, Map<String, NodeRef> children, Optional<BlockNode> file) {
        this.graph = graph;
        this.node = node;
        this.children = children;
        this.file = file;
    }

    /** The graph the node belongs to. */
    public BlockGraph graph() {
        return graph;
    }

    /** The node. */
    public BlockNode node() {
        return node;
    }

    /** The threads for what blocks; {@link WorkerPool#call} in requests. */
    public WorkerPool pool() {
        return graph.pool();
    }

    /** The driver knows the length from now on, before the node is open. */
    public void lengthIsKnown() {
        node.refreshLength();
    }

    /** Says which file the node stands for. */
    public void fileName(String name) {
        node.fileName(name);
    }

    /**
     * Opens the child of the given name, if one was described, and attaches it. While the node is opened only.
     *
     * @throws BlockException if it cannot be opened or its permissions are in conflict
     */
    public Optional<NodeEdge> openChild(String name, Set<EdgeRole> roles) throws BlockException {
        NodeRef ref = children.get(name);
        opened.add(name);
        if (ref == null || ref instanceof NodeRef.None) {
            return Optional.empty();
        }
        if (file.isPresent() && name.equals(FILE)) {
            return Optional.of(graph.edit().attachChild(node, name, roles, file.get()));
        }
        return Optional.of(attach(name, roles, ref));
    }

    /** Whether the description says that there is to be no child of the given name. */
    public boolean isDeclined(String name) {
        return children.get(name) instanceof NodeRef.None;
    }

    /**
     * Opens a child that the image names itself, and attaches it. While the node is opened only.
     *
     * @param fileName as it stands in the image; a relative one counts from the folder of the node's file
     */
    public NodeEdge openNamedChild(String name, Set<EdgeRole> roles, String fileName) throws BlockException {
        return attach(name, roles, ImageFileNames.file(node.fileName(), fileName));
    }

    private NodeEdge attach(String name, Set<EdgeRole> roles, NodeRef ref) throws BlockException {
        BlockNode child = graph.openRef(ref, node.settings().forChild());
        try {
            return graph.edit().attachChild(node, name, roles, child);
        } finally {
            child.unref();
        }
    }

    /** How many children are described whose names are that word and a number, from 0 on. */
    public int describedChildren(String prefix) {
        return (int) children.keySet().stream()
                .filter(name -> name.startsWith(prefix))
                .count();
    }

    /** The node turns out not to be writable, which its options allow ({@link NodeSettings#autoReadOnly}). */
    public void becomeReadOnly() {
        node.becomeReadOnly();
    }

    /** Opens the child of the given name, which must have been described, and attaches it. */
    public NodeEdge openRequiredChild(String name, Set<EdgeRole> roles) throws BlockException {
        return openChild(name, roles)
                .orElseThrow(() -> new BlockException(Errno.EINVAL, "Parameter '" + name + "' is missing"));
    }

    /**
     * Does something that blocks on a thread of the pool. In a coroutine its baton is free meanwhile; on the home thread
     * of the main loop the loop runs meanwhile.
     *
     * @throws BlockException what the work threw, or EIO with its message
     */
    public <T> T blocking(Callable<T> work) throws BlockException {
        return graph.blocking(work);
    }

    /** Does something in a coroutine of the node's loop, while the node is opened: it is no request yet. */
    public <T> T inCoroutine(String what, NodeRequest<T> work) throws BlockException {
        return Routing.run(node.eventLoop(), what, work::run);
    }

    /** Does something as a request on the node: in a coroutine of its loop, counted as all requests are. */
    public <T> T request(String what, NodeRequest<T> request) throws BlockException {
        return node.io().request(what, request::run);
    }

    /** Refuses a description that has children the driver does not know. */
    void refuseUnopened(BlockDriver driver) throws BlockException {
        for (String name : children.keySet()) {
            boolean wanted = !(children.get(name) instanceof NodeRef.None);
            if (wanted && !opened.contains(name) && node.child(name).isEmpty()) {
                throw new BlockException(
                        Errno.EINVAL,
                        "Block format '" + driver.name() + "' does not support the option '" + name + "'");
            }
        }
    }
}
