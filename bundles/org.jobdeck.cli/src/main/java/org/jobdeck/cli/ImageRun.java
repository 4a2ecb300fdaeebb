package org.jobdeck.cli;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jobdeck.cli.image.ImageConsole;
import org.jobdeck.cli.image.ImageProgram;
import org.jobdeck.daemon.EngineMonitor;
import org.jobdeck.engine.Engine;
import org.jobdeck.loop.Clock;

/** The way from the command line to the image commands, which take their own arguments apart as QEMU's tool does. */
final class ImageRun {

    private ImageRun() {}

    /** The image commands' part of a command line; empty if it is for another command or asks for help. */
    static Optional<List<String>> argumentsOf(String... line) {
        if (line.length == 0 || !line[0].equals(ImageProgram.NAME)) {
            return Optional.empty();
        }
        List<String> rest = Arrays.stream(line)
                .skip(1)
                .filter(argument -> !argument.equals(Program.VERBOSE))
                .toList();
        boolean help =
                rest.stream().takeWhile(a -> !a.equals("--")).anyMatch(a -> a.equals("--help") || a.equals("-h"));
        return help ? Optional.empty() : Optional.of(rest);
    }

    /** Runs an image command; returns its exit code. */
    static int run(List<String> arguments, Host host) {
        return new ImageProgram(new HostConsole(host)).run(arguments);
    }

    private record HostConsole(Host host) implements ImageConsole {

        @Override
        public PrintStream out() {
            return host.out();
        }

        @Override
        public PrintStream err() {
            return host.err();
        }

        @Override
        public Clock clock() {
            return host.clock();
        }

        @Override
        public Handle onInterrupt(Runnable action) {
            Registration registration = host.onInterrupt(action);
            return registration::close;
        }

        @Override
        public Handle serve(Engine engine, Runnable quit) {
            EngineMonitor monitor = EngineMonitor.serve(engine, host.environment(), quit);
            return monitor::close;
        }
    }
}
