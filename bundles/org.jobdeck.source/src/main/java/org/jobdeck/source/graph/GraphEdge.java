package org.jobdeck.source.graph;

/**
 * That one node uses another.
 *
 * @param parent name of the node that uses
 * @param child name of the node that is used
 * @param role what as, as in "file" or "backing"
 */
public record GraphEdge(String parent, String child, String role) {}
