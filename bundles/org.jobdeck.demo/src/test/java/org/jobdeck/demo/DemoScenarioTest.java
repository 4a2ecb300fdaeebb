package org.jobdeck.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.jobdeck.engine.DriverFactories;
import org.jobdeck.engine.Engine;
import org.jobdeck.job.common.IoStatus;
import org.jobdeck.job.common.Job;
import org.jobdeck.job.common.JobLock;
import org.jobdeck.job.common.JobSnapshot;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.loop.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class DemoScenarioTest {

    @Test
    void everyStateIsShownAndNothingIsLeft() throws Exception {
        try (Engine engine = Engine.start("demo-test")) {
            Path folder;
            try (DemoScenario scenario = DemoScenario.start(engine)) {
                folder = scenario.folder();
                assertTrue(folder.getFileName().toString().startsWith("jobdeck-demo-"));
                waitForAllStates(engine, scenario);
                assertStates(snapshots(engine));
            }
            assertFalse(Files.exists(folder));
            assertEquals(Map.of(), snapshots(engine));
            assertEquals(List.of(), engine.call(() -> engine.graph().nodes()));
        }
    }

    @Test
    void itCanBeClosedBeforeItHasShownAnything() throws Exception {
        try (Engine engine = Engine.start("demo-test")) {
            DemoScenario scenario = DemoScenario.start(engine);
            scenario.close();
            assertFalse(Files.exists(scenario.folder()));
            assertEquals(Map.of(), snapshots(engine));
            scenario.close();
        }
    }

    @Test
    void whatTheUserDismissedOrCancelledDoesNotHinderTheEnd() throws Exception {
        try (Engine engine = Engine.start("demo-test")) {
            DemoScenario scenario = DemoScenario.start(engine);
            waitForAllStates(engine, scenario);
            engine.call(() -> {
                try (JobLock.Held held = engine.lock().acquire()) {
                    engine.monitor().dismiss(held, engine.monitor().require(held, "nightly-home"));
                    engine.monitor().userCancel(held, engine.monitor().require(held, "cluster-b"), true);
                    engine.monitor().finalizeTxn(held, engine.monitor().require(held, "weekly-archive"));
                }
                return null;
            });
            scenario.close();
            assertEquals(Map.of(), snapshots(engine));
            assertFalse(Files.exists(scenario.folder()));
        }
    }

    @Test
    void withoutBackupsThereIsNoDemoAndNoFolder() {
        try (Engine engine = Engine.start("demo-test", Clock.system(), DriverFactories.of(List.of()))) {
            DemoException refused = assertThrows(DemoException.class, () -> DemoScenario.start(engine));
            assertTrue(refused.getMessage().startsWith("The demo cannot start its jobs: "), refused.getMessage());
            assertTrue(engine.graph().nodes().isEmpty());
        }
    }

    private static void assertStates(Map<String, JobSnapshot> jobs) {
        assertEquals(9, jobs.size());
        assertEquals(JobStatus.RUNNING, jobs.get("nightly-web").status());
        assertEquals(256 << 10, jobs.get("nightly-web").speed());
        assertEquals(JobStatus.PAUSED, jobs.get("nightly-mail").status());
        assertTrue(jobs.get("nightly-mail").userPaused());
        assertEquals(JobStatus.CONCLUDED, jobs.get("nightly-home").status());
        assertEquals(0, jobs.get("nightly-home").result());
        assertEquals("Input/output error", jobs.get("nightly-db").error());
        assertEquals(IoStatus.NOSPACE, jobs.get("offsite-logs").ioStatus());
        assertEquals(JobStatus.PENDING, jobs.get("weekly-archive").status());
        assertTrue(jobs.get("adhoc-test").forceCancelled());
        assertEquals(JobStatus.WAITING, jobs.get("cluster-a").status());
        assertEquals(JobStatus.RUNNING, jobs.get("cluster-b").status());
        assertEquals(2, jobs.get("cluster-b").txnMembers());
        assertEquals(jobs.get("cluster-a").txn(), jobs.get("cluster-b").txn());
        assertEquals("web", jobs.get("nightly-web").resources().getFirst().name());
    }

    private static Map<String, JobSnapshot> snapshots(Engine engine) {
        Map<String, JobSnapshot> jobs = new HashMap<>();
        try (JobLock.Held held = engine.lock().acquire()) {
            for (Job job : engine.monitor().list(held)) {
                jobs.put(job.id(), engine.monitor().snapshot(held, job));
            }
        }
        return jobs;
    }

    /** Looks again from the main loop's timer until it is so. */
    private static void waitForAllStates(Engine engine, DemoScenario scenario)
            throws InterruptedException, ExecutionException {
        CountDownLatch reached = new CountDownLatch(1);
        engine.call(() -> {
            look(engine, scenario, reached);
            return null;
        });
        reached.await();
    }

    private static void look(Engine engine, DemoScenario scenario, CountDownLatch reached) {
        if (scenario.allStatesReached()) {
            reached.countDown();
        } else {
            engine.mainLoop().schedule(java.time.Duration.ofMillis(10), () -> look(engine, scenario, reached));
        }
    }
}
