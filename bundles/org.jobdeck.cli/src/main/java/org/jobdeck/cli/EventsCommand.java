package org.jobdeck.cli;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonString;
import org.jobdeck.json.JsonValue;
import org.jobdeck.qmp.QmpEvent;
import org.jobdeck.qmp.client.QmpAddress;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Prints what a running QEMU tells, as it happens. */
final class EventsCommand implements Command {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);

    private final CommandSpec spec = CommandTree.specOf(
            "events",
            "Prints the events of a running QEMU as they happen.",
            "Ends by Ctrl-C, or when QEMU ends (exit code 3). The monitor is held meanwhile.");

    EventsCommand() {
        spec.addOption(JobsCommand.json("Print each event as QMP has it, one a line."));
        spec.addPositional(Addresses.one(0));
    }

    @Override
    public CommandSpec spec() {
        return spec;
    }

    @Override
    public int run(ParseResult parsed, Host host) throws Failure {
        QmpAddress address = parsed.matchedPositionalValue(0, null);
        boolean json = parsed.hasMatchedOption(JobsCommand.JSON);
        BlockingQueue<QmpEvent> events = new LinkedBlockingQueue<>();
        AtomicBoolean interrupted = new AtomicBoolean();
        try (RemoteJobs jobs = RemoteJobs.attach(address, host.clock())) {
            jobs.source().addQmpListener(event -> {
                events.add(event);
                jobs.wake();
            });
            try (Registration _ = host.onInterrupt(() -> {
                interrupted.set(true);
                jobs.wake();
            })) {
                while (!interrupted.get()) {
                    for (QmpEvent event = events.poll(); event != null; event = events.poll()) {
                        host.out().println(json ? event.toJson().toJson() : text(event));
                    }
                    if (host.out().checkError()) {
                        throw Failure.failed(LostOutput.SENTENCE);
                    }
                    jobs.failIfAwayAndTellOfSilence(host.err());
                    jobs.awaitNews(Long.MAX_VALUE);
                }
            }
        }
        return ExitCode.CANCELLED;
    }

    /** The time of this machine's clock face, the name and the members, as in {@code id=a status=running}. */
    private static String text(QmpEvent event) {
        StringBuilder line = new StringBuilder(TIME.format(event.at().atZone(ZoneId.systemDefault())));
        line.append("  ").append(event.name());
        event.data()
                .orElse(JsonObject.empty())
                .members()
                .forEach((name, value) ->
                        line.append("  ").append(name).append('=').append(plain(value)));
        return line.toString();
    }

    private static String plain(JsonValue value) {
        return value instanceof JsonString(String text) ? text : value.toJson();
    }
}
