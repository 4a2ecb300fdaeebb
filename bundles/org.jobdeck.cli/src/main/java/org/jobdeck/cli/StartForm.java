package org.jobdeck.cli;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jobdeck.source.plan.JobEnd;
import org.jobdeck.source.plan.JobKind;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** What the commands that start jobs have in common. */
final class StartForm {

    static final String JOB_ID = "--job-id";

    private static final String DRY_RUN = "--dry-run";
    private static final String WAIT = "--wait";
    private static final String AUTO_FINALIZE = "--auto-finalize";
    private static final String AUTO_DISMISS = "--auto-dismiss";

    private static final String[] FOOTER = {
        "Prints the name of the job. When it has ended it stays in the list with its result, until 'jobdeck job dismiss' "
                + "takes it away; a stream vanishes by itself, because QEMU 7.2 crashes when it is asked for its nodes while "
                + "a concluded one is kept.",
        "--wait waits until the job has ended (exit code 0 or 1) or needs a decision (0): 'jobdeck job' completes or cancels "
                + "one that is ready. A job that has ended is dismissed then, unless --auto-dismiss is given.",
        "Sizes and rates are bytes; the suffixes K, M, G and T are powers of 1024. Files are as QEMU sees them.",
    };

    private StartForm() {}

    /** The lines below the options, with some in front of them. */
    static String[] footer(String... lines) {
        return Stream.concat(Arrays.stream(lines), Arrays.stream(FOOTER)).toArray(String[]::new);
    }

    /** Adds the common options. */
    static void addTo(CommandSpec spec, boolean ends) {
        if (ends) {
            addSwitch(
                    spec,
                    AUTO_FINALIZE,
                    "Whether jobs take effect by themselves once their work is done (default: on).");
            addSwitch(
                    spec,
                    AUTO_DISMISS,
                    "Whether they vanish by themselves once concluded (default: off, for a stream on).");
        }
        addFlag(spec, DRY_RUN, "Print the commands of QMP that would be sent, and send none of them.");
        addFlag(spec, WAIT, "Wait until the job has ended or needs a decision.");
        spec.addOption(
                JobsCommand.json("Print one JSON object a job: its id and type, and with --wait how it is then."));
    }

    /** The option for the job's name. */
    static OptionSpec jobId() {
        return OptionSpec.builder(JOB_ID)
                .arity("1")
                .type(String.class)
                .converters(Addresses::wellFormedId)
                .paramLabel("ID")
                .description("Name of the job (default: made from its type and node).")
                .build();
    }

    private static void addFlag(CommandSpec spec, String name, String help) {
        spec.addOption(OptionSpec.builder(name)
                .arity("0")
                .type(Boolean.class)
                .description(help)
                .build());
    }

    private static void addSwitch(CommandSpec spec, String name, String help) {
        spec.addOption(OptionSpec.builder(name)
                .arity("1")
                .type(Boolean.class)
                .converters(Amounts::parseFlag)
                .completionCandidates(List.of("on", "off"))
                .paramLabel("on|off")
                .description(help)
                .build());
    }

    static JobEnd end(ParseResult parsed, JobKind kind) {
        return new JobEnd(
                parsed.matchedOptionValue(AUTO_FINALIZE, true),
                parsed.matchedOptionValue(AUTO_DISMISS, JobEnd.dismissesByDefault(kind)));
    }

    static boolean isDry(ParseResult parsed) {
        return parsed.hasMatchedOption(DRY_RUN);
    }

    static boolean waits(ParseResult parsed) {
        return parsed.hasMatchedOption(WAIT);
    }

    static boolean isJson(ParseResult parsed) {
        return parsed.hasMatchedOption(JobsCommand.JSON);
    }

    /** Whether a job whose result was told is forgotten: unless the user has said what becomes of it. */
    static boolean dismisses(ParseResult parsed) {
        return !parsed.hasMatchedOption(AUTO_DISMISS);
    }
}
