package org.jobdeck.cli;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jobdeck.daemon.EngineMonitor;
import org.jobdeck.demo.DemoException;
import org.jobdeck.demo.DemoScenario;
import org.jobdeck.engine.Engine;
import org.jobdeck.source.embedded.EmbeddedSource;

/** The demo in a terminal, or printed where there is none. Used once, by one thread. */
final class DemoRun {

    private static final long TICK_MILLIS = 100;
    private static final long PATIENCE = Duration.ofMinutes(1).toNanos();

    private final Host host;
    private final Optional<Duration> time;
    private final BlockingQueue<Happening> happenings = new LinkedBlockingQueue<>();

    private long started;
    private boolean quit;
    private boolean interrupted;

    DemoRun(Host host, Optional<Duration> time) {
        this.host = host;
        this.time = time;
    }

    int run() throws Failure {
        started = host.clock().nanoTime();
        try (Registration _ = host.onInterrupt(() -> happenings.add(new Happening.Interrupt()));
                Engine engine = Engine.start("demo", host.clock(), host.factories());
                EngineMonitor _ =
                        EngineMonitor.serve(engine, host.environment(), () -> happenings.add(new Happening.Key('q')));
                DemoScenario scenario = DemoScenario.start(engine);
                EmbeddedSource source = new EmbeddedSource(engine)) {
            show(new JobTree(source, host.clock()), scenario, host.openScreen(true));
        } catch (DemoException e) {
            throw Failure.failed(e.getMessage(), e);
        } catch (InterruptedException e) {
            throw Failure.failed("the demo was given up", e);
        }
        return interrupted ? ExitCode.CANCELLED : ExitCode.DONE;
    }

    private void show(JobTree tree, DemoScenario scenario, Optional<Screen> screen)
            throws Failure, InterruptedException {
        if (screen.isPresent()) {
            try (Screen opened = screen.get()) {
                draw(tree, opened);
            }
        } else {
            print(tree, scenario);
        }
    }

    private void draw(JobTree tree, Screen screen) throws InterruptedException {
        screen.onKey(key -> happenings.add(new Happening.Key(key)), () -> happenings.add(new Happening.Gone()));
        do {
            tree.refresh();
            screen.show(tree.lines(screen.columns() - 1, screen.rows(), "q ends the demo"));
            listen();
        } while (!isOver());
    }

    /** Prints the tree when it shows everything and, if it is to last, once more at the end. */
    private void print(JobTree tree, DemoScenario scenario) throws Failure, InterruptedException {
        boolean shown = false;
        while (!isOver()) {
            if (scenario.allStatesReached() && !shown) {
                shown = true;
                print(tree);
                if (time.isEmpty()) {
                    return;
                }
            }
            if (!shown && time.isEmpty() && host.clock().nanoTime() - started > PATIENCE) {
                print(tree);
                throw Failure.failed("the jobs of the demo have not come to all the states they should show within "
                        + "a minute; the machine may be very busy, so try again");
            }
            tree.refresh();
            listen();
        }
        if (!interrupted) {
            print(tree);
        }
    }

    private void print(JobTree tree) {
        tree.refresh();
        List<String> lines = tree.lines(Integer.MAX_VALUE, Integer.MAX_VALUE, "");
        lines.forEach(host.out()::println);
        host.out().println();
        host.out().flush();
    }

    private void listen() throws InterruptedException {
        Happening next = happenings.poll(TICK_MILLIS, TimeUnit.MILLISECONDS);
        while (next != null) {
            switch (next) {
                case Happening.Interrupt _, Happening.Gone _ -> interrupted = true;
                case Happening.Key key -> quit |= key.key() == 'q' || key.key() == 'Q';
                case Happening.Event _, Happening.Note _ -> {
                    // the tree tells
                }
            }
            next = happenings.poll();
        }
    }

    private boolean isOver() {
        long elapsed = host.clock().nanoTime() - started;
        return quit
                || interrupted
                || time.map(limit -> elapsed >= limit.toNanos()).orElse(false);
    }
}
