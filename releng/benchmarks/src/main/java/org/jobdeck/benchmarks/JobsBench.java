package org.jobdeck.benchmarks;

import java.io.PrintStream;
import java.util.function.Consumer;
import org.openjdk.jmh.runner.RunnerException;

/** {@code ./jobdeck bench jobs}: what jobs cost beside bare virtual threads. */
public final class JobsBench {

    private final Bench bench;
    private final Consumer<String> progress;
    private final PrintStream out;

    JobsBench(Consumer<String> progress, PrintStream out) {
        this.bench = new Bench(progress);
        this.progress = progress;
        this.out = out;
    }

    void run(Scale kept, Scale given) throws RunnerException {
        progress.accept("memory");
        ParkedMemory memory = new ParkedMemory(kept.jobs());
        out.print(Table.ofMemory(kept.jobs(), memory.bytesPerThread(), memory.bytesPerJob()));
        out.print(Table.ofTimes(kept, Turn.KEPT, bench.run(kept, Turn.KEPT)));
        out.print(Table.ofTimes(given, Turn.GIVEN, bench.run(given, Turn.GIVEN)));
    }

    /** Takes about three minutes on two cores. */
    public static void main(String[] arguments) {
        if (arguments.length > 0) {
            System.err.println("jobdeck: 'bench jobs' was given '" + arguments[0]
                    + "', but takes no further argument; leave it out.");
            System.exit(2);
        }
        try {
            new JobsBench(step -> System.err.println("jobdeck: measuring " + step), System.out)
                    .run(Scale.full(), Scale.givingTurns());
        } catch (RunnerException e) {
            System.err.println("jobdeck: the benchmarks did not run to their end (" + e.getMessage()
                    + "); run them again when the machine has memory and time to spare.");
            System.exit(1);
        }
    }
}
