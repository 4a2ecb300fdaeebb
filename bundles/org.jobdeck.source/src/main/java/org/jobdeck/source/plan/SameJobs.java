package org.jobdeck.source.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jobdeck.job.common.Changes;
import org.jobdeck.job.common.JobSnapshot;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.source.JobSource;
import org.jobdeck.source.graph.GraphUser;
import org.jobdeck.source.graph.NodeGraph;

/** Finds what is under way already, so that a user who sees no progress does not double the load. */
public final class SameJobs {

    private SameJobs() {}

    /** All jobs of a source. It may wait for the source's lock: not for a user interface's thread. */
    public static List<JobSnapshot> all(JobSource source) {
        List<JobSnapshot> jobs = new ArrayList<>();
        Changes changes;
        long version = 0;
        do {
            changes = source.changesSince(version);
            version = changes.version();
            jobs.addAll(changes.upserted());
        } while (changes.more());
        return jobs;
    }

    /**
     * The jobs of a type that have not concluded and work on one of the nodes.
     *
     * @param type the type, as in "mirror"
     * @param nodes the names of the nodes, or of files where the engine is asked for files
     * @param graph the nodes and who holds them; empty where that is not known
     */
    public static List<JobSnapshot> find(List<JobSnapshot> jobs, NodeGraph graph, String type, Set<String> nodes) {
        Set<String> holders = new HashSet<>();
        for (GraphUser user : graph.users()) {
            if (user.kind() == GraphUser.Kind.JOB && nodes.contains(user.node())) {
                holders.add(user.name());
            }
        }
        return jobs.stream()
                .filter(job -> job.type().equals(type) && job.status() != JobStatus.CONCLUDED)
                .filter(job -> holders.contains(job.id())
                        || nodes.contains(job.id())
                        || job.resources().stream()
                                .anyMatch(on -> nodes.contains(on.name()) || nodes.contains(on.location())))
                .toList();
    }
}
