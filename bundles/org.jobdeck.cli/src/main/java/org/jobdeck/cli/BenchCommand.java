package org.jobdeck.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;

/** Benchmarks by name. */
final class BenchCommand implements Command {

    /** Part of the checkout alone, where the start script runs it. */
    private static final String CORE = "jobs";

    /** Measured in the window, which the start script opens. */
    private static final String DESKTOP = "desktop";

    private static final String JSON = "--json";

    private static final String QUERIES = "--queries";
    private static final long DEFAULT_QUERIES = 20_000;
    private static final long MOST_QUERIES = 10_000_000;

    private static final String JOBS = "--jobs";
    private static final List<Integer> DEFAULT_JOBS = List.of(0, 100, 1000, 10_000);
    private static final long MOST_JOBS = 100_000;
    private static final String SECONDS = "--seconds";
    private static final long DEFAULT_SECONDS = 4;
    private static final String LIMIT = "--limit";
    private static final long DEFAULT_LIMIT = 60;
    private static final long MOST_SECONDS = 3600;
    private static final int STARTS = 7;

    private static final String SIZE = "--size";
    private static final List<Long> DEFAULT_SIZES = List.of(2L << 30, 8L << 30);
    private static final long LEAST_SIZE = 2L << 20;
    private static final long MOST_SIZE = 1L << 40;
    private static final String ROUNDS = "--rounds";
    private static final long DEFAULT_ROUNDS = 5;
    private static final long MOST_ROUNDS = 1000;
    private static final String FOLDER = "--folder";
    private static final String MEMORY = "/dev/shm";
    private static final String COPIES = "--copy";

    private static final List<Benchmark> ALL = List.of(
            new Benchmark(
                    BlockingBench.NAME,
                    "how long a query of all jobs takes while none and while " + BlockingBench.STUCK_JOBS
                            + " jobs are stuck in blocking work.",
                    BenchCommand::runBlocking),
            new Benchmark(
                    CORE,
                    "what 100,000 jobs cost in time and memory beside bare virtual threads; in a checkout only.",
                    BenchCommand::refuse),
            new Benchmark(
                    DESKTOP,
                    "whether the window stays quick with 10,000 live jobs, 100,000 jobs and 50 attached daemons.",
                    BenchCommand::refuseWindow),
            new Benchmark(
                    QmpBench.NAME,
                    "how quickly our storage daemon and QEMU's start and answer queries while many backups live.",
                    BenchCommand::runQmp),
            new Benchmark(
                    CopyBench.NAME, "how long our image tool and QEMU's take to copy images.", BenchCommand::runCopy));

    private final CommandSpec spec = CommandTree.specOf(
            "bench",
            "Measures something on this machine and prints a table.",
            ALL.stream().map(Benchmark::line).toArray(String[]::new));

    /** What can be measured: its name, what it is, and how. */
    private record Benchmark(String name, String what, Runner runner) {

        String line() {
            return name + ": " + what;
        }
    }

    /** Measures and prints. */
    @FunctionalInterface
    private interface Runner {
        void run(ParseResult parsed, Host host) throws Failure;
    }

    BenchCommand() {
        spec.addPositional(PositionalParamSpec.builder()
                .arity("1")
                .index("0")
                .required(true)
                .type(String.class)
                .paramLabel("NAME")
                .completionCandidates(names())
                .converters(BenchCommand::known)
                .description("What to measure: " + String.join(", ", names()) + ".")
                .build());
        spec.addOption(OptionSpec.builder(QUERIES)
                .arity("1")
                .type(Long.class)
                .converters(text -> Amounts.inRange(Amounts.parseNumber(text), 1, MOST_QUERIES))
                .paramLabel("N")
                .description("blocking: how many queries to measure (default: " + DEFAULT_QUERIES + ").")
                .build());
        spec.addOption(OptionSpec.builder(JOBS)
                .arity("1")
                .type(List.class)
                .auxiliaryTypes(Integer.class)
                .splitRegex(",")
                .converters(text -> Math.toIntExact(Amounts.inRange(Amounts.parseNumber(text), 0, MOST_JOBS)))
                .paramLabel("N")
                .description(
                        "qmp: how many backups live, one number or more with commas between (default: 0,100,1000,10000);"
                                + " desktop: how many jobs move (default: 10000).")
                .build());
        spec.addOption(seconds(
                SECONDS,
                "qmp: how long each query is measured in each daemon (default: " + DEFAULT_SECONDS
                        + "); desktop: how long each thing is measured (default: 30)."));
        spec.addOption(seconds(
                LIMIT,
                "qmp: how long a daemon may take to make the backups; it is left out where it takes longer (default: "
                        + DEFAULT_LIMIT + ")."));
        spec.addOption(OptionSpec.builder(SIZE)
                .arity("1")
                .type(List.class)
                .auxiliaryTypes(Long.class)
                .splitRegex(",")
                .converters(text -> Amounts.inRange(Amounts.parseBytes(text), LEAST_SIZE, MOST_SIZE))
                .paramLabel("BYTES")
                .description("copy: how long the images are, one amount or more with commas between (default: 2G,8G).")
                .build());
        spec.addOption(OptionSpec.builder(ROUNDS)
                .arity("1")
                .type(Long.class)
                .converters(text -> Amounts.inRange(Amounts.parseNumber(text), 1, MOST_ROUNDS))
                .paramLabel("N")
                .description("copy: how often each program copies each image (default: " + DEFAULT_ROUNDS + ").")
                .build());
        spec.addOption(OptionSpec.builder(FOLDER)
                .arity("1")
                .type(String.class)
                .paramLabel("FOLDER")
                .description("copy: where (default: the folder for temporary files, and in memory).")
                .build());
        spec.addOption(OptionSpec.builder(COPIES)
                .arity("1")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .splitRegex(",")
                .converters(BenchCommand::knownCopy)
                .paramLabel("COPY")
                .description("copy: which, one or more with commas between (default: "
                        + String.join(",", CopyBench.kinds()) + ").")
                .build());
        spec.addOption(OptionSpec.builder(JSON)
                .arity("0")
                .type(Boolean.class)
                .description("copy, desktop: print one line of JSON a figure.")
                .build());
    }

