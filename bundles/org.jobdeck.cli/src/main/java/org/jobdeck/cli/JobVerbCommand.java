package org.jobdeck.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.jobdeck.job.common.JobChange;
import org.jobdeck.job.common.JobSnapshot;
import org.jobdeck.job.common.JobVerb;
import org.jobdeck.json.JsonObject;
import org.jobdeck.qmp.client.QmpAddress;
import org.jobdeck.source.VerbOutcome;
import org.jobdeck.source.VerbRequest;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** One verb on jobs of a running QEMU. */
final class JobVerbCommand implements Command {

    private static final String FORCE = "--force";

    private final JobVerb verb;
    private final CommandSpec spec;

    JobVerbCommand(JobVerb verb) {
        this.verb = verb;
        this.spec = CommandTree.specOf(
                verb.qmpName(),
                description(verb),
                "All jobs are tried; the exit code is that of the last that failed.");
        spec.addPositional(Addresses.one(0));
        switch (verb) {
            case SET_SPEED -> {
                spec.addPositional(Addresses.id(1));
                spec.addPositional(PositionalParamSpec.builder()
                        .index("2")
                        .arity("1")
                        .required(true)
                        .type(Long.class)
                        .converters(Amounts::parseBytes)
                        .paramLabel("SPEED")
                        .description("Bytes a second, as in 50M; 0 takes the limit away.")
                        .build());
            }
            case CHANGE -> {
                spec.addPositional(Addresses.id(1));
                spec.addPositional(PositionalParamSpec.builder()
                        .index("2..*")
                        .arity("1..*")
                        .required(true)
                        .type(List.class)
                        .auxiliaryTypes(NameValue.class)
                        .converters(text -> NameValue.parse(text, "OPTION=VALUE"))
                        .paramLabel("OPTION=VALUE")
                        .description("As in copy-mode=write-blocking.")
                        .build());
            }
            case CANCEL -> {
                spec.addOption(OptionSpec.builder(FORCE)
                        .arity("0")
                        .type(Boolean.class)
                        .description("Give the job up at once; without it one that is ready comes to a good end.")
                        .build());
                spec.addPositional(Addresses.ids(1));
            }
            case PAUSE, RESUME, COMPLETE, FINALIZE, DISMISS -> spec.addPositional(Addresses.ids(1));
        }
        spec.addOption(JobsCommand.json("Print one JSON object a job: id, result, error."));
    }

    private static String description(JobVerb verb) {
        return switch (verb) {
            case PAUSE -> "Stops jobs at their next pause point.";
            case RESUME -> "Lets jobs go on that a user has paused.";
            case COMPLETE -> "Brings jobs that are ready to their end: a mirror switches over.";
            case FINALIZE -> "Lets jobs that are pending, and their whole transactions, take effect.";
            case DISMISS -> "Forgets jobs that are concluded.";
            case CANCEL -> "Ends jobs.";
            case SET_SPEED -> "Limits how fast a job may go.";
            case CHANGE -> "Alters options of a job while it runs.";
        };
    }

    @Override
    public CommandSpec spec() {
        return spec;
    }

    @Override
    public int run(ParseResult parsed, Host host) throws Failure {
        QmpAddress address = parsed.matchedPositionalValue(0, null);
        boolean json = parsed.hasMatchedOption(JobsCommand.JSON);
        try (RemoteJobs jobs = RemoteJobs.attach(address, host.clock())) {
            Failure last = null;
            for (String id : ids(parsed)) {
                VerbOutcome outcome = apply(jobs, id, parsed);
                if (json) {
                    host.out().println(line(id, outcome).toJson());
                }
                if (!outcome.isDone()) {
                    if (last != null) {
                        host.err().println(Program.NAME + ": " + last.getMessage());
                    }
                    last = failure(id, outcome);
                }
            }
            if (last != null) {
                throw last;
            }
            return ExitCode.DONE;
        }
    }

    private List<String> ids(ParseResult parsed) {
        return verb == JobVerb.SET_SPEED || verb == JobVerb.CHANGE
                ? List.of(parsed.<String>matchedPositionalValue(1, ""))
                : parsed.matchedPositionalValue(1, List.of());
    }

    private VerbOutcome apply(RemoteJobs jobs, String id, ParseResult parsed) throws Failure {
        JobSnapshot job = jobs.find(id).orElse(null);
        if (job == null) {
            return new VerbOutcome(VerbOutcome.Result.NO_SUCH_JOB, jobs.noSuchJob(id));
        }
        try {
            return jobs.source()
                    .apply(job.key(), request(job, parsed))
                    .toCompletableFuture()
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw Failure.failed("'" + verb.qmpName() + "' on the job '" + id + "' was given up: " + e.getMessage(), e);
        }
    }

    private VerbRequest request(JobSnapshot job, ParseResult parsed) {
        return switch (verb) {
            case CANCEL -> new VerbRequest.Cancel(parsed.hasMatchedOption(FORCE));
            case SET_SPEED -> new VerbRequest.SetSpeed(parsed.<Long>matchedPositionalValue(2, 0L));
            case CHANGE -> new VerbRequest.Change(new JobChange(job.type(), options(parsed)));
            case PAUSE, RESUME, COMPLETE, FINALIZE, DISMISS -> new VerbRequest.Plain(verb);
        };
    }

    private static Map<String, Object> options(ParseResult parsed) {
        Map<String, Object> options = new LinkedHashMap<>();
        for (NameValue given : parsed.<List<NameValue>>matchedPositionalValue(2, List.of())) {
            options.put(given.name(), given.value());
        }
        return options;
    }

    private static JsonObject line(String id, VerbOutcome outcome) {
        JsonObject.Builder line = JsonObject.builder()
                .put("id", id)
                .put("result", outcome.result().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        if (outcome.error() != null) {
            line.put("error", outcome.error());
        }
        return line.build();
    }

    private Failure failure(String id, VerbOutcome outcome) {
        String what = "'" + verb.qmpName() + "' on the job '" + id + "'";
        return switch (outcome.result()) {
            case NO_SUCH_JOB -> Failure.of(ExitCode.NO_SUCH_JOB, outcome.error());
            case REFUSED -> Failure.of(ExitCode.REFUSED, what + " was refused: " + outcome.error());
            case UNSUPPORTED -> Failure.usage(what + " cannot be asked for: " + RemoteJobs.sentenceOf(outcome.error()));
            case NOT_ASKED, UNKNOWN -> Failure.unreachable(what + ": " + outcome.error());
            case DONE -> throw new IllegalArgumentException("done is no failure");
        };
    }
}
