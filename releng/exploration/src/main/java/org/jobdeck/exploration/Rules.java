package org.jobdeck.exploration;

import java.util.List;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.job.common.internal.JobLayer;
import org.jobdeck.job.common.internal.TxnCore;

/** What must hold of the state: at every point, when everything is at rest, and at the end. Read while nothing runs. */
final class Rules {

    private final World world;
    private final Peek peek;

    Rules(World world) {
        this.world = world;
        this.peek = world.peek();
    }

    // ---- at every point

    void check() {
        for (Subject subject : world.subjects()) {
            check(subject, peek.state(subject.job()));
        }
    }

    private void check(Subject subject, JobState now) {
        for (Rule rule : StateRules.broken(now)) {
            world.fail(rule, subject, now.toString());
        }
        require(!subject.failedEarly || !now.started(), Rule.EARLY_FAIL, subject, now.toString());
    }

    // ---- when nothing moves but by a new order, a timer or the foreign thread

    void checkAtRest() {
        for (Subject subject : world.subjects()) {
            JobState now = peek.state(subject.job());
            checkPauses(subject, now);
            if (now.started() && !now.completed()) {
                checkBodyAtRest(subject, now);
            } else {
                checkEndAtRest(subject, now);
            }
        }
        checkOutcomes();
    }

    private void checkPauses(Subject subject, JobState now) {
        if (now.status() == JobStatus.NULL) {
            return;
        }
        int expected = subject.pauses + (now.userPaused() ? 1 : 0) + (now.started() ? 0 : 1);
        require(now.pauseCount() == expected, Rule.PAUSE_COUNT, subject, "expected " + expected + " but " + now);
    }

    private void checkBodyAtRest(Subject subject, JobState now) {
        require(!now.deferred(), Rule.NOBODY_WAITS_FOR_EVER, subject, "its end is never dealt with: " + now);
        require(!now.forceCancelled(), Rule.NOBODY_WAITS_FOR_EVER, subject, "cancelled, and nobody enters it: " + now);
        require(!now.busy(), Rule.REST_AGREES, subject, "busy, but nothing runs: " + now);
        require(
                now.paused() || now.pauseCount() == 0 || subject.notedOnly,
                Rule.REST_AGREES,
                subject,
                "asked to pause, but not paused: " + now);
        require(
                !now.paused() || now.pauseCount() > 0,
                Rule.NOBODY_WAITS_FOR_EVER,
                subject,
                "paused, but nobody asks for a pause: " + now);
        String waiting = subject.driver().waiting();
        boolean asleep = !now.paused() && (waiting.equals("sleep") || waiting.equals("ready"));
        require(!asleep || now.timerAt() >= 0, Rule.NOBODY_WAITS_FOR_EVER, subject, "sleeps without a timer: " + now);
    }

    private void checkEndAtRest(Subject subject, JobState now) {
        boolean manual = world.subjects().stream().anyMatch(each -> each.shape().manualFinalize());
        boolean othersRun = world.subjects().stream()
                .anyMatch(each -> !peek.state(each.job()).completed());
        boolean mayRest = switch (now.status()) {
            case WAITING -> othersRun && world.scenario().grouped();
            case PENDING ->
                world.scenario().grouped() ? manual : subject.shape().manualFinalize();
            case CONCLUDED -> subject.shape().manualDismiss();
            case CREATED, NULL -> true;
            default -> false;
        };
        require(mayRest, Rule.NOBODY_WAITS_FOR_EVER, subject, "rests as " + now);
        require(now.status() != JobStatus.NULL || now.references() == 0, Rule.ALL_ENDS, subject, "leaks: " + now);
    }

    /** Of a transaction, all that are over were committed or none. */
    private void checkOutcomes() {
        if (!world.scenario().grouped()) {
            return;
        }
        List<Subject> over = world.subjects().stream()
                .filter(each ->
                        peek.state(each.job()).status().compareTo(JobStatus.CONCLUDED) >= 0 && !each.failedEarly)
                .toList();
        long committed = over.stream().filter(each -> each.driver().committed()).count();
        if (committed != 0 && committed != over.size()) {
            world.findings().report(Rule.ALL_OR_NOTHING, committed + " of " + over.size() + " are committed");
        }
    }

    // ---- in the end

    /** After all pauses were taken back and everything that waits for an order was entered. */
    void checkBodiesEnded() {
        for (Subject subject : world.subjects()) {
            JobState now = peek.state(subject.job());
            require(
                    !now.started() || now.completed() || subject.driver().waitsForComplete(),
                    Rule.NOBODY_WAITS_FOR_EVER,
                    subject,
                    "waits in '" + subject.driver().waiting() + "': " + now);
        }
    }

    /** After everything was cancelled. */
    void checkEnd() {
        for (Subject subject : world.subjects()) {
            JobState now = peek.state(subject.job());
            boolean gone = now.status() == JobStatus.NULL && now.references() == 0 && !now.inTxn() && now.timerAt() < 0;
            require(gone, Rule.ALL_ENDS, subject, "ends as " + now + " with " + now.references() + " references");
            require(subject.driver().endedInOrder(), Rule.ENDS_IN_ORDER, subject, "callbacks are missing");
        }
        if (!peek.registered(((JobLayer) world.system()).registry()).isEmpty()) {
            world.findings().report(Rule.ALL_ENDS, "the registry still has jobs");
        }
        if (world.txn() instanceof TxnCore txn
                && (peek.references(txn) != 0 || !peek.members(txn).isEmpty())) {
            world.findings().report(Rule.ALL_ENDS, "the transaction still has " + peek.references(txn) + " references");
        }
    }

    private void require(boolean holds, Rule rule, Subject subject, String detail) {
        if (!holds) {
            world.fail(rule, subject, detail);
        }
    }
}