    private static OptionSpec seconds(String name, String description) {
        return OptionSpec.builder(name)
                .arity("1")
                .type(Long.class)
                .converters(text -> Amounts.inRange(Amounts.parseSeconds(text), 1, MOST_SECONDS))
                .paramLabel("SECONDS")
                .description(description)
                .build();
    }

    private static List<String> names() {
        return ALL.stream().map(Benchmark::name).toList();
    }

    private static Benchmark find(String name) {
        return ALL.stream()
                .filter(benchmark -> benchmark.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException(
                        "the benchmark '" + name + "' is not known; known: " + String.join(", ", names())));
    }

    private static String known(String text) {
        return find(text).name();
    }

    @Override
    public CommandSpec spec() {
        return spec;
    }

    @Override
    public int run(ParseResult parsed, Host host) throws Failure {
        find(parsed.matchedPositionalValue(0, "")).runner().run(parsed, host);
        return ExitCode.DONE;
    }

    private static void refuse(ParseResult parsed, Host host) throws Failure {
        throw Failure.usage(
                "'bench " + CORE + "' measures with a tool that is no part of the program; run './jobdeck bench " + CORE
                        + "' in a checkout of the sources");
    }

    private static void refuseWindow(ParseResult parsed, Host host) throws Failure {
        throw Failure.usage("'bench " + DESKTOP
                + "' measures the window, which cannot be opened from here; start the script 'jobdeck bench " + DESKTOP
                + "'");
    }

    private static void runBlocking(ParseResult parsed, Host host) throws Failure {
        int queries = Math.toIntExact(parsed.matchedOptionValue(QUERIES, DEFAULT_QUERIES));
        new BlockingBench(host.clock(), queries).run(host.out());
    }

    private static void runQmp(ParseResult parsed, Host host) throws Failure {
        QmpBench.Options options = new QmpBench.Options(
                parsed.matchedOptionValue(JOBS, DEFAULT_JOBS),
                Duration.ofSeconds(parsed.matchedOptionValue(SECONDS, DEFAULT_SECONDS)),
                STARTS,
                Duration.ofSeconds(parsed.matchedOptionValue(LIMIT, DEFAULT_LIMIT)));
        List<DaemonProgram> programs = Stream.concat(DaemonProgram.real().stream(), Stream.of(DaemonProgram.own()))
                .toList();
        new QmpBench(options, programs, host.clock()).run(host);
    }

    private static void runCopy(ParseResult parsed, Host host) throws Failure {
        List<Path> folders = parsed.hasMatchedOption(FOLDER)
                ? List.of(FileErrors.path("the folder", parsed.matchedOptionValue(FOLDER, "")))
                : Stream.of(Path.of(System.getProperty("java.io.tmpdir")), Path.of(MEMORY))
                        .filter(Files::isWritable)
                        .distinct()
                        .toList();
        CopyBench.Options options = new CopyBench.Options(
                parsed.matchedOptionValue(SIZE, DEFAULT_SIZES),
                Math.toIntExact(parsed.matchedOptionValue(ROUNDS, DEFAULT_ROUNDS)),
                folders,
                parsed.matchedOptionValue(COPIES, List.of()),
                parsed.matchedOptionValue(JSON, false));
        new CopyBench(options, host.clock()).run(host);
    }

    private static String knownCopy(String text) {
        if (!CopyBench.kinds().contains(text)) {
            throw new TypeConversionException(
                    "the copy '" + text + "' is not known; known: " + String.join(", ", CopyBench.kinds()));
        }
        return text;
    }
}
