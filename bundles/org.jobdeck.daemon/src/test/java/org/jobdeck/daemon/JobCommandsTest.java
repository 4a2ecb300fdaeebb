package org.jobdeck.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jobdeck.job.common.Job;
import org.jobdeck.job.common.JobException;
import org.jobdeck.job.common.JobSystem;
import org.jobdeck.job.common.LockObserver;
import org.jobdeck.job.driver.JobContext;
import org.jobdeck.job.driver.JobDriver;
import org.jobdeck.job.driver.JobSpec;
import org.jobdeck.job.driver.Jobs;
import org.jobdeck.job.monitor.JobMonitor;
import org.jobdeck.json.JsonArguments;
import org.jobdeck.json.JsonObject;
import org.jobdeck.loop.Clock;
import org.jobdeck.loop.EventLoop;
import org.jobdeck.loop.WorkerPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From look-up to action a verb is one critical section: the lock is taken once and given back when all is said. */
class JobCommandsTest {

    /** Takes down when the lock is taken and given back. */
    private static final class Turns implements LockObserver {
        private final List<String> seen = new ArrayList<>();

        @Override
        public void acquired() {
            seen.add("taken");
        }

        @Override
        public void released(long heldNanos) {
            seen.add("given back");
        }
    }

    private record Idle(String type) implements JobDriver {
        @Override
        public void run(JobContext context) {
            // ends at once
        }
    }

    private final Turns turns = new Turns();
    private EventLoop loop;
    private WorkerPool workers;
    private Jobs jobs;
    private final Map<String, CommandHandler> handlers = new HashMap<>();

    @BeforeEach
    void setUp() {
        loop = EventLoop.adopting("test", Clock.system());
        workers = new WorkerPool("test-worker", 1);
        JobSystem system = JobSystem.create(loop, turns);
        jobs = new Jobs(system, workers);
        JobMonitor monitor = new JobMonitor(system);
        handlers.putAll(new JobCommands(monitor).handlers());
        handlers.putAll(new BlockJobCommands(monitor).handlers());
    }

    @AfterEach
    void tearDown() {
        loop.close();
        workers.close();
    }

    private static JsonArguments argumentsOf(String command, String id) {
        String member = command.startsWith("block-job-") && !command.matches(".*-(finalize|dismiss)") ? "device" : "id";
        return JsonArguments.of(
                JsonObject.builder().put(member, id).put("speed", 0).build());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "job-resume",
                "job-complete",
                "job-finalize",
                "job-dismiss",
                "block-job-resume",
                "block-job-complete",
                "block-job-finalize",
                "block-job-dismiss"
            })
    void aVerbThatIsRefusedTakesTheLockOnce(String command) throws JobException {
        Job job = jobs.create(JobSpec.named("j").manualDismiss(), new Idle("backup"));
        turns.seen.clear();
        assertThrows(JobException.class, () -> handlers.get(command).execute(argumentsOf(command, "j")));
        assertEquals(List.of("taken", "given back"), turns.seen);
        jobs.earlyFail(job);
    }

    @ParameterizedTest
    @ValueSource(strings = {"job-pause", "block-job-pause", "block-job-set-speed"})
    void aVerbThatCallsNobodyTakesTheLockOnce(String command) throws Exception {
        Job job = jobs.create(JobSpec.named("j"), new Idle("backup"));
        turns.seen.clear();
        assertEquals(JsonObject.empty(), handlers.get(command).execute(argumentsOf(command, "j")));
        assertEquals(List.of("taken", "given back"), turns.seen.subList(0, 2));
        jobs.earlyFail(job);
    }

    @ParameterizedTest
    @ValueSource(strings = {"job-pause", "job-cancel", "job-dismiss"})
    void aJobThatIsNotThereIsLookedForOnce(String command) {
        turns.seen.clear();
        JobException e =
                assertThrows(JobException.class, () -> handlers.get(command).execute(argumentsOf(command, "j")));
        assertEquals("Job not found", e.getMessage());
        assertEquals(List.of("taken", "given back"), turns.seen);
    }
}
