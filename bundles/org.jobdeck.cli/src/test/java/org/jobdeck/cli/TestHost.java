package org.jobdeck.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jobdeck.engine.DriverFactories;
import org.jobdeck.job.driver.JobDriverFactory;
import org.jobdeck.loop.Clock;

/** An outside world of bytes: what was printed can be read, Ctrl-C can be pressed. */
final class TestHost implements Host {

    final List<Runnable> interrupts = new CopyOnWriteArrayList<>();
    final List<Runnable> exits = new CopyOnWriteArrayList<>();

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final PrintStream errStream = new PrintStream(err, true, StandardCharsets.UTF_8);
    private final DriverFactories factories = DriverFactories.installed();
    private PrintStream outStream = new PrintStream(out, true, StandardCharsets.UTF_8);
    private FakeScreen screen;

    /** With no place for the sockets of engines. */
    private Map<String, String> environment = Map.of("XDG_RUNTIME_DIR", "/nowhere");

    TestHost with(FakeScreen newScreen) {
        screen = newScreen;
        return this;
    }

    /** Engines have their sockets in a folder. */
    TestHost withRuntimeFolder(Path folder) {
        environment = Map.of("XDG_RUNTIME_DIR", folder.toString());
        return this;
    }

    TestHost with(JobDriverFactory factory) {
        factories.add(factory);
        return this;
    }

    /** Standard output takes so many lines and no more. */
    TestHost withOutputLostAfter(int lines) {
        outStream = new PrintStream(new Cut(lines), true, StandardCharsets.UTF_8);
        return this;
    }

    int run(String... args) {
        return new Program(this).run(args);
    }

    String outText() {
        return out.toString(StandardCharsets.UTF_8);
    }

    List<String> outLines() {
        return outText().lines().toList();
    }

    String errText() {
        return err.toString(StandardCharsets.UTF_8).strip();
    }

    void interrupt() {
        interrupts.forEach(Runnable::run);
    }

    @Override
    public PrintStream out() {
        return outStream;
    }

    @Override
    public PrintStream err() {
        return errStream;
    }

    @Override
    public Map<String, String> environment() {
        return environment;
    }

    @Override
    public Clock clock() {
        return Clock.system();
    }

    @Override
    public DriverFactories factories() {
        return factories;
    }

    @Override
    public Optional<Screen> openScreen(boolean whole) {
        return Optional.ofNullable(screen);
    }

    @Override
    public Registration onInterrupt(Runnable action) {
        interrupts.add(action);
        return () -> interrupts.remove(action);
    }

    @Override
    public Registration onExit(Runnable action) {
        exits.add(action);
        return () -> exits.remove(action);
    }

    @Override
    public void showLog(boolean shown) {
        // the log of tests is the test framework's
    }

    private final class Cut extends OutputStream {

        private int left;

        Cut(int lines) {
            left = lines;
        }

        @Override
        public void write(int b) throws IOException {
            if (left <= 0) {
                throw new IOException("Broken pipe");
            }
            out.write(b);
            if (b == '\n') {
                left--;
            }
        }
    }
}
