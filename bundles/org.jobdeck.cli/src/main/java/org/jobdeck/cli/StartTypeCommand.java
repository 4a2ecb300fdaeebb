package org.jobdeck.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jobdeck.json.JsonDocument;
import org.jobdeck.json.JsonParseException;
import org.jobdeck.qmp.client.QmpAddress;
import org.jobdeck.source.plan.JobKind;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Starting one job of one type in a running QEMU. */
final class StartTypeCommand implements Command {

    private static final String SET = "--set";
    private static final String FORMAT = "--format";
    private static final String CREATE = "--create";

    private final JobKind kind;
    private final TypeOptions options;
    private final CommandSpec spec;

    StartTypeCommand(JobKind kind) {
        this.kind = kind;
        this.options = new TypeOptions(StartOptions.of(kind));
        this.spec = CommandTree.specOf(
                kind.type(),
                description(kind),
                StartForm.footer("Sends " + kind.command() + ", with the options as its arguments."));
        spec.addPositional(Addresses.one(0));
        options.addTo(spec, List.of());
        if (kind.hasTarget()) {
            spec.addOption(OptionSpec.builder(FORMAT)
                    .arity("1")
                    .type(String.class)
                    .paramLabel("FORMAT")
                    .description("Format of a target that is a file (default: the source's).")
                    .build());
            spec.addOption(OptionSpec.builder(CREATE)
                    .arity("0")
                    .type(Boolean.class)
                    .description("Make that file first, as long as the source.")
                    .build());
        }
        spec.addOption(OptionSpec.builder(SET)
                .arity("1")
                .type(List.class)
                .auxiliaryTypes(NameValue.class)
                .converters(text -> NameValue.parse(text, "NAME=VALUE"))
                .paramLabel("NAME=VALUE")
                .description("Any other argument that this QEMU has; the value is JSON, or else text.")
                .build());
        spec.addOption(StartForm.jobId());
        StartForm.addTo(spec, kind != JobKind.CREATE);
    }

    private static String description(JobKind kind) {
        return switch (kind) {
            case MIRROR -> "Starts a copy that follows its source until somebody completes it.";
            case BACKUP -> "Starts a copy of this moment.";
            case COMMIT -> "Starts merging overlays into what is below them.";
            case STREAM -> "Starts filling an overlay from what is below it.";
            case CREATE -> "Starts making an image.";
        };
    }

    @Override
    public CommandSpec spec() {
        return spec;
    }

    @Override
    public int run(ParseResult parsed, Host host) throws Failure {
        Wanted wanted = new Wanted(
                kind,
                Optional.ofNullable(parsed.matchedOptionValue(StartForm.JOB_ID, null)),
                values(parsed),
                Optional.ofNullable(parsed.matchedOptionValue(FORMAT, null)),
                parsed.hasMatchedOption(CREATE));
        QmpAddress address = parsed.matchedPositionalValue(0, null);
        try (RemoteJobs jobs = RemoteJobs.attach(address, host.clock())) {
            Planned planned = StartPlanner.of(jobs).one(wanted, StartForm.end(parsed, kind));
            return new StartRun(host, jobs, parsed).run(planned);
        }
    }

    private Map<String, Object> values(ParseResult parsed) {
        Map<String, Object> values = new LinkedHashMap<>(options.given(parsed));
        for (NameValue given : parsed.matchedOptionValue(SET, List.<NameValue>of())) {
            values.put(given.name(), jsonOrText(given.value()));
        }
        return values;
    }

    private static Object jsonOrText(String text) {
        try {
            return JsonDocument.parse(text);
        } catch (JsonParseException _) {
            return text;
        }
    }
}
