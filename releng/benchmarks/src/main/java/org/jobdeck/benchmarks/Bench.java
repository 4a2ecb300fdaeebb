package org.jobdeck.benchmarks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.DoubleStream;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs the benchmarks of {@link PausePoints} in turn, so that what disturbs the machine disturbs all of them. */
final class Bench {

    static final String BARE = "bareThreads";
    static final String PRIVATE = "privateLoops";
    static final String PLATFORM = "platformLoop";
    static final List<String> NAMES = List.of(BARE, PRIVATE, PLATFORM);

    private final Consumer<String> progress;

    /** Tells what it does. */
    Bench(Consumer<String> progress) {
        this.progress = progress;
    }

    /** The times by the benchmark's name. */
    Map<String, Shots> run(Scale scale, Turn turn) throws RunnerException {
        Map<String, DoubleStream.Builder> times = new LinkedHashMap<>();
        NAMES.forEach(name -> times.put(name, DoubleStream.builder()));
        for (int round = 1; round <= scale.rounds(); round++) {
            for (String name : NAMES) {
                progress.accept("round " + round + " of " + scale.rounds() + ", turn "
                        + turn.name().toLowerCase(Locale.ROOT) + ": " + name);
                shoot(name, scale, turn, times.get(name));
            }
        }
        Map<String, Shots> all = new LinkedHashMap<>();
        times.forEach((name, builder) -> all.put(name, new Shots(builder.build().toArray())));
        return all;
    }

    private static void shoot(String name, Scale scale, Turn turn, DoubleStream.Builder into) throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("\\." + PausePoints.class.getSimpleName() + "\\." + name + "$")
                .param("jobs", Integer.toString(scale.jobs()))
                .param("pausePoints", Integer.toString(scale.pausePoints()))
                .param("turn", turn.name())
                .forks(scale.forked() ? 1 : 0)
                .warmupIterations(scale.warmUps())
                .measurementIterations(scale.shots())
                .timeout(TimeValue.minutes(5))
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                // JMH asks for memory in a way that the JDK warns of
                .jvmArgsAppend("--sun-misc-unsafe-memory-access=allow");
        for (RunResult run : new Runner(options.build()).run()) {
            for (BenchmarkResult fork : run.getBenchmarkResults()) {
                for (IterationResult shot : fork.getIterationResults()) {
                    into.add(shot.getPrimaryResult().getScore());
                }
            }
        }
    }
}
