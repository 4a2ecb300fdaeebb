package org.jobdeck.ui.bench;

import static org.jobdeck.ui.bench.Measured.figure;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jobdeck.job.common.JobSnapshot;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.job.common.JobVerb;
import org.jobdeck.json.JsonObject;
import org.jobdeck.source.JobSource;
import org.jobdeck.source.SourceState;
import org.jobdeck.source.VerbRequest;
import org.jobdeck.ui.live.Frame;
import org.jobdeck.ui.model.RowKey;

/** Many daemons of QEMU with some jobs each: whether all of it is seen moving, and what it costs when nothing moves. */
final class DaemonsBench {

    private static final int LOOK_SECONDS = 5;
    private static final long PATIENCE_SECONDS = 60;
    private static final long SPEED = 16 << 20;

    private final int jobsEach;
    private final int seconds;
    private final Report report;

    DaemonsBench(int jobsEach, int seconds, Report report) {
        this.jobsEach = jobsEach;
        this.seconds = seconds;
        this.report = report;
    }

    void run(OpenWindow window) throws Exception {
        Collection<JobSource> sources =
                window.onUiGet(() -> window.desk().adapter().sources()).values();
        int jobs = sources.size() * jobsEach;
        String group = sources.size() + " daemons of QEMU with " + jobsEach + " jobs each";
        window.until(
                "the daemons",
                () -> sources.stream().allMatch(source -> source.status().state() == SourceState.LIVE));
        for (JobSource source : sources) {
            for (int i = 0; i < jobsEach; i++) {
                startBackup(source, i);
            }
        }
        window.until("the jobs", () -> window.desk().model().jobCount() == jobs);
        Map<String, Long> before = progress(sources);
        Set<RowKey.Job> renewed = new HashSet<>();
        Consumer<Frame> listener = frame -> renewed.addAll(frame.jobs());
        window.onUi(() -> window.desk().adapter().addListener(listener));
        Duration cpu = cpu();
        Times delays = window.delaysDuring(LOOK_SECONDS, () -> {});
        report.add(figure(group, "CPU while all jobs run", perMinute(cpu, LOOK_SECONDS), "s/minute"));
        window.onUi(() -> window.desk().adapter().removeListener(listener));
        long moved = progress(sources).entrySet().stream()
                .filter(entry -> entry.getValue() > before.getOrDefault(entry.getKey(), 0L))
                .count();
        report.add(figure(group, "jobs not seen moving in " + LOOK_SECONDS + " s", jobs - moved, "", 0));
        report.add(figure(group, "jobs not renewed in the window", jobs - (long) renewed.size(), "", 0));
        report.add(figure(group, "UI thread late p99", delays.millis(0.99), "ms", 16));
        report.add(figure(group, "UI thread late at most", delays.millis(1), "ms", 50));
        pauseAll(sources);
        window.until("the pause", () -> snapshots(sources).allMatch(job -> job.status() == JobStatus.PAUSED));
        window.delaysDuring(LOOK_SECONDS, () -> {});
        cpu = cpu();
        rest(seconds);
        report.add(figure(group, "CPU while all jobs are paused", perMinute(cpu, seconds), "s/minute", 1));
        report.add(figure(group, "heap in use", LiveBench.heap(), "MB"));
    }

    private static void startBackup(JobSource source, int number) throws Exception {
        JsonObject arguments = JsonObject.builder()
                .put("job-id", "backup" + number)
                .put("device", "from" + number)
                .put("target", "to" + number)
                .put("sync", "full")
                .put("speed", SPEED)
                .build();
        source.execute("blockdev-backup", arguments).toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private static void pauseAll(Collection<JobSource> sources) throws Exception {
        for (JobSource source : sources) {
            for (JobSnapshot job : source.changesSince(0).upserted()) {
                source.apply(job.key(), new VerbRequest.Plain(JobVerb.PAUSE))
                        .toCompletableFuture()
                        .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            }
        }
    }

    private static Stream<JobSnapshot> snapshots(Collection<JobSource> sources) {
        return sources.stream().flatMap(source -> source.changesSince(0).upserted().stream());
    }

    private static Map<String, Long> progress(Collection<JobSource> sources) {
        Map<String, Long> all = new HashMap<>();
        for (JobSource source : sources) {
            List<JobSnapshot> jobs = source.changesSince(0).upserted();
            jobs.forEach(job ->
                    all.put(source.name() + " " + job.id(), job.progress().current()));
        }
        return all;
    }

    private static Duration cpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private static double perMinute(Duration before, int seconds) {
        return cpu().minus(before).toNanos() / 1e9 * 60 / seconds;
    }

    /** Lets the time pass without a measurement that would cost itself. */
    private static void rest(int seconds) {
        CompletableFuture<Void> over = new CompletableFuture<>();
        over.completeOnTimeout(null, seconds, TimeUnit.SECONDS).join();
    }
}
