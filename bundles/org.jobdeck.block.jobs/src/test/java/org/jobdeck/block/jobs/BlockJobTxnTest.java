package org.jobdeck.block.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.BlockNode;
import org.jobdeck.block.NodeSpec;
import org.jobdeck.job.common.Job;
import org.jobdeck.job.common.JobException;
import org.jobdeck.job.common.JobLock.Held;
import org.jobdeck.job.common.JobTxn;
import org.jobdeck.job.driver.JobContext;
import org.jobdeck.job.driver.JobSpec;
import org.jobdeck.loop.Errno;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The cases of QEMU's test-blockjob-txn.c with their exact sequences. */
class BlockJobTxnTest {

    private static final int ROUNDS = 2000;
    private static final int IN_PROGRESS = -Errno.EINPROGRESS.number();
    private static final int EIO = -Errno.EIO.number();
    private static final int CANCELLED = -Errno.ECANCELED.number();

    private Bench bench;
    private int made;

    @BeforeEach
    void setUp() {
        bench = new Bench();
        made = 0;
    }

    @AfterEach
    void nothingIsLeft() {
        assertTrue(bench.graph.nodes().isEmpty());
        bench.close();
    }

    /** A job that waits some times and then ends with a given result. */
    private record TestDriver(int iterations, boolean useTimer, int result) implements BlockJobDriver {
        @Override
        public String type() {
            return "commit";
        }

        @Override
        public void run(JobContext context) throws JobException {
            for (int i = 0; i < iterations; i++) {
                if (useTimer) {
                    context.sleep(Duration.ZERO);
                } else {
                    context.yieldJob();
                }
                if (context.isCancelled()) {
                    break;
                }
            }
            if (result != 0) {
                throw new JobException(Errno.of(result).orElseThrow());
            }
        }
    }

    /** A job of the test and what its completion callback was told. */
    private final class Member {
        private final Job job;
        private int result = IN_PROGRESS;

        Member(int iterations, boolean useTimer, int wanted, JobTxn txn) throws JobException, BlockException {
            BlockNode node = bench.graph.open(NodeSpec.of("null-co"));
            JobSpec spec = JobSpec.named("job" + made++).joining(txn).onCompletion(this::completed);
            job = bench.create(spec, new TestDriver(iterations, useTimer, wanted), node)
                    .job();
            node.unref();
        }

        private void completed(int told) {
            result = told == 0 && isCancelled() ? CANCELLED : told;
        }

        private boolean isCancelled() {
            try (Held held = bench.system.lock().acquire()) {
                return bench.monitor.isCancelled(held, job);
            }
        }

        boolean isOver() {
            return result != IN_PROGRESS;
        }
    }

    private void single(int expected) throws Exception {
        JobTxn txn = bench.monitor.newTxn();
        Member member = new Member(1, true, expected, txn);
        bench.jobs.start(member.job);
        if (expected == CANCELLED) {
            bench.locked(held -> bench.monitor.cancel(held, member.job, false));
        }
        bench.pollUntil(member::isOver);
        assertEquals(expected, member.result);
        bench.locked(held -> bench.monitor.unref(held, txn));
    }

    private void pair(int expected1, int expected2) throws Exception {
        JobTxn txn = bench.monitor.newTxn();
        Member one = new Member(1, true, expected1, txn);
        Member two = new Member(2, true, expected2, txn);
        bench.jobs.start(one.job);
        bench.jobs.start(two.job);
        bench.locked(held -> {
            // the jobs keep the transaction alive
            bench.monitor.unref(held, txn);
            if (expected1 == CANCELLED) {
                bench.monitor.cancel(held, one.job, false);
            }
            if (expected2 == CANCELLED) {
                bench.monitor.cancel(held, two.job, false);
            }
        });
        bench.pollUntil(() -> one.isOver() && two.isOver());
        int left = expected1;
        int right = expected2;
        // failure or cancellation of one job cancels the other
        if (left != 0) {
            right = CANCELLED;
        } else if (right != 0) {
            left = CANCELLED;
        }
        assertEquals(left, one.result);
        assertEquals(right, two.result);
    }

    /** {@code /single/success}. */
    @Test
    void singleSuccess() throws Exception {
        single(0);
    }

    /** {@code /single/failure}. */
    @Test
    void singleFailure() throws Exception {
        single(EIO);
    }

    /** {@code /single/cancel}. */
    @Test
    void singleCancel() throws Exception {
        single(CANCELLED);
    }

    /** {@code /pair/success}. */
    @Test
    void pairSuccess() throws Exception {
        pair(0, 0);
    }

    /** {@code /pair/failure}: the original has one failing job, and then the other. */
    @Test
    void pairFailure() throws Exception {
        pair(EIO, 0);
        pair(0, EIO);
    }

    /** {@code /pair/cancel}. */
    @Test
    void pairCancel() throws Exception {
        pair(CANCELLED, 0);
        pair(0, CANCELLED);
    }

    private void failCancelRace() throws Exception {
        JobTxn txn = bench.monitor.newTxn();
        Member one = new Member(1, true, CANCELLED, txn);
        Member two = new Member(2, false, 0, txn);
        bench.jobs.start(one.job);
        bench.jobs.start(two.job);
        bench.locked(held -> bench.monitor.cancel(held, one.job, false));
        // the second job finishes before the main loop learns that the first one has failed
        bench.jobs.enter(two.job);
        bench.jobs.enter(two.job);
        bench.pollUntil(() -> one.isOver() && two.isOver());
        assertEquals(CANCELLED, one.result);
        assertEquals(CANCELLED, two.result);
        bench.locked(held -> bench.monitor.unref(held, txn));
    }

    /** {@code /pair/fail-cancel-race}. */
    @Test
    void pairFailCancelRace() throws Exception {
        failCancelRace();
    }

    /** {@code /pair/fail-cancel-race} and the cancel cases many times in a row. */
    @Test
    void raceManyTimes() throws Exception {
        for (int i = 0; i < ROUNDS; i++) {
            failCancelRace();
            singleCancel();
            pairCancel();
        }
    }
}
