package org.jobdeck.cli;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;

/** What {@link QmpBench} prints; each part as soon as it is known. */
final class QmpBenchTable {

    private static final String COLUMNS = "%7s  %-16s  %-19s  %9s  %8s  %8s  %9s  %8s  %7s  %s%n";

    private final PrintStream out;

    QmpBenchTable(PrintStream out) {
        this.out = out;
    }

    void starts(List<DaemonProgram> programs, List<Percentiles> starts) {
        if (programs.size() == 1) {
            out.println("qemu-storage-daemon is not on the PATH; ours is measured alone");
        }
        out.println("our Java machine: "
                + String.join(" ", ManagementFactory.getRuntimeMXBean().getInputArguments()) + ", heap at most "
                + (Runtime.getRuntime().maxMemory() >> 20) + " MiB");
        for (int i = 0; i < starts.size(); i++) {
            Percentiles times = starts.get(i);
            print(
                    "%-19s  from start to greeting: median %.0f ms, longest %.0f ms, %d starts%n",
                    programs.get(i).name(), times.share(0.5) / 1e6, times.share(1) / 1e6, times.sorted().length);
        }
        out.flush();
    }

    void head(long cellMillis, int rounds) {
        print(
                "queries over a Unix socket, %d ms each in %d rounds in turn; times in microseconds%n",
                cellMillis, rounds);
        print(COLUMNS, "jobs", "query", "daemon", "a second", "p50", "p99", "reply B", "made s", "kB/job", "ratio");
        out.flush();
    }

    /** Why a daemon has no row. */
    void leftOut(DaemonProgram program, LiveBackups.TooSlow reason) {
        out.println(program.name() + " is left out: " + reason.getMessage());
        out.flush();
    }

    /** One query with one number of jobs; the ratio is that of the rate to the first daemon's. */
    void rows(int jobs, String query, List<LoadedDaemon> daemons, List<QueryTimes> answers) {
        for (int i = 0; i < answers.size(); i++) {
            LoadedDaemon daemon = daemons.get(i);
            QueryTimes times = answers.get(i);
            Percentiles shares = times.times();
            print(
                    COLUMNS,
                    jobs,
                    query,
                    daemon.program().name(),
                    number(times.rate(), 0),
                    number(shares.share(0.5) / 1e3, 1),
                    number(shares.share(0.99) / 1e3, 1),
                    times.replyBytes(),
                    number(daemon.makingNanos() / 1e9, 2),
                    jobs == 0 ? "" : number((double) daemon.kilobytes() / jobs, 1),
                    i == 0 ? "" : number(times.rate() / answers.getFirst().rate(), 2));
        }
        out.flush();
    }

    private static String number(double value, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }

    private void print(String format, Object... values) {
        out.printf(Locale.ROOT, format, values);
    }
}
