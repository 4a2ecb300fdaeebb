package org.jobdeck.block.jobs.backup;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import org.jobdeck.block.jobs.OnError;
import org.jobdeck.job.common.JobTxn;
import org.jobdeck.json.JsonObject;

/**
 * A backup of one node to another, as {@code blockdev-backup} has it (QEMU: BlockdevBackup).
 *
 * @param jobId the job's name; empty for that of the device on the source
 * @param device the node to read, by its name or that of a device on it
 * @param target the node to write, likewise
 * @param sync what is copied
 * @param bitmap the bitmap that says what is copied
 * @param bitmapMode when the bitmap is brought up to date
 * @param compress whether the target shall compress what is written
 * @param onSourceError what to do about a failed read
 * @param onTargetError what to do about a failed write
 * @param filterNodeName the node-name of the filter that copies before others write; empty for one that is made up
 * @param tuning how it works
 * @param end how the job comes to its end
 */
public record BackupRequest(
        Optional<String> jobId,
        String device,
        String target,
        SyncMode sync,
        Optional<String> bitmap,
        Optional<BitmapMode> bitmapMode,
        boolean compress,
        OnError onSourceError,
        OnError onTargetError,
        Optional<String> filterNodeName,
        Tuning tuning,
        End end) {

    /**
     * How a backup works (QEMU: BackupPerf, and the speed).
     *
     * @param speed the limit in bytes a second; 0 means none
     * @param maxWorkers how many copies may be in flight
     * @param maxChunk the most that one copy holds, in bytes; 0 means no limit of the user's
     */
    public record Tuning(long speed, long maxWorkers, long maxChunk) {
        /** No limit, 64 copies in flight. */
        public static final Tuning DEFAULT = new Tuning(0, 64, 0);
    }

    /**
     * How a job comes to its end.
     *
     * @param autoFinalize whether it finalizes by itself
     * @param autoDismiss whether it vanishes by itself once concluded
     * @param txn the transaction to join; null for one of its own
     */
    public record End(boolean autoFinalize, boolean autoDismiss, JobTxn txn) {
        /** By itself, in a transaction of its own. */
        public static final End AUTOMATIC = new End(true, true, null);
    }

    /** A full backup with all defaults. */
    public static BackupRequest full(String jobId, String device, String target) {
        return new BackupRequest(
                Optional.of(jobId),
                device,
                target,
                SyncMode.FULL,
                Optional.empty(),
                Optional.empty(),
                false,
                OnError.REPORT,
                OnError.REPORT,
                Optional.empty(),
                Tuning.DEFAULT,
                End.AUTOMATIC);
    }

    /**
     * The arguments of {@code blockdev-backup}, which have been checked against the schema.
     *
     * @param txn the transaction to join; null for one of its own
     */
    public static BackupRequest of(JsonObject arguments, JobTxn txn) {
        JsonObject perf = arguments.object("x-perf").orElse(JsonObject.empty());
        return new BackupRequest(
                arguments.string("job-id"),
                arguments.string("device").orElseThrow(),
                arguments.string("target").orElseThrow(),
                choice(
                        SyncMode.values(),
                        SyncMode::qmpName,
                        arguments.string("sync").orElseThrow()),
                arguments.string("bitmap"),
                arguments.string("bitmap-mode").map(name -> choice(BitmapMode.values(), BitmapMode::qmpName, name)),
                arguments.bool("compress").orElse(false),
                policy(arguments, "on-source-error"),
                policy(arguments, "on-target-error"),
                arguments.string("filter-node-name"),
                new Tuning(
                        arguments.integer("speed").orElse(Tuning.DEFAULT.speed()),
                        perf.integer("max-workers").orElse(Tuning.DEFAULT.maxWorkers()),
                        perf.integer("max-chunk").orElse(Tuning.DEFAULT.maxChunk())),
                new End(
                        arguments.bool("auto-finalize").orElse(true),
                        arguments.bool("auto-dismiss").orElse(true),
                        txn));
    }

    private static OnError policy(JsonObject arguments, String name) {
        return arguments
                .string(name)
                .map(text -> OnError.ofQmpName(text)
                        .orElseThrow(() -> new IllegalArgumentException("unchecked value " + text)))
                .orElse(OnError.REPORT);
    }

    private static <T> T choice(T[] values, Function<T, String> spelling, String text) {
        return Arrays.stream(values)
                .filter(value -> spelling.apply(value).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unchecked value " + text));
    }
}
