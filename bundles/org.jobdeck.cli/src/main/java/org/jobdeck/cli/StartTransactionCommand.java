package org.jobdeck.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jobdeck.job.driver.OptionSpec;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonString;
import org.jobdeck.json.JsonValue;
import org.jobdeck.qmp.QmpException;
import org.jobdeck.qmp.client.QmpAddress;
import org.jobdeck.qmp.keyval.Keyval;
import org.jobdeck.source.plan.JobEnd;
import org.jobdeck.source.plan.JobKind;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;

/** Starting several jobs of one moment in a running QEMU. */
final class StartTransactionCommand implements Command {

    private static final String JOB = "--job";
    private static final String GROUPED = "--grouped";
    private static final String TYPE = "type";
    private static final String FORMAT = "format";
    private static final String CREATE = "create";
    private static final String ID = "job-id";

    private final CommandSpec spec = CommandTree.specOf(
            "transaction",
            "Starts several jobs of one moment.",
            StartForm.footer(
                    "All of them are started, or none. QEMU takes backups in a transaction.",
                    "Each --job is TYPE,NAME=VALUE,… with the options of 'jobdeck start TYPE'; a comma in a value is written "
                            + "twice, and a file as target is made with create=on.",
                    "Example: jobdeck start transaction unix:qmp.sock --grouped --job backup,device=a,target=/backup/a.raw "
                            + "--job backup,device=b,target=/backup/b.raw"));

    StartTransactionCommand() {
        spec.addPositional(Addresses.one(0));
        spec.addOption(picocli.CommandLine.Model.OptionSpec.builder(JOB)
                .arity("1")
                .required(true)
                .type(List.class)
                .auxiliaryTypes(Wanted.class)
                .converters(StartTransactionCommand::parse)
                .paramLabel("TYPE,NAME=VALUE,…")
                .description("One of the jobs; given for each.")
                .build());
        spec.addOption(picocli.CommandLine.Model.OptionSpec.builder(GROUPED)
                .arity("0")
                .type(Boolean.class)
                .description("Have them succeed or fail together.")
                .build());
        StartForm.addTo(spec, true);
    }

    private static Wanted parse(String text) {
        JsonObject given;
        try {
            given = Keyval.parse(text, Optional.of(TYPE));
        } catch (QmpException e) {
            throw new TypeConversionException("'" + text + "' is not of the form TYPE,NAME=VALUE,…: " + e.getMessage());
        }
        String type = given.string(TYPE).orElse("");
        JobKind kind = Arrays.stream(JobKind.values())
                .filter(known -> known.type().equals(type))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("there is no type '" + type + "'; there are "
                        + Arrays.stream(JobKind.values()).map(JobKind::type).collect(Collectors.joining(", "))));
        Map<String, OptionSpec> known =
                StartOptions.of(kind).stream().collect(Collectors.toMap(OptionSpec::name, Function.identity()));
        Map<String, Object> values = new LinkedHashMap<>();
        given.members().forEach((name, value) -> {
            if (!List.of(TYPE, FORMAT, CREATE, ID).contains(name)) {
                values.put(name, typed(known.get(name), value));
            }
        });
        return new Wanted(
                kind,
                given.string(ID).map(Addresses::wellFormedId),
                values,
                given.string(FORMAT),
                given.string(CREATE).map(Amounts::parseFlag).orElse(false));
    }

    /** What is not known here is for the server to judge. */
    private static Object typed(OptionSpec option, JsonValue value) {
        return option != null && value instanceof JsonString(String text) ? TypeOptions.value(option, text) : value;
    }

    @Override
    public CommandSpec spec() {
        return spec;
    }

    @Override
    public int run(ParseResult parsed, Host host) throws Failure {
        List<Wanted> wanted = new ArrayList<>(parsed.matchedOptionValue(JOB, List.<Wanted>of()));
        QmpAddress address = parsed.matchedPositionalValue(0, null);
        try (RemoteJobs jobs = RemoteJobs.attach(address, host.clock())) {
            JobEnd end = StartForm.end(parsed, wanted.getFirst().kind());
            Planned planned = StartPlanner.of(jobs).transaction(wanted, end, parsed.hasMatchedOption(GROUPED));
            return new StartRun(host, jobs, parsed).run(planned);
        }
    }
}
