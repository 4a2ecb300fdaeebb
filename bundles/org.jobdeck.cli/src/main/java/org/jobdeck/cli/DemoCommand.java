package org.jobdeck.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jobdeck.demo.DemoException;
import org.jobdeck.demo.DemoOptions;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Sample images and jobs, shown live in the terminal. */
final class DemoCommand implements Command {

    private static final String HEADLESS = "--headless";
    private static final String SCREENSHOT = "--screenshot";
    private static final String SECONDS = "--seconds";

    private final CommandSpec spec = CommandTree.specOf(
            "demo",
            "Shows backups of sample images in every state a job can be in.",
            "In the window where there is a display and GTK, otherwise in the terminal; there, q or Ctrl-C ends it. "
                    + "The images are in a temporary folder and need 300 MB; nothing is left behind.");

    DemoCommand() {
        spec.addOption(OptionSpec.builder(HEADLESS)
                .arity("0")
                .type(Boolean.class)
                .description("Show a tree in the terminal, not the window.")
                .build());
        spec.addOption(OptionSpec.builder(SCREENSHOT)
                .arity("1")
                .type(String.class)
                .paramLabel("FILE")
                .description("Save a picture of the window in this PNG file once all states are there.")
                .build());
        spec.addOption(OptionSpec.builder(SECONDS)
                .arity("1")
                .type(Long.class)
                .converters(text -> Amounts.inRange(Amounts.parseSeconds(text), 0, DemoOptions.MOST_SECONDS))
                .paramLabel("N")
                .description("End by itself after N seconds (default: not by itself in a window or terminal, "
                        + "otherwise once all states have been shown).")
                .build());
    }

    @Override
    public CommandSpec spec() {
        return spec;
    }

    @Override
    public int run(ParseResult parsed, Host host) throws Failure {
        DemoOptions options = optionsOf(parsed);
        if (options.screenshot().isPresent()) {
            throw Failure.usage("'--screenshot' takes a picture of the window, "
                    + (options.headless()
                            ? "and '--headless' asks for none; leave one of them out"
                            : "but no window can be opened here; run it where there is a display and GTK, or leave "
                                    + "'--screenshot' out"));
        }
        return new DemoRun(host, options.time()).run();
    }

    private static DemoOptions optionsOf(ParseResult parsed) throws Failure {
        List<String> words = new ArrayList<>();
        if (parsed.hasMatchedOption(HEADLESS)) {
            words.add(HEADLESS);
        }
        String screenshot = parsed.matchedOptionValue(SCREENSHOT, null);
        if (screenshot != null) {
            words.addAll(List.of(SCREENSHOT, screenshot));
        }
        try {
            DemoOptions options = DemoOptions.parse(words.toArray(String[]::new));
            Optional<Duration> time = Optional.ofNullable(parsed.<Long>matchedOptionValue(SECONDS, null))
                    .map(Duration::ofSeconds);
            return new DemoOptions(options.headless(), options.screenshot(), time);
        } catch (DemoException e) {
            throw Failure.usage(e.getMessage());
        }
    }
}
