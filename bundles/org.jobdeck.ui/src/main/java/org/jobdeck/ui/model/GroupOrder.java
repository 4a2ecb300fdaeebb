package org.jobdeck.ui.model;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jobdeck.job.common.JobResource;
import org.jobdeck.ui.i18n.Messages;

/** The order of the groups: sources by number, states by how much they want to be seen, others by name. */
final class GroupOrder {

    private static final String NO_NODE = Messages.of(GroupOrder.class).get("group.no.node");

    private final Map<RowKey, Integer> ranks = new HashMap<>();

    /** A job stands in a group: jobs of one state look alike, so one of them tells the rank of all. */
    void note(RowKey group, JobView job) {
        if (group instanceof RowKey.Group(Grouping grouping, String _) && grouping == Grouping.STATE) {
            ranks.computeIfAbsent(group, g -> Tone.of(job).rank());
        }
    }

    /** A group is gone. */
    void forget(RowKey group) {
        ranks.remove(group);
    }

    int compare(RowKey a, RowKey b) {
        int bySource = Integer.compare(a.source(), b.source());
        int byRank = bySource != 0 ? bySource : Integer.compare(rank(a), rank(b));
        return byRank != 0 || !(a instanceof RowKey.Group left) || !(b instanceof RowKey.Group right)
                ? byRank
                : left.value().compareTo(right.value());
    }

    private int rank(RowKey key) {
        return ranks.getOrDefault(key, 0);
    }

    /** The node that a job is grouped by: the first of those it works on. */
    static String nodeOf(JobView job) {
        List<JobResource> nodes = job.snapshot().resources();
        return nodes.isEmpty() ? NO_NODE : nodes.getFirst().name();
    }
}
