package org.jobdeck.job.common.internal;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import org.jobdeck.job.common.JobEvent;
import org.jobdeck.job.common.JobException;
import org.jobdeck.job.common.JobKey;
import org.jobdeck.job.common.JobLock.Held;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.job.common.JobVerb;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Moves between states, verbs, result and fields on real jobs. */
class JobCoreTest {

    private final CoreRig rig = new CoreRig();

    @AfterEach
    void close() {
        rig.close();
    }

    /** A job brought into the state by legal moves. */
    private JobCore in(JobStatus wanted, String id) {
        if (wanted == JobStatus.UNDEFINED) {
            return undefined(id);
        }
        JobCore job = rig.create(id);
        rig.underLock(held -> pathTo(wanted).forEach(step -> job.become(held, step)));
        assertEquals(wanted, rig.locked(job::status));
        return job;
    }

    private JobCore undefined(String id) {
        return new JobCore(
                rig.layer,
                new JobKey(1_000_000),
                new CreateRequest(id, rig.create(null).ops(), null, rig.main, false, true, true, null));
    }

    /** The shortest way from created, by the table itself. */
    private static List<JobStatus> pathTo(JobStatus wanted) {
        Map<JobStatus, List<JobStatus>> ways = new EnumMap<>(JobStatus.class);
        ways.put(JobStatus.CREATED, List.of());
        Queue<JobStatus> open = new ArrayDeque<>(List.of(JobStatus.CREATED));
        while (!ways.containsKey(wanted)) {
            JobStatus from = open.remove();
            for (JobStatus to : JobStatus.values()) {
                if (from.canBecome(to) && !ways.containsKey(to)) {
                    List<JobStatus> way = new ArrayList<>(ways.get(from));
                    way.add(to);
                    ways.put(to, way);
                    open.add(to);
                }
            }
        }
        return ways.get(wanted);
    }

    @Test
    void allPairsOfStatesOnARealJob() {
        // row: from; column: to; in the order of the constants
        String[] legal = {
            ".1.........",
            "..1.....1.1",
            "...11.1.1..",
            "..1........",
            ".....11.1..",
            "....1......",
            ".......11..",
            "........11.",
            "........11.",
            "..........1",
            "..........."
        };
        int count = 0;
        for (JobStatus from : JobStatus.values()) {
            for (JobStatus to : JobStatus.values()) {
                JobCore job = in(from, "j" + count++);
                if (legal[from.ordinal()].charAt(to.ordinal()) == '1') {
                    rig.underLock(held -> job.become(held, to));
                    assertEquals(to, rig.locked(job::status));
                } else {
                    IllegalStateException refused = assertThrows(
                            IllegalStateException.class, () -> rig.underLock(held -> job.become(held, to)));
                    assertTrue(refused.getMessage().contains("cannot go from " + from + " to " + to));
                    assertEquals(from, rig.locked(job::status), "a refused move changes nothing");
                }
            }
        }
        assertEquals(121, count);
    }

    @Test
    void everyMoveToAnotherStateIsOneEventWithItsTime() {
        JobCore job = rig.create("j");
        rig.clock.advance(java.time.Duration.ofSeconds(7));
        rig.underLock(held -> job.become(held, JobStatus.RUNNING));
        rig.poll();
        assertEquals(
                List.of(
                        new JobEvent.StatusChange(job.key(), "j", "idle", java.time.Instant.EPOCH, JobStatus.CREATED),
                        new JobEvent.StatusChange(
                                job.key(), "j", "idle", java.time.Instant.ofEpochSecond(7), JobStatus.RUNNING)),
                rig.events);
        assertEquals(
                java.time.Instant.ofEpochSecond(7), rig.locked(job::snapshot).statusSince());
        assertEquals(java.time.Instant.EPOCH, rig.locked(job::snapshot).created());
    }

    @Test
    void abortingToAbortingIsLegalAndSilent() {
        JobCore job = in(JobStatus.ABORTING, "j");
        rig.poll();
        rig.events.clear();
        rig.underLock(held -> job.become(held, JobStatus.ABORTING));
        rig.poll();
        assertEquals(List.of(), rig.events);
    }

    @Test
    void internalJobsAreSilent() {
        JobCore job = rig.create(null);
        rig.underLock(held -> {
            job.become(held, JobStatus.RUNNING);
            job.appendEvent(held, new JobEvent.Pending(job.key(), null, job.type(), java.time.Instant.EPOCH));
        });
        rig.poll();
        assertEquals(List.of(), rig.events);
    }

    @Test
    void aVerbIsRefusedInExactlyTheStatesOfTheTableWithTheTextOfTheProtocol() {
        Map<JobVerb, String> allowed = new EnumMap<>(JobVerb.class);
        allowed.put(JobVerb.CANCEL, "created running paused ready standby waiting pending");
        allowed.put(JobVerb.PAUSE, "created running paused ready standby");
        allowed.put(JobVerb.RESUME, "created running paused ready standby");
        allowed.put(JobVerb.SET_SPEED, "created running paused ready standby");
        allowed.put(JobVerb.CHANGE, "created running paused ready standby");
        allowed.put(JobVerb.COMPLETE, "ready standby");
        allowed.put(JobVerb.FINALIZE, "pending");
        allowed.put(JobVerb.DISMISS, "concluded");
        for (JobStatus status : JobStatus.values()) {
            JobCore job = in(status, "in-" + status.qmpName());
            for (JobVerb verb : JobVerb.values()) {
                List<String> states = List.of(allowed.get(verb).split(" "));
                if (states.contains(status.qmpName())) {
                    rig.underLock(held -> assertDoesNotThrow(() -> job.requireVerb(held, verb)));
                } else {
                    JobException refused =
                            rig.locked(held -> assertThrows(JobException.class, () -> job.requireVerb(held, verb)));
                    assertEquals(
                            "Job 'in-" + status.qmpName() + "' in state '" + status.qmpName()
                                    + "' cannot accept command verb '" + verb.qmpName() + "'",
                            refused.getMessage());
                    assertEquals(-1, refused.result());
                }
            }
        }
    }

