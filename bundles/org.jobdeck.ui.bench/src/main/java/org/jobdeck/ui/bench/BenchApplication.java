package org.jobdeck.ui.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.eclipse.equinox.app.IApplication;
import org.eclipse.equinox.app.IApplicationContext;
import org.eclipse.swt.widgets.Display;
import org.jobdeck.loop.Clock;
import org.jobdeck.qmp.SelectorThread;
import org.jobdeck.source.JobSource;
import org.jobdeck.source.qmp.QmpSource;
import org.jobdeck.ui.live.Workspace;

/** {@code bench desktop} as Equinox starts it. Needs a display, which the start script looks for. */
public final class BenchApplication implements IApplication {

    private static final Integer UNUSABLE = 2;
    private static final Integer FAILED = 1;
    private static final int JOBS_A_DAEMON = 5;
    private static final int STARTS = 5;

    private final Clock clock = Clock.system();
    private IApplicationContext context;
    private BenchOptions options;
    private Report report;

    /** Made by the framework. */
    public BenchApplication() {}

    @Override
    public Object start(IApplicationContext given) throws InterruptedException {
        context = given;
        try {
            options = BenchOptions.parse(
                    wordsOf((String[]) given.getArguments().get(IApplicationContext.APPLICATION_ARGS)));
        } catch (IllegalArgumentException e) {
            return complain(UNUSABLE, e.getMessage());
        }
        if (options.opened()) {
            return new OpenedProgram().run(given);
        }
        report = new Report(System.out, options.json());
        try {
            measure();
            return EXIT_OK;
        } catch (IOException e) {
            return complain(FAILED, "the benchmark failed: " + e.getMessage());
        } catch (ExecutionException e) {
            return complain(FAILED, "the benchmark failed: " + e.getCause().getMessage());
        }
    }

    @Override
    public void stop() {
        Display display = Display.getDefault();
        display.asyncExec(display::dispose);
    }

    private static List<String> wordsOf(String[] arguments) {
        List<String> words = new ArrayList<>(List.of(arguments));
        // what the launcher of the platform adds has a single dash
        words.removeIf(word -> word.startsWith("-") && !word.startsWith("--"));
        words.removeAll(List.of("bench", "desktop", "--verbose"));
        return words;
    }

    private void measure() throws IOException, ExecutionException, InterruptedException {
        Display display = Display.getDefault();
        try {
            report.say("heap at most " + (Runtime.getRuntime().maxMemory() >> 20) + " MiB, "
                    + Runtime.getRuntime().availableProcessors() + " processors");
            Optional<Path> script = StartBench.script(System.getProperty("osgi.install.area"));
            if (script.isPresent()) {
                new StartBench(script.get(), clock, STARTS, report).run();
            } else {
                report.say("the start of the program is left out: there is no start script beside this installation");
            }
            measureLive(display);
            if (options.many() > 0) {
                measureMany(display);
            }
            if (options.daemons() > 0) {
                measureDaemons(display);
            }
        } finally {
            display.dispose();
        }
    }

    private void measureLive(Display display) throws ExecutionException, InterruptedException {
        try (BenchJobs jobs = new BenchJobs(clock)) {
            jobs.start(options.jobs());
            LiveBench bench = new LiveBench(jobs, clock, options, report);
            OpenWindow.over(display, context, workspace(List.of(jobs)), bench::run);
        }
    }

    private void measureMany(Display display) throws ExecutionException, InterruptedException {
        try (BenchJobs jobs = new BenchJobs(clock)) {
            jobs.start(options.many());
            ManyBench bench = new ManyBench(clock, options.many(), report);
            OpenWindow.over(display, context, workspace(List.of(jobs)), bench::run);
        }
    }

    private void measureDaemons(Display display) throws IOException, ExecutionException, InterruptedException {
        if (!Daemons.areThere()) {
            report.say("qemu-storage-daemon is not on the PATH; what attached daemons cost is left out");
            return;
        }
        try (Daemons daemons = Daemons.start(options.daemons(), JOBS_A_DAEMON);
                SelectorThread monitors = SelectorThread.start("monitors", clock)) {
            List<QmpSource> attached = daemons.addresses().stream()
                    .map(address -> QmpSource.attach(monitors, clock, address))
                    .toList();
            DaemonsBench bench = new DaemonsBench(JOBS_A_DAEMON, options.seconds(), report);
            OpenWindow.over(display, context, workspace(attached), bench::run);
            attached.forEach(QmpSource::close);
        }
    }

    private Workspace workspace(List<? extends JobSource> sources) {
        return new Workspace(
                List.copyOf(sources),
                List.of(),
                address -> {
                    throw new IllegalStateException("nothing is to be attached to " + address);
                },
                clock);
    }

    private static Integer complain(Integer status, String sentence) {
        System.err.println("jobdeck: " + sentence + (sentence.endsWith(".") ? "" : "."));
        return status;
    }
}
