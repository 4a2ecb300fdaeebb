package org.jobdeck.block.jobs;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.BlockGraph;
import org.jobdeck.block.BlockNode;
import org.jobdeck.block.EdgeParent;
import org.jobdeck.block.GrantedPermissions;
import org.jobdeck.block.LoopChange;
import org.jobdeck.block.NodeEdge;
import org.jobdeck.block.OpBlocker;
import org.jobdeck.block.OpType;
import org.jobdeck.job.common.IoStatus;
import org.jobdeck.job.common.Job;
import org.jobdeck.job.common.JobEvent;
import org.jobdeck.job.common.JobException;
import org.jobdeck.job.common.JobLock.Held;
import org.jobdeck.job.common.JobResource;
import org.jobdeck.job.common.JobSystem;
import org.jobdeck.job.common.internal.JobCore;
import org.jobdeck.job.common.internal.JobLayer;
import org.jobdeck.job.common.internal.JobListeners.Moment;
import org.jobdeck.job.driver.JobDriver;
import org.jobdeck.loop.Errno;
import org.jobdeck.loop.EventLoop;

/**
 * A job with its edges to block nodes: drained with them, moved with them, and blocking other operations on them (QEMU:
 * BlockJob).
 *
 * <p>Made in two steps, because the job itself is made in between: {@link #driver()} goes to whoever creates the job, then
 * {@link #attach} makes it a user of its main node. Main loop and job lock free, where nothing else is said.
 */
public final class BlockJob implements EdgeParent {

    private final JobLayer layer;
    private final BlockGraph graph;
    private final BlockJobDriver driver;
    private final OpBlocker blocker;
    private final List<NodeEdge> edges = new ArrayList<>();
    private final Map<BlockNode, BlockNode> instead = new HashMap<>();

    /** Set once by {@link #attach}, before the job can run. */
    private volatile JobCore job;

    /** For a job of that layer on nodes of that graph, about to be created. */
    public BlockJob(JobSystem system, BlockGraph graph, BlockJobDriver driver) {
        this.layer = JobLayer.of(system);
        this.graph = graph;
        this.driver = driver;
        this.blocker = new OpBlocker("block device is in use by block job: " + driver.type());
    }

    /** The driver to create the job with. */
    public JobDriver driver() {
        return new BlockJobOps(this, driver);
    }

    /** The job; null before {@link #attach}. */
    public Job job() {
        return job;
    }

    /**
     * Makes the new job a user of its main node and gives it its limit (QEMU: the second half of block_job_create).
     *
     * @param created the job made with {@link #driver()}
     * @param node the main node; all operations on it but dataplane are blocked from now on
     * @param permissions what the job needs of it and lets others do
     * @param speed the limit in bytes a second; 0 means none
     * @return the edge to the node
     * @throws JobException if the node's other users do not allow that, or the limit is negative; the caller fails the job
     *     early
     */
    public NodeEdge attach(Job created, BlockNode node, GrantedPermissions permissions, long speed)
            throws JobException {
        job = layer.core(created);
        try (Held held = layer.lock().acquire()) {
            job.addListener(held, Moment.READY, this::appendReady);
            job.addListener(held, Moment.PENDING, this::appendPending);
            job.addListener(held, Moment.FINALIZE_COMPLETED, this::appendCompleted);
            job.addListener(held, Moment.FINALIZE_CANCELLED, this::appendCancelled);
        }
        NodeEdge edge = addNode("main node", node, permissions);
        node.unblockOp(OpType.DATAPLANE, blocker);
        if (speed != 0) {
            try (Held held = layer.lock().acquire()) {
                layer.pausing().setSpeed(held, job, speed);
            }
        }
        return edge;
    }

    /**
     * Makes the job a user of one more node (QEMU: block_job_add_bdrv). One node may be added more than once.
     *
     * @param name what the node is to the job, {@code target} for instance
     * @throws JobException if the node's other users do not allow that
     */
    public NodeEdge addNode(String name, BlockNode node, GrantedPermissions permissions) throws JobException {
        NodeEdge edge;
        try {
            edge = graph.attach(this, name, Set.of(), node, permissions);
        } catch (BlockException e) {
            throw asJobException(e);
        }
        edges.addFirst(edge);
        node.blockAllOps(blocker);
        publishResources();
        return edge;
    }

    @Override
    public String shortName() {
        return job.id();
    }

    /** Whether the job is a user of that node (QEMU: block_job_has_bdrv). */
    public boolean uses(BlockNode node) {
        return edges.stream().anyMatch(edge -> edge.node() == node);
    }

    /** Gives all nodes up (QEMU: block_job_remove_all_bdrv). Nothing happens a second time. */
    public void removeAllNodes() {
        while (!edges.isEmpty()) {
            NodeEdge edge = edges.removeFirst();
            edge.node().unblockAllOps(blocker);
            graph.detach(edge);
        }
    }

