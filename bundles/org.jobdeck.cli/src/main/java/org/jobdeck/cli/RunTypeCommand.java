package org.jobdeck.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jobdeck.job.driver.JobDriverFactory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Running one job of one type, whose options come from the type's declaration. */
final class RunTypeCommand implements Command {

    static final String SOURCE = "source";
    static final String TARGET = "target";

    private static final String FORMAT = "--format";
    private static final String JSON = "--json";
    private static final String JOB_ID = "--job-id";
    private static final String KEEP_PARTIAL = "--keep-partial";
    private static final String AUTO_FINALIZE = "--auto-finalize";
    private static final String AUTO_DISMISS = "--auto-dismiss";

    private final JobDriverFactory factory;
    private final TypeOptions options;
    private final CommandSpec spec;

    RunTypeCommand(JobDriverFactory factory) {
        this.factory = factory;
        this.options = TypeOptions.of(factory);
        boolean makesTarget = options.hasFile(TARGET);
        List<String> footer = new ArrayList<>(List.of(
                "Sizes and rates are bytes; the suffixes K, M, G and T are powers of 1024.",
                "Keys in a terminal: p pause and resume, + and - speed, c complete, f finalize, d dismiss, Ctrl-C "
                        + "cancel, twice: force."));
        if (makesTarget) {
            footer.add(
                    "A target that does not exist is made, and removed again unless the job succeeds. One that exists must"
                            + " be as long as the source; it is overwritten and never removed. If the process is killed, the"
                            + " partial target stays; on Linux it carries the attribute user." + TargetFile.MARK + ".");
        }
        spec = CommandTree.specOf(factory.type(), factory.description() + ".", footer.toArray(String[]::new));
        options.addTo(spec, List.of(SOURCE, TARGET));
        if (makesTarget) {
            spec.addOption(OptionSpec.builder(FORMAT)
                    .arity("1")
                    .type(String.class)
                    .paramLabel("FORMAT")
                    .completionCandidates(List.of("raw"))
                    .description("Format of the target: raw (default: the source's).")
                    .build());
        }
        addFlag(JSON, "Write one JSON object a line to standard output: events, and progress as query-jobs has it.");
        spec.addOption(OptionSpec.builder(JOB_ID)
                .arity("1")
                .type(String.class)
                .converters(Addresses::wellFormedId)
                .paramLabel("ID")
                .description("Name of the job (default: its type).")
                .build());
        if (makesTarget) {
            addFlag(KEEP_PARTIAL, "Keep a target that was made, even if the job does not succeed.");
        }
        addSwitch(AUTO_FINALIZE, "Whether the job takes effect by itself once its work is done (default: on).");
        addSwitch(AUTO_DISMISS, "Whether it ends by itself once it is concluded (default: on).");
    }

    private void addFlag(String name, String help) {
        spec.addOption(OptionSpec.builder(name)
                .arity("0")
                .type(Boolean.class)
                .description(CommandTree.escaped(help))
                .build());
    }

    private void addSwitch(String name, String help) {
        spec.addOption(OptionSpec.builder(name)
                .arity("1")
                .type(Boolean.class)
                .converters(Amounts::parseFlag)
                .paramLabel("on|off")
                .description(CommandTree.escaped(help))
                .build());
    }

    @Override
    public CommandSpec spec() {
        return spec;
    }

    @Override
    public int run(ParseResult parsed, Host host) throws Failure {
        String format = parsed.matchedOptionValue(FORMAT, "raw");
        if (!format.equals("raw")) {
            throw Failure.usage("the format '" + format + "' of the target is not known; known: raw");
        }
        Map<String, Object> given = options.given(parsed);
        SourceFile source = null;
        if (options.hasFile(SOURCE)) {
            source = SourceFile.check((String) given.get(SOURCE));
            given.put(SOURCE, source.path().toAbsolutePath().toString());
        }
        TargetFile target = null;
        if (source != null && options.hasFile(TARGET)) {
            target = TargetFile.check((String) given.get(TARGET), source, parsed.hasMatchedOption(KEEP_PARTIAL));
            given.put(TARGET, target.path().toAbsolutePath().toString());
        }
        return new JobRun(
                        host,
                        new RunRequest(
                                factory.type(),
                                parsed.matchedOptionValue(JOB_ID, factory.type()),
                                given,
                                source,
                                target,
                                parsed.hasMatchedOption(JSON),
                                parsed.matchedOptionValue(AUTO_FINALIZE, true),
                                parsed.matchedOptionValue(AUTO_DISMISS, true)))
                .run();
    }
}
