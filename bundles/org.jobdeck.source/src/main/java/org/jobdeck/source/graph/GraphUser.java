package org.jobdeck.source.graph;

/**
 * That something which is not a node uses a node.
 *
 * @param kind what it is
 * @param name a device's name, a job's id, an export's id
 * @param node name of the node that is used
 * @param role what as, as in "root", "main node" or "target"; empty if it is not known
 */
public record GraphUser(Kind kind, String name, String node, String role) {

    /** What can use a node. */
    public enum Kind {
        /** A disk of the machine, or a block backend without one. */
        DEVICE,
        /** A job. */
        JOB,
        /** An export. */
        EXPORT
    }
}
