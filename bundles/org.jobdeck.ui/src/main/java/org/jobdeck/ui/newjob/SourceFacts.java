package org.jobdeck.ui.newjob;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.jobdeck.job.common.JobSnapshot;
import org.jobdeck.source.JobSource;
import org.jobdeck.source.JobStarter;
import org.jobdeck.source.graph.GraphNode;
import org.jobdeck.source.graph.NodeGraph;
import org.jobdeck.source.plan.SameJobs;
import org.jobdeck.source.schema.ServerSchema;
import org.jobdeck.source.schema.ServerSchemas;

/**
 * What the wizard has to know of a source.
 *
 * @param schema what it can be asked over QMP; knows nothing where it takes no commands
 * @param graph its nodes; empty where they are not known
 * @param jobs its jobs
 * @param starter starts jobs of its drivers; empty where it has none
 * @param local whether its files are those of this machine
 */
public record SourceFacts(
        ServerSchema schema, NodeGraph graph, List<JobSnapshot> jobs, Optional<JobStarter> starter, boolean local) {

    /** Makes the list unmodifiable. */
    public SourceFacts {
        jobs = List.copyOf(jobs);
    }

    /** Nothing is known. */
    public static final SourceFacts NONE =
            new SourceFacts(ServerSchema.NONE, NodeGraph.EMPTY, List.of(), Optional.empty(), false);

    /**
     * Asks a source. What it does not tell is not there; never fails.
     *
     * @param worker may wait
     */
    static CompletionStage<SourceFacts> ask(JobSource source, ServerSchemas schemas, boolean local, Executor worker) {
        CompletableFuture<ServerSchema> schema =
                schemas.of(source).exceptionally(none -> ServerSchema.NONE).toCompletableFuture();
        CompletableFuture<NodeGraph> graph =
                source.graph().exceptionally(none -> NodeGraph.EMPTY).toCompletableFuture();
        CompletableFuture<List<JobSnapshot>> jobs = CompletableFuture.supplyAsync(() -> SameJobs.all(source), worker);
        return CompletableFuture.allOf(schema, graph, jobs)
                .thenApply(all -> new SourceFacts(
                        schema.resultNow(), graph.resultNow(), jobs.resultNow(), source.starter(), local));
    }

    /** The ids that a new job cannot have. */
    Set<String> jobIds() {
        return jobs.stream().map(JobSnapshot::id).collect(Collectors.toSet());
    }

    /** The names that a new node cannot have. */
    Set<String> nodeNames() {
        return graph.nodes().stream().map(GraphNode::name).collect(Collectors.toSet());
    }
}
