package org.jobdeck.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jobdeck.json.JsonObject;
import org.jobdeck.loop.Clock;

/**
 * Measures what a client of a storage daemon notices: how quickly queries are answered while many jobs live, the memory
 * that these take, and how soon a daemon can be connected to. QEMU's daemon and ours are measured in the same run.
 */
final class QmpBench {

    static final String NAME = "qmp";

    private static final List<String> QUERIES = List.of("query-jobs", "query-block-jobs");
    private static final int ROUNDS = 4;

    private final Options options;
    private final List<DaemonProgram> programs;
    private final Clock clock;

    /**
     * What to measure.
     *
     * @param jobs how many live backups, one number or more
     * @param cell how long each query is measured in each daemon
     * @param starts how often each daemon is started for the time that takes
     * @param longest how long a daemon may take to make the jobs; it is left out where it takes longer
     */
    record Options(List<Integer> jobs, Duration cell, int starts, Duration longest) {}

    /** Of these daemons, in the order in which the table has them; ratios are to the first. */
    QmpBench(Options options, List<DaemonProgram> programs, Clock clock) {
        this.options = options;
        this.programs = programs;
        this.clock = clock;
    }

    /** Measures and prints; the processes are gone afterwards, also after Ctrl-C. */
    void run(Host host) throws Failure {
        try (Children children = Children.inNewFolder("jobdeck-bench");
                Registration _ = host.onInterrupt(children::close);
                Registration _ = host.onExit(children::close)) {
            measure(new QmpBenchTable(host.out()), children);
        } catch (IOException e) {
            throw Failure.failed("the benchmark failed: " + e.getMessage(), e);
        }
    }

    private void measure(QmpBenchTable table, Children children) throws IOException, Failure {
        try {
            table.starts(programs, startTimes(children));
            table.head(options.cell().toMillis(), ROUNDS);
            for (int jobs : options.jobs()) {
                measure(table, children, jobs);
            }
        } catch (IOException e) {
            if (children.isEnded()) {
                throw Failure.cancelled("the benchmark was given up");
            }
            throw e;
        }
    }

    /** In turn, so that what else the machine does meanwhile hits all alike. */
    private List<Percentiles> startTimes(Children children) throws IOException {
        long[][] times = new long[programs.size()][options.starts()];
        for (int i = 0; i < options.starts(); i++) {
            for (int j = 0; j < times.length; j++) {
                try (DaemonProcess daemon = DaemonProcess.start(programs.get(j), children, clock)) {
                    times[j][i] = daemon.startNanos();
                }
            }
        }
        return Arrays.stream(times).map(Percentiles::of).toList();
    }

    /** One number of jobs: all daemons live at the same time and are asked in turn. */
    private void measure(QmpBenchTable table, Children children, int jobs) throws IOException {
        List<LoadedDaemon> daemons = new ArrayList<>();
        try {
            for (DaemonProgram program : programs) {
                try {
                    daemons.add(LoadedDaemon.start(program, children, clock, jobs, options.longest()));
                } catch (LiveBackups.TooSlow e) {
                    table.leftOut(program, e);
                }
            }
            for (String query : QUERIES) {
                table.rows(jobs, query, daemons, ask(daemons, query));
            }
        } finally {
            for (LoadedDaemon daemon : daemons) {
                daemon.close();
            }
        }
    }

    private List<QueryTimes> ask(List<LoadedDaemon> daemons, String query) throws IOException {
        ByteBuffer message = QmpProbe.bytesOf(query, JsonObject.empty());
        Duration round = options.cell().dividedBy(ROUNDS);
        for (LoadedDaemon daemon : daemons) {
            // as long as it is measured: a Java machine compiles what runs often
            new QueryTimes().addRound(daemon.process().probe(), message, options.cell(), clock);
        }
        List<QueryTimes> times =
                daemons.stream().map(daemon -> new QueryTimes()).toList();
        for (int i = 0; i < ROUNDS; i++) {
            for (int j = 0; j < daemons.size(); j++) {
                times.get(j).addRound(daemons.get(j).process().probe(), message, round, clock);
            }
        }
        return times;
    }
}