    /** In what is told of the job's nodes, one stands for another from now on. */
    public void showInstead(BlockNode node, BlockNode shown) {
        instead.put(node, shown);
        publishResources();
    }

    private void publishResources() {
        List<JobResource> resources = new ArrayList<>();
        for (NodeEdge edge : edges.reversed()) {
            BlockNode shown = instead.getOrDefault(edge.node(), edge.node());
            resources.add(new JobResource(edge.name(), shown.name(), shown.fileName()));
        }
        try (Held held = layer.lock().acquire()) {
            job.setResources(held, resources);
        }
    }

    /**
     * Decides about an I/O error, tells of it and, where the policy says so, stops the job (QEMU:
     * block_job_error_action). Called by the body.
     *
     * @param read whether a read failed; otherwise a write
     * @return what the body has to do: with {@code STOP}, come to a pause point and try again
     */
    public OnError.Action errorAction(OnError policy, boolean read, Errno errno) {
        OnError.Action action = policy.actionFor(errno);
        layer.lock().requireFree();
        try (Held held = layer.lock().acquire()) {
            job.appendEvent(held, new JobEvent.IoError(job.key(), job.id(), job.type(), now(), read, action.qmpName()));
            if (action == OnError.Action.STOP) {
                layer.pausing().stopOnError(held, job, errno == Errno.ENOSPC ? IoStatus.NOSPACE : IoStatus.FAILED);
            }
        }
        return action;
    }

    /** Lets the body go on that waits for something of its own, which has come (QEMU: job_enter). Any thread. */
    public void enter() {
        layer.body().enter(job);
    }

    /** Lets a body that sleeps look again whether it still has to. Any thread. */
    public void wake() {
        try (Held held = layer.lock().acquire()) {
            layer.body().enterIf(held, job, waiting -> waiting.isSleepTimerPending(held));
        }
    }

    /** The I/O errors of the past are settled (QEMU: block_job_user_resume). */
    void resetIoStatus() {
        try (Held held = layer.lock().acquire()) {
            job.setIoStatus(held, IoStatus.OK);
        }
    }

    /** The same failure in the words of the job layer. */
    public static JobException asJobException(BlockException e) {
        return new JobException(e.errno(), e.getMessage(), e);
    }

    // ---- listeners, under the job lock

    private void appendReady(Held held, JobCore j) {
        j.appendEvent(
                held,
                new JobEvent.Ready(
                        j.key(), j.id(), j.type(), now(), j.progress().get(), j.speed(held)));
    }

    private void appendPending(Held held, JobCore j) {
        j.appendEvent(held, new JobEvent.Pending(j.key(), j.id(), j.type(), now()));
    }

    private void appendCompleted(Held held, JobCore j) {
        String error = j.result(held) < 0 ? j.error(held) : null;
        j.appendEvent(
                held,
                new JobEvent.Completed(
                        j.key(), j.id(), j.type(), now(), j.progress().get(), j.speed(held), error));
    }

    private void appendCancelled(Held held, JobCore j) {
        j.appendEvent(
                held,
                new JobEvent.Cancelled(
                        j.key(), j.id(), j.type(), now(), j.progress().get(), j.speed(held)));
    }

    private Instant now() {
        return layer.mainLoop().clock().now();
    }

    // ---- as a user of nodes (QEMU: child_job)

    @Override
    public String describe() {
        return driver.type() + " job '" + (job == null || job.internal() ? "" : job.id()) + "'";
    }

    @Override
    public void drainedBegin(NodeEdge edge) {
        try (Held held = layer.lock().acquire()) {
            layer.pausing().pause(held, job);
        }
    }

    @Override
    public boolean drainedPoll(NodeEdge edge) {
        try (Held held = layer.lock().acquire()) {
            if (!job.isBusy(held) || job.isCompleted(held)) {
                return false;
            }
        }
        return driver.drainedPoll();
    }

    @Override
    public void drainedEnd(NodeEdge edge) {
        try (Held held = layer.lock().acquire()) {
            layer.pausing().resume(held, job);
        }
    }

    @Override
    public EventLoop eventLoop() {
        try (Held held = layer.lock().acquire()) {
            return job.loop(held);
        }
    }

    @Override
    public void changeLoop(NodeEdge edge, LoopChange change) throws BlockException {
        for (NodeEdge other : edges) {
            change.include(other);
        }
        change.onCommit(() -> {
            if (eventLoop() != change.target()) {
                layer.setEventLoop(job, change.target());
                driver.attachedLoop(change.target());
            }
        });
    }

    @Override
    public boolean stayAtNode() {
        return true;
    }
}
