package org.jobdeck.exploration;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Searches a scenario: first without interrupting any actor that could go on, then with one interruption at every
 * place, then with two, then with any number, until no order is left or a bound is reached.
 */
final class Explorer {

    /** How long an execution may take; then somebody waits in a way that the search does not see. */
    private static final int STUCK_SECONDS = 15;

    /** Up to here the number of interruptions rises one by one. */
    private static final int FEW = 2;

    private final Scenario scenario;
    private final Execution.Memory memory = new Execution.Memory(new Peek(), new Positions());
    private volatile Findings current = new Findings(false);

    /** What a count of interruptions came to. */
    private record Round(Violation violation, Schedule schedule, boolean outOfTime, boolean leftOut) {}

    private long executions;
    private long fingerprints;
    private int depth;

    Explorer(Scenario scenario) {
        this.scenario = scenario;
    }

    /** Searches; ends at the first violation. */
    Report search(Bounds bounds) {
        return watched(() -> searchHere(bounds));
    }

    /** Runs one execution again, with a trace. */
    Report replay(Schedule schedule) {
        return watched(() -> replayHere(schedule));
    }

    private Report searchHere(Bounds bounds) {
        long end = System.nanoTime() + bounds.time().toNanos();
        for (int switches = 0; ; switches = switches < FEW ? switches + 1 : Integer.MAX_VALUE) {
            int limit = Math.min(switches, bounds.switches());
            Round round = searchWith(limit, end);
            if (round.violation() != null) {
                return shortest(round);
            }
            String what = limit == Integer.MAX_VALUE
                    ? "any number of interruptions"
                    : limit + (limit == 1 ? " interruption" : " interruptions");
            if (round.outOfTime()) {
                long seconds = bounds.time().toSeconds();
                return report("after " + seconds + " s, in the executions with " + what, null, null, List.of());
            }
            if (!round.leftOut()) {
                return report(null, null, null, List.of());
            }
            if (limit == bounds.switches()) {
                return report("only executions with " + what + " were asked for", null, null, List.of());
            }
        }
    }

    private Report shortest(Round round) {
        Schedule shortest = new Shrinker(this::violationOf, round.violation().rule()).shrink(round.schedule());
        Report again = replayHere(shortest);
        if (again.violation() == null) {
            throw new IllegalStateException(
                    "found once, but not when repeated: " + round.violation() + " by " + round.schedule());
        }
        return report(null, again.violation(), shortest, again.trace());
    }

    private Report report(String bound, Violation violation, Schedule schedule, List<String> trace) {
        return new Report(scenario.name(), executions, fingerprints, depth, bound, violation, schedule, trace);
    }

    private Round searchWith(int switches, long end) {
        LongSet seen = new LongSet();
        Choices choices = new Choices();
        boolean leftOut = false;
        boolean more = true;
        while (more) {
            Execution execution = new Execution(memory, scenario, choices, seen, begin(false), switches);
            Execution.End how = execution.run();
            executions++;
            depth = Math.max(depth, execution.steps());
            leftOut |= execution.leftOut();
            fingerprints = Math.max(fingerprints, seen.size());
            if (how == Execution.End.VIOLATED) {
                return new Round(current.violation(), choices.made(), false, leftOut);
            }
            if (System.nanoTime() - end > 0) {
                return new Round(null, null, true, leftOut);
            }
            more = choices.advance();
        }
        return new Round(null, null, false, leftOut);
    }

    private Violation violationOf(Schedule schedule) {
        new Execution(
                        new Execution.Memory(memory.peek(), new Positions()),
                        scenario,
                        new Choices(schedule),
                        null,
                        begin(false),
                        Integer.MAX_VALUE)
                .run();
        return current.violation();
    }

    private Report replayHere(Schedule schedule) {
        Choices choices = new Choices(schedule);
        Execution execution = new Execution(
                new Execution.Memory(memory.peek(), new Positions()),
                scenario,
                choices,
                null,
                begin(true),
                Integer.MAX_VALUE);
        execution.run();
        return new Report(
                scenario.name(), 1, 0, execution.steps(), null, current.violation(), schedule, current.trace());
    }

    private Findings begin(boolean traced) {
        current = new Findings(traced);
        return current;
    }

    /**
     * On a virtual thread, as all threads of an execution are: passing the turn on costs a microsecond then. What the
     * core logs as an error meanwhile is a violation.
     */
    private <T> T watched(Supplier<T> work) {
        Logger logger = Logger.getLogger("org.jobdeck");
        Handler handler = new LogWatch();
        boolean before = logger.getUseParentHandlers();
        logger.setUseParentHandlers(false);
        logger.addHandler(handler);
        try {
            CompletableFuture<T> result = new CompletableFuture<>();
            Thread search = Thread.ofVirtual().name("search").start(() -> {
                try {
                    result.complete(work.get());
                } catch (RuntimeException | Error e) {
                    result.completeExceptionally(e);
                }
            });
            return await(result, search);
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException("the search of " + scenario.name() + " failed", e);
        } finally {
            logger.removeHandler(handler);
            logger.setUseParentHandlers(before);
        }
    }

    /** Looks from time to time whether the search still gets on. */
    private <T> T await(CompletableFuture<T> result, Thread search) throws ExecutionException, InterruptedException {
        Findings before = null;
        while (true) {
            try {
                return result.get(STUCK_SECONDS, TimeUnit.SECONDS);
            } catch (TimeoutException e) {
                if (current == before) {
                    before.report(Rule.NOBODY_WAITS_FOR_EVER, "a thread waits for a lock that somebody keeps");
                    LockSupport.unpark(search);
                }
                before = current;
            }
        }
    }

    private final class LogWatch extends Handler {
        @Override
        public void publish(LogRecord record) {
            if (record.getLevel().intValue() >= Level.SEVERE.intValue()) {
                Throwable cause = record.getThrown();
                current.report(
                        Rule.NO_FAILURE,
                        "logged: " + record.getMessage() + (cause == null ? "" : ": " + Failures.text(cause)));
            }
        }

        @Override
        public void flush() {
            // nothing is kept back
        }

        @Override
        public void close() {
            // nothing is open
        }
    }
}
