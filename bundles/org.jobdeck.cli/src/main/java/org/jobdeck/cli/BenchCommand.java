package org.jobdeck.cli;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;

/** Benchmarks by name. */
final class BenchCommand implements Command {

    /** Part of the checkout alone, where the start script runs it. */
    private static final String JOBS = "jobs";

    private static final List<String> NAMES = List.of(BlockingBench.NAME, JOBS);
    private static final String QUERIES = "--queries";
    private static final long DEFAULT_QUERIES = 20_000;
    private static final long MOST_QUERIES = 10_000_000;

    private final CommandSpec spec = CommandTree.specOf(
            "bench",
            "Measures something on this machine and prints a table.",
            "blocking: how long a query of all jobs takes while none and while " + BlockingBench.STUCK_JOBS
                    + " jobs are stuck in blocking work.",
            JOBS + ": what 100,000 jobs cost in time and memory beside bare virtual threads; in a checkout only.");

    BenchCommand() {
        spec.addPositional(PositionalParamSpec.builder()
                .arity("1")
                .index("0")
                .required(true)
                .type(String.class)
                .paramLabel("NAME")
                .completionCandidates(NAMES)
                .converters(BenchCommand::known)
                .description("What to measure: " + String.join(", ", NAMES) + ".")
                .build());
        spec.addOption(OptionSpec.builder(QUERIES)
                .arity("1")
                .type(Long.class)
                .converters(text -> Amounts.inRange(Amounts.parseNumber(text), 1, MOST_QUERIES))
                .paramLabel("N")
                .description("How many queries to measure (default: " + DEFAULT_QUERIES + ").")
                .build());
    }

    private static String known(String text) {
        if (!NAMES.contains(text)) {
            throw new TypeConversionException(
                    "the benchmark '" + text + "' is not known; known: " + String.join(", ", NAMES));
        }
        return text;
    }

    @Override
    public CommandSpec spec() {
        return spec;
    }

    @Override
    public int run(ParseResult parsed, Host host) throws Failure {
        if (JOBS.equals(parsed.matchedPositionalValue(0, ""))) {
            throw Failure.usage(
                    "'bench " + JOBS + "' measures with a tool that is no part of the program; run './jobdeck"
                            + " bench " + JOBS + "' in a checkout of the sources");
        }
        int queries = Math.toIntExact(parsed.matchedOptionValue(QUERIES, DEFAULT_QUERIES));
        new BlockingBench(host.clock(), queries).run(host.out());
        return ExitCode.DONE;
    }
}
