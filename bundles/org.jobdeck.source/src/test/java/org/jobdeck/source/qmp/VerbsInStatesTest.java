package org.jobdeck.source.qmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jobdeck.job.common.JobChange;
import org.jobdeck.job.common.JobSnapshot;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.job.common.JobVerb;
import org.jobdeck.json.JsonDocument;
import org.jobdeck.loop.Clock;
import org.jobdeck.qmp.SelectorThread;
import org.jobdeck.qmp.client.QmpAddress;
import org.jobdeck.servers.tests.QemuProgram;
import org.jobdeck.source.SourceState;
import org.jobdeck.source.VerbOutcome;
import org.jobdeck.source.VerbRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every verb on a job in every state in which a job can be met, on real programs. Needs the packages qemu-system-x86 and
 * qemu-system-common.
 */
@Timeout(120)
class VerbsInStatesTest {
    private static final int SMALL = 65536;
    private static final int LARGE = 64 << 20;
    private static final int SLOW = 65536;
    private static final int FAST = 1 << 30;

    private static final List<JobStatus> STATES = List.of(
            JobStatus.RUNNING,
            JobStatus.PAUSED,
            JobStatus.READY,
            JobStatus.STANDBY,
            JobStatus.WAITING,
            JobStatus.PENDING,
            JobStatus.CONCLUDED);

    @TempDir
    Path directory;

    private final BlockingQueue<Boolean> signals = new LinkedBlockingQueue<>();
    private SelectorThread thread;
    private QmpSource source;
    private int cases;

    @BeforeEach
    void start() throws Exception {
        thread = SelectorThread.start("clients", Clock.system());
    }

    @AfterEach
    void stop() {
        thread.close();
    }

    private static List<VerbRequest> verbs() {
        List<VerbRequest> verbs = new ArrayList<>();
        for (JobVerb verb :
                List.of(JobVerb.PAUSE, JobVerb.RESUME, JobVerb.COMPLETE, JobVerb.FINALIZE, JobVerb.DISMISS)) {
            verbs.add(new VerbRequest.Plain(verb));
        }
        verbs.add(new VerbRequest.Cancel(false));
        verbs.add(new VerbRequest.Cancel(true));
        verbs.add(new VerbRequest.SetSpeed(LARGE));
        verbs.add(new VerbRequest.Change(new JobChange("mirror", Map.of("copy-mode", "write-blocking"))));
        return verbs;
    }

    @Test
    void onAStorageDaemon() throws Exception {
        try (QemuProgram daemon = QemuProgram.storageDaemon(directory, List.of("qmp"), List.of())) {
            walk(daemon.socket("qmp"));
        }
    }

    @Test
    void onASystemEmulator() throws Exception {
        try (QemuProgram machine = QemuProgram.emptyMachine(directory, List.of("qmp"), List.of())) {
            walk(machine.socket("qmp"));
        }
    }

    private void walk(Path socket) throws Exception {
        source = QmpSource.attach(thread, Clock.system(), new QmpAddress.Unix(socket));
        source.addChangeListener(() -> signals.add(true));
        await(() -> source.status().state() == SourceState.LIVE);
        for (JobStatus state : STATES) {
            for (VerbRequest verb : verbs()) {
                JobSnapshot job = bring(state);
                VerbOutcome outcome =
                        source.apply(job.key(), verb).toCompletableFuture().get(20, TimeUnit.SECONDS);
                assertEquals(isAllowed(verb, state), outcome.isDone(), () -> verb + " in " + state + ": " + outcome);
                if (!outcome.isDone()) {
                    assertEquals(
                            verb instanceof VerbRequest.Change
                                    ? VerbOutcome.Result.UNSUPPORTED
                                    : VerbOutcome.Result.REFUSED,
                            outcome.result());
                    assertFalse(outcome.error().isEmpty());
                }
            }
        }
    }

    /** QEMU's table of verbs, and what it refuses beyond. */
    private static boolean isAllowed(VerbRequest verb, JobStatus state) {
        boolean paused = state == JobStatus.PAUSED || state == JobStatus.STANDBY;
        boolean possible = switch (verb) {
            case VerbRequest.Plain(JobVerb plain) ->
                plain == JobVerb.RESUME ? paused : plain != JobVerb.PAUSE || !paused;
            // of a job that was never ready, a soft cancel is asked for by force
            case VerbRequest.Cancel(boolean force) -> force || state != JobStatus.STANDBY;
            case VerbRequest.SetSpeed _ -> true;
            // not in QEMU 7.2
            case VerbRequest.Change _ -> false;
        };
        return possible && verb.verb().allowedIn(state);
    }

    /** A new job in that state. */
    private JobSnapshot bring(JobStatus state) throws Exception {
        String id = "j" + ++cases;
        switch (state) {
            case RUNNING, PAUSED -> execute("blockdev-backup", backup(id, LARGE, SLOW, ""));
            case READY, STANDBY -> execute("blockdev-mirror", backup(id, LARGE, FAST, ""));
            case PENDING -> execute("blockdev-backup", backup(id, SMALL, FAST, ", 'auto-finalize': false"));
            case CONCLUDED -> execute("blockdev-backup", backup(id, SMALL, FAST, ", 'auto-dismiss': false"));
            case WAITING -> {
                String waits = "{'type': 'blockdev-backup', 'data': " + backup(id, SMALL, FAST, "") + "}";
                String runs = "{'type': 'blockdev-backup', 'data': " + backup(id + "x", LARGE, SLOW, "") + "}";
                execute(
                        "transaction",
                        "{'actions': [" + waits + ", " + runs + "], 'properties': {'completion-mode': 'grouped'}}");
            }
            default -> throw new IllegalArgumentException(state.toString());
        }
        if (state == JobStatus.PAUSED || state == JobStatus.STANDBY) {
            await(() -> isIn(id, state == JobStatus.PAUSED ? JobStatus.RUNNING : JobStatus.READY));
            execute("job-pause", "{'id': '" + id + "'}");
        }
        await(() -> isIn(id, state));
        return find(id).orElseThrow();
    }

    /** Makes the nodes and describes the job. */
    private String backup(String id, int size, int speed, String more) throws Exception {
        for (String node : List.of("from-" + id, "to-" + id)) {
            execute("blockdev-add", "{'driver': 'null-co', 'node-name': '" + node + "', 'size': " + size + "}");
        }
        return "{'job-id': '" + id + "', 'device': 'from-" + id + "', 'target': 'to-" + id
                + "', 'sync': 'full', 'speed': " + speed + more + "}";
    }

    private Optional<JobSnapshot> find(String id) {
        return source.changesSince(0).upserted().stream()
                .filter(job -> job.id().equals(id))
                .findFirst();
    }

    /** Its speed is told when it is known to be a block job. */
    private boolean isIn(String id, JobStatus state) {
        return find(id).filter(job -> job.status() == state && job.speed() > 0).isPresent();
    }

    private void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            assertNotNull(
                    signals.poll(20, TimeUnit.SECONDS),
                    () -> source.changesSince(0).toString());
        }
    }

    private void execute(String command, String arguments) throws Exception {
        source.execute(command, JsonDocument.parseObject(arguments))
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
    }
}
