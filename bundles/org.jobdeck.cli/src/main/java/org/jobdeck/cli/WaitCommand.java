package org.jobdeck.cli;

import java.util.Arrays;
import java.util.List;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.qmp.client.QmpAddress;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;

/** Waits until a job of a running QEMU is in a state. */
final class WaitCommand implements Command {

    private static final String STATE = "--state";
    private static final String TIMEOUT = "--timeout";
    private static final long LONGEST = 999_999_999;

    private static final List<String> STATES = Arrays.stream(JobStatus.values())
            .filter(state -> state != JobStatus.UNDEFINED)
            .map(JobStatus::qmpName)
            .toList();

    private final CommandSpec spec = CommandTree.specOf(
            "wait",
            "Waits until a job of a running QEMU is in a state.",
            "Exit codes: 0 it was in that state; 1 it ended otherwise; 4 there is no such job, or it vanished unseen; "
                    + "124 the time ran out.",
            "A job with auto-dismiss is in the state 'concluded' for a moment only, and then 'null'.");

    WaitCommand() {
        spec.addPositional(Addresses.one(0));
        spec.addPositional(Addresses.id(1));
        spec.addOption(OptionSpec.builder(STATE)
                .arity("1")
                .required(true)
                .type(JobStatus.class)
                .converters(WaitCommand::state)
                .completionCandidates(STATES)
                .paramLabel("STATE")
                .description("The state: " + String.join(", ", STATES) + ".")
                .build());
        spec.addOption(OptionSpec.builder(TIMEOUT)
                .arity("1")
                .type(Long.class)
                .converters(text -> Amounts.inRange(Amounts.parseSeconds(text), 0, LONGEST))
                .paramLabel("SECONDS")
                .description("Wait no longer than that, as in 30s (default: for ever).")
                .build());
    }

    private static JobStatus state(String text) {
        return JobStatus.ofQmpName(text)
                .filter(state -> state != JobStatus.UNDEFINED)
                .orElseThrow(() -> new TypeConversionException(
                        "there is no state '" + text + "'; there are " + String.join(", ", STATES)));
    }

    @Override
    public CommandSpec spec() {
        return spec;
    }

    @Override
    public int run(ParseResult parsed, Host host) throws Failure {
        QmpAddress address = parsed.matchedPositionalValue(0, null);
        String id = parsed.matchedPositionalValue(1, "");
        JobStatus state = parsed.matchedOptionValue(STATE, JobStatus.NULL);
        Long seconds = parsed.matchedOptionValue(TIMEOUT, null);
        try (RemoteJobs jobs = RemoteJobs.attach(address, host.clock())) {
            return new JobWait(host, jobs, jobs.require(id), state, seconds).run();
        }
    }
}
