package org.jobdeck.daemon;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.jobdeck.block.BlkdebugOptions;
import org.jobdeck.block.BlkdebugOptions.InjectError;
import org.jobdeck.block.FileOptions;
import org.jobdeck.block.NodeSpec;
import org.jobdeck.block.jobs.backup.BackupJobs;
import org.jobdeck.block.jobs.backup.BackupRequest;
import org.jobdeck.engine.DriverFactories;
import org.jobdeck.engine.Engine;
import org.jobdeck.job.common.Job;
import org.jobdeck.job.common.JobLock.Held;
import org.jobdeck.loop.Clock;
import org.jobdeck.loop.Errno;

/**
 * Does once, on small files of its own, what the first job of a client will do, so that this job need not wait until the JVM
 * has learnt it: above all the calls of the system, which take some hundredths of a second the first time.
 */
public final class Rehearsal {

    private static final Logger LOG = System.getLogger(Rehearsal.class.getName());
    private static final int LENGTH = 256 << 10;

    /** Once is not enough for the compiler to look at what is used most. */
    private static final int ROUNDS = 4;

    /** No round is begun later than that: the first client waits for the end. */
    private static final Duration LATEST = Duration.ofMillis(200);

    private Rehearsal() {}

    /**
     * Begins it on a thread of its own. What fails in it is of no consequence. Any thread.
     *
     * @return completes when it is over, never in failure
     */
    public static CompletableFuture<Void> begin() {
        CompletableFuture<Void> over = new CompletableFuture<>();
        Thread.ofPlatform().name("rehearsal").daemon().start(() -> {
            try {
                rehearse();
            } catch (IOException | ExecutionException | InterruptedException | RuntimeException e) {
                LOG.log(Level.DEBUG, "the rehearsal did not come to its end", e);
            } finally {
                over.complete(null);
            }
        });
        return over;
    }

    private static void rehearse() throws IOException, ExecutionException, InterruptedException {
        Path folder = Files.createTempDirectory("jobdeck-rehearsal");
        try (Engine engine = Engine.start("rehearsal", Clock.system(), DriverFactories.of(List.of()))) {
            engine.call(() -> {
                open(engine, "source", image(folder, "source"));
                open(engine, "target", image(folder, "target"));
                open(
                        engine,
                        "full",
                        new BlkdebugOptions(image(folder, "full"), InjectError.always("write", Errno.ENOSPC)).toSpec());
                long start = engine.mainLoop().clock().nanoTime();
                for (int round = 0; round < ROUNDS && isEarly(engine, start); round++) {
                    backUp(engine, "target");
                    backUp(engine, "full");
                }
                return true;
            });
        } finally {
            delete(folder);
        }
    }

    private static boolean isEarly(Engine engine, long start) {
        return engine.mainLoop().clock().nanoTime() - start < LATEST.toNanos();
    }

    /** A file with some data and a hole. */
    private static NodeSpec image(Path folder, String name) throws IOException {
        Path path = folder.resolve(name);
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(LENGTH);
            file.write(name.getBytes(StandardCharsets.US_ASCII));
        }
        return new FileOptions(path.toString(), false).toSpec();
    }

    private static void open(Engine engine, String name, NodeSpec file) throws Exception {
        engine.graph().open(NodeSpec.of("raw").named(name).child("file", file));
    }

    private static void backUp(Engine engine, String target) throws Exception {
        Job job = new BackupJobs(engine.jobSystem(), engine.jobs(), engine.graph())
                .create(BackupRequest.full("to-" + target, "source", target));
        engine.jobs().start(job);
        try (Held held = engine.lock().acquire()) {
            engine.monitor().finishSync(held, job);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
