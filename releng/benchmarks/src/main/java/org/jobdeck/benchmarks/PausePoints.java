package org.jobdeck.benchmarks;

import java.util.concurrent.TimeUnit;
import org.jobdeck.benchmarks.JobField.Place;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The whole life of many jobs that come to many pause points, against bare virtual threads.
 *
 * <p>What is timed: for jobs, creation, start, all pause points, the way through waiting, pending and concluded, and
 * dismissal, until the last one is freed; for threads, start, as many times taking and giving back one lock that all of
 * them share, and the end of the last one. With {@link Turn#GIVEN} a job sleeps for no time at each pause point, which
 * is a timer of the main loop, and a thread yields.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class PausePoints {

    /** How many jobs, or threads, there are at once. */
    @Param("100000")
    public int jobs;

    /** To how many pause points each comes. */
    @Param("100")
    public int pausePoints;

    /** What happens at each. */
    @Param("KEPT")
    public Turn turn;

    private JobField field;
    private BareThreads threads;

    /** A fresh engine for every shot. */
    @Setup(Level.Iteration)
    public void open() {
        field = new JobField();
        threads = new BareThreads();
    }

    /** Ends the engine. */
    @TearDown(Level.Iteration)
    public void close() {
        threads.close();
        field.close();
    }

    /** Virtual threads and one lock. */
    @Benchmark
    public void bareThreads() {
        threads.run(jobs, pausePoints, turn);
    }

    /** Jobs, each on a private loop. */
    @Benchmark
    public void privateLoops() {
        field.run(jobs, Place.PRIVATE_LOOPS, pausePoints, turn);
    }

    /** Jobs that all take turns in one loop with a thread. */
    @Benchmark
    public void platformLoop() {
        field.run(jobs, Place.PLATFORM_LOOP, pausePoints, turn);
    }
}