    @Test
    void derivedPredicatesFollowTheFields() {
        JobCore job = rig.create("j");
        rig.underLock(held -> {
            assertEquals(
                    List.of(true, false, false, false),
                    List.of(
                            job.shouldPause(held),
                            job.isStarted(held),
                            job.isCancelled(held),
                            job.isCancelRequested(held)));
            job.takePauseBack(held);
            job.markCancelled(held, false);
            assertEquals(
                    List.of(false, false, true),
                    List.of(job.shouldPause(held), job.isCancelled(held), job.isCancelRequested(held)));
            job.markCancelled(held, true);
            job.markCancelled(held, false);
            assertEquals(
                    List.of(true, true),
                    List.of(job.isCancelled(held), job.isCancelRequested(held)),
                    "a soft cancel does not take a forced one back");
            job.setCoroutine(held, rig.main.coroutine("c", () -> {}));
            assertTrue(job.isStarted(held));
        });
    }

    @Test
    void theResultIsSettledOnce() {
        JobCore fine = in(JobStatus.RUNNING, "fine");
        JobCore failed = in(JobStatus.RUNNING, "failed");
        JobCore told = in(JobStatus.RUNNING, "told");
        JobCore forced = in(JobStatus.RUNNING, "forced");
        JobCore soft = in(JobStatus.RUNNING, "soft");
        rig.underLock(held -> {
            failed.setResult(held, -28, null);
            told.setResult(held, -5, "because");
            forced.markCancelled(held, true);
            soft.markCancelled(held, false);
            List.of(fine, failed, told, forced, soft).forEach(job -> job.settleResult(held));
            assertEquals("0 null RUNNING", outcome(held, fine));
            assertEquals("-28 No space left on device ABORTING", outcome(held, failed));
            assertEquals("-5 because ABORTING", outcome(held, told));
            assertEquals("-125 Operation canceled ABORTING", outcome(held, forced));
            assertEquals("0 null RUNNING", outcome(held, soft));
        });
    }

    private static String outcome(Held held, JobCore job) {
        return job.result(held) + " " + job.error(held) + " " + job.status(held);
    }

    @Test
    void resumingMoreOftenThanPausingIsABug() {
        JobCore job = rig.create("j");
        rig.underLock(held -> {
            job.takePauseBack(held);
            assertThrows(IllegalStateException.class, () -> job.takePauseBack(held));
            assertEquals(0, job.pauseCount(held));
        });
    }

    @Test
    void theLastReferenceOfALivingJobIsNotGivenBack() {
        JobCore job = rig.create("j");
        rig.underLock(held -> {
            IllegalStateException alive = assertThrows(IllegalStateException.class, () -> rig.layer.unref(held, job));
            assertTrue(alive.getMessage().contains("would lose its last reference in the state CREATED"));
            job.ref(held);
            rig.layer.unref(held, job);
        });
        rig.layer.completion().earlyFail(job);
        rig.underLock(held -> {
            assertThrows(IllegalStateException.class, () -> job.ref(held));
            assertThrows(IllegalStateException.class, () -> rig.layer.unref(held, job));
            assertTrue(rig.layer.registry().isEmpty(held));
            assertNull(job.txn(held));
        });
    }

    @Test
    void everyFieldIsEitherConstantOrGuarded() {
        Set<String> constant = Set.of(
                "layer",
                "lock",
                "key",
                "id",
                "ops",
                "internal",
                "autoFinalize",
                "autoDismiss",
                "completion",
                "progress",
                "rateLimit",
                "created",
                "progressMark");
        Set<String> guarded = Set.of(
                "listeners",
                "loop",
                "coroutine",
                "references",
                "status",
                "statusSince",
                "sleepTimer",
                "pauseCount",
                "busy",
                "paused",
                "userPaused",
                "cancelled",
                "forceCancelled",
                "deferredToMainLoop",
                "result",
                "error",
                "txn",
                "txnSerial",
                "lastTxn",
                "speed",
                "ioStatus",
                "resources",
                "changeVersion");
        Set<String> seen = new HashSet<>();
        for (Field field : JobCore.class.getDeclaredFields()) {
            if (field.isSynthetic() || field.getName().startsWith("$")) {
                continue;
            }
            assertTrue(Modifier.isPrivate(field.getModifiers()), field + " must be private");
            assertTrue(
                    constant.contains(field.getName()) ^ guarded.contains(field.getName()),
                    field + " is in neither list or in both");
            if (constant.contains(field.getName())) {
                assertTrue(Modifier.isFinal(field.getModifiers()), field + " must be final");
            }
            seen.add(field.getName());
        }
        assertEquals(constant.size() + guarded.size(), seen.size(), "a list names a field that is not there");
    }

    @Test
    void everyMethodThatTouchesAGuardedFieldWantsTheToken() {
        Set<String> withoutToken = Set.of(
                "key",
                "id",
                "type",
                "internal",
                "autoFinalize",
                "autoDismiss",
                "progress",
                "rateLimit",
                "layer",
                "ops",
                "completion",
                "claimProgressMark",
                "clearProgressMark",
                "toString");
        for (var method : JobCore.class.getDeclaredMethods()) {
            if (method.isSynthetic() || method.getName().startsWith("$")) {
                continue;
            }
            boolean token = method.getParameterCount() > 0 && method.getParameterTypes()[0] == Held.class;
            assertEquals(withoutToken.contains(method.getName()), !token, method.toString());
        }
    }
}
