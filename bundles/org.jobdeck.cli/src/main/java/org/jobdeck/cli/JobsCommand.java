package org.jobdeck.cli;

import java.util.List;
import org.jobdeck.daemon.JobForms;
import org.jobdeck.job.common.JobSnapshot;
import org.jobdeck.json.JsonObject;
import org.jobdeck.qmp.client.QmpAddress;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Lists the jobs of running QEMUs. */
final class JobsCommand implements Command {

    static final String JSON = "--json";

    private final CommandSpec spec = CommandTree.specOf(
            "jobs",
            "Lists the jobs of running QEMUs.",
            "A monitor serves one client: it is held while this runs, and left in peace if another has it.");

    JobsCommand() {
        spec.addOption(json("Print one JSON object a line, with QMP's names."));
        spec.addPositional(Addresses.many(0));
    }

    static OptionSpec json(String description) {
        return OptionSpec.builder(JSON)
                .arity("0")
                .type(Boolean.class)
                .description(description)
                .build();
    }

    @Override
    public CommandSpec spec() {
        return spec;
    }

    /** Lists what can be reached, and fails in the end with the last that cannot. */
    @Override
    public int run(ParseResult parsed, Host host) throws Failure {
        return list(host, parsed.matchedPositionalValue(0, List.of()), parsed.hasMatchedOption(JSON));
    }

    /** The same for addresses from elsewhere. */
    static int list(Host host, List<QmpAddress> addresses, boolean json) throws Failure {
        Failure last = null;
        for (QmpAddress address : addresses) {
            try (RemoteJobs jobs = RemoteJobs.attach(address, host.clock())) {
                if (json) {
                    jobs.all()
                            .forEach(
                                    job -> host.out().println(line(address, job).toJson()));
                } else {
                    JobTree tree = new JobTree(jobs.source(), host.clock());
                    tree.refresh();
                    tree.lines(Integer.MAX_VALUE, Integer.MAX_VALUE, "").forEach(host.out()::println);
                }
            } catch (Failure e) {
                if (last != null) {
                    host.err().println(Program.NAME + ": " + last.getMessage());
                }
                last = e;
            }
        }
        if (last != null) {
            throw last;
        }
        return ExitCode.DONE;
    }

    /** A job as {@code query-jobs} and {@code query-block-jobs} have it together, and where it is. */
    static JsonObject line(QmpAddress address, JobSnapshot job) {
        return JsonObject.builder()
                .put("source", address.toString())
                .putAll(JobForms.jobInfo(job))
                .put("speed", job.speed())
                .put("paused", job.pauseCount() > 0)
                .put("io-status", job.ioStatus().qmpName())
                .put("auto-finalize", job.autoFinalize())
                .put("auto-dismiss", job.autoDismiss())
                .build();
    }
}
