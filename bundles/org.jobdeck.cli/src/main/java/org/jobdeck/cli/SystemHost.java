package org.jobdeck.cli;

import java.io.Console;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jline.utils.Signals;
import org.jobdeck.engine.DriverFactories;
import org.jobdeck.loop.Clock;

/** The process that we are. */
final class SystemHost implements Host {

    private static final List<String> ENDING_SIGNALS = List.of("INT", "TERM", "HUP");

    /** Kept, because levels are forgotten with the logger they were set on. */
    private final List<Logger> quieted = new ArrayList<>();

    @Override
    public PrintStream out() {
        return System.out;
    }

    @Override
    public PrintStream err() {
        return System.err;
    }

    @Override
    public Map<String, String> environment() {
        return System.getenv();
    }

    @Override
    public Clock clock() {
        return Clock.system();
    }

    @Override
    public DriverFactories factories() {
        return DriverFactories.installed();
    }

    @Override
    public Optional<Screen> openScreen(boolean whole) {
        Console console = System.console();
        return console != null && console.isTerminal() ? TerminalScreen.open(whole) : Optional.empty();
    }

    @Override
    public Registration onInterrupt(Runnable action) {
        List<Registration> registrations = new ArrayList<>();
        for (String signal : ENDING_SIGNALS) {
            Object previous = Signals.register(signal, action);
            registrations.add(() -> Signals.unregister(signal, previous));
        }
        return () -> registrations.forEach(Registration::close);
    }

    @Override
    public Registration onExit(Runnable action) {
        Thread hook = new Thread(action, "jobdeck-exit");
        Runtime.getRuntime().addShutdownHook(hook);
        return () -> {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                System.getLogger(SystemHost.class.getName())
                        .log(System.Logger.Level.DEBUG, "the process is ending already", e);
            }
        };
    }

    @Override
    public void showLog(boolean shown) {
        for (String name : List.of("org.jobdeck", "org.jline")) {
            Logger logger = Logger.getLogger(name);
            logger.setLevel(shown ? Level.INFO : Level.OFF);
            quieted.add(logger);
        }
    }
}
