package org.jobdeck.block;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jobdeck.loop.Errno;

/** The names of nodes and backends, which are one name space (QEMU: bdrv_assign_node_name). Main loop only. */
final class NodeNames {

    private static final Pattern WELL_FORMED = Pattern.compile("[A-Za-z][A-Za-z0-9._-]*");
    private static final int MAX_NODE_NAME = 31;

    private final Set<String> nodeNames = new HashSet<>();
    private final Predicate<String> isBackend;
    private int generated;

    NodeNames(Predicate<String> isBackend) {
        this.isBackend = isBackend;
    }

    /** Takes a name for a node, or makes one up. */
    String claim(Optional<String> wanted) throws BlockException {
        String name = wanted.orElseGet(this::generate);
        if (wanted.isPresent()) {
            check(name);
        }
        nodeNames.add(name);
        return name;
    }

    private String generate() {
        String name;
        do {
            name = "#block%03d".formatted(generated++);
        } while (nodeNames.contains(name));
        return name;
    }

    private void check(String name) throws BlockException {
        if (!WELL_FORMED.matcher(name).matches()) {
            throw new BlockException(Errno.EINVAL, "Invalid node-name: '" + name + "'");
        }
        if (isBackend.test(name)) {
            throw new BlockException(Errno.EINVAL, "node-name=" + name + " is conflicting with a device id");
        }
        if (nodeNames.contains(name)) {
            throw new BlockException(Errno.EINVAL, "Duplicate nodes with node-name='" + name + "'");
        }
        if (name.length() > MAX_NODE_NAME) {
            throw new BlockException(Errno.EINVAL, "Node name too long");
        }
    }

    /** Checks a name for a backend. */
    void checkBackend(String name) throws BlockException {
        if (!WELL_FORMED.matcher(name).matches()) {
            throw new BlockException(Errno.EINVAL, "Invalid device name");
        }
        if (isBackend.test(name)) {
            throw new BlockException(Errno.EINVAL, "Device with id '" + name + "' already exists");
        }
        if (nodeNames.contains(name)) {
            throw new BlockException(Errno.EINVAL, "Device name '" + name + "' conflicts with an existing node name");
        }
    }

    void release(String name) {
        nodeNames.remove(name);
    }
}
