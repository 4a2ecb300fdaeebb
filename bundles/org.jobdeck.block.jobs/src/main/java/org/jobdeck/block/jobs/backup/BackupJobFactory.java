package org.jobdeck.block.jobs.backup;

import java.util.List;
import java.util.Optional;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.BlockGraph;
import org.jobdeck.block.jobs.BlockJob;
import org.jobdeck.block.jobs.OnError;
import org.jobdeck.job.common.JobException;
import org.jobdeck.job.driver.EngineServices;
import org.jobdeck.job.driver.JobDriverFactory;
import org.jobdeck.job.driver.JobPlan;
import org.jobdeck.job.driver.OptionKind;
import org.jobdeck.job.driver.OptionSpec;
import org.jobdeck.job.driver.OptionValues;
import org.jobdeck.loop.Errno;
import org.osgi.service.component.annotations.Component;

/** Backups by name (QEMU: blockdev-backup). */
@Component(service = JobDriverFactory.class)
public final class BackupJobFactory implements JobDriverFactory {

    static final String SOURCE = "source";
    static final String TARGET = "target";
    static final String DEVICE = "device";
    static final String TARGET_NODE = "target-node";

    private static final String SPEED = "speed";
    private static final String SYNC = "sync";
    private static final String ON_SOURCE_ERROR = "on-source-error";
    private static final String ON_TARGET_ERROR = "on-target-error";
    private static final String MAX_WORKERS = "max-workers";

    private static final long DEFAULT_WORKERS = 16;
    private static final long MOST_WORKERS = 1024;

    private static final List<OptionSpec> OPTIONS = List.of(
            OptionSpec.optional(SOURCE, OptionKind.EXISTING_FILE, null, "raw image to read"),
            OptionSpec.optional(TARGET, OptionKind.FILE, null, "raw image to write, as long as the source"),
            OptionSpec.optional(DEVICE, OptionKind.NODE, null, "node to read, instead of a source file"),
            OptionSpec.optional(TARGET_NODE, OptionKind.NODE, null, "node to write, instead of a target file"),
            OptionSpec.choice(SYNC, List.of("full"), "full", "what to copy"),
            OptionSpec.optional(SPEED, OptionKind.RATE, 0L, "limit in bytes a second, 0 for none"),
            OptionSpec.choice(ON_SOURCE_ERROR, OnError.qmpNames(), "report", "what to do when a read fails"),
            OptionSpec.choice(ON_TARGET_ERROR, OnError.qmpNames(), "report", "what to do when a write fails"),
            OptionSpec.optional(MAX_WORKERS, OptionKind.NUMBER, DEFAULT_WORKERS, "how many copies may be in flight")
                    .between(1, MOST_WORKERS));

    @Override
    public String type() {
        return BackupDriver.TYPE;
    }

    @Override
    public String description() {
        return "Copies a disk image, as it is now, to another place";
    }

    @Override
    public List<OptionSpec> options() {
        return OPTIONS;
    }

    @Override
    public JobPlan plan(OptionValues values, EngineServices services) throws JobException {
        BlockGraph graph = services.service(BlockGraph.class);
        BackupRequest.Tuning tuning = new BackupRequest.Tuning(values.number(SPEED), values.number(MAX_WORKERS), 0);
        BackupOptions options = new BackupOptions(
                SyncMode.FULL, policy(values, ON_SOURCE_ERROR), policy(values, ON_TARGET_ERROR), tuning, false);
        BackupNodes nodes = BackupNodes.open(graph, values);
        try {
            BackupChecks.checkNodes(nodes.source(), nodes.target(), false, tuning);
            BackupSetup setup = BackupSetup.insert(graph, nodes.source(), nodes.target(), Optional.empty());
            return new BackupPlan(setup, options, services);
        } catch (BlockException e) {
            throw BlockJob.asJobException(e);
        } catch (JobException e) {
            throw e.result() == -Errno.EAGAIN.number() ? inUse(nodes, e) : e;
        } finally {
            // the filter holds both
            nodes.release();
        }
    }

    /** What QEMU says of an image lock tells only its own users what to do. */
    private static JobException inUse(BackupNodes nodes, JobException cause) {
        return new JobException(
                Errno.EAGAIN,
                "The backup needs '" + nodes.source().fileName() + "' unchanged and '"
                        + nodes.target().fileName() + "' for itself, but another program uses one of them ("
                        + cause.getMessage() + "): close it there and try again",
                cause);
    }

    private static OnError policy(OptionValues values, String option) {
        return OnError.ofQmpName(values.text(option))
                .orElseThrow(() -> new IllegalArgumentException("unchecked value of " + option));
    }
}
