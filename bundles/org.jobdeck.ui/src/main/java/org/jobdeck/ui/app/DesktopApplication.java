package org.jobdeck.ui.app;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.equinox.app.IApplication;
import org.eclipse.equinox.app.IApplicationContext;
import org.eclipse.swt.widgets.Display;
import org.jobdeck.daemon.EngineMonitor;
import org.jobdeck.demo.DemoException;
import org.jobdeck.demo.DemoOptions;
import org.jobdeck.demo.DemoScenario;
import org.jobdeck.engine.Engine;
import org.jobdeck.history.HistoryJournal;
import org.jobdeck.history.HistoryLimits;
import org.jobdeck.loop.Clock;
import org.jobdeck.qmp.SelectorThread;
import org.jobdeck.qmp.client.QmpAddress;
import org.jobdeck.source.embedded.EmbeddedSource;
import org.jobdeck.source.qmp.QmpSource;
import org.jobdeck.ui.i18n.Messages;
import org.jobdeck.ui.live.Workspace;
import org.jobdeck.ui.prefs.Settings;
import org.jobdeck.ui.prefs.SettingsFile;
import org.jobdeck.ui.prefs.SettingsWriter;

/** The program as Equinox starts it. */
public final class DesktopApplication implements IApplication {

    private static final Logger LOG = System.getLogger(DesktopApplication.class.getName());

    /** The exit status for a wrong command line and for a machine that lacks something. */
    private static final Integer UNUSABLE = 2;

    /** The exit status where what was asked for failed. */
    private static final Integer FAILED = 1;

    /** What the user knows the engine inside this program by. */
    private static final String OWN_ENGINE =
            Messages.of(DesktopApplication.class).get("engine.own");

    private volatile JobdeckWindow window;

    @Override
    public Object start(IApplicationContext context) {
        return run(context, (String[]) context.getArguments().get(IApplicationContext.APPLICATION_ARGS));
    }

    /**
     * Shows what the arguments ask for until it is closed.
     *
     * @return the exit status
     */
    public Integer run(IApplicationContext context, String... arguments) {
        try (DesktopLog _ = DesktopLog.open(arguments, System.getenv(), System.getProperty("user.home"))) {
            Launch launch = Launch.parse(arguments);
            Display display = WindowSystem.open(System.getProperty("os.name"), System.getenv());
            try {
                return show(launch, display, context);
            } finally {
                display.dispose();
            }
        } catch (WrongOptionsException | WindowSystem.MissingException e) {
            return complain(UNUSABLE, e.getMessage(), e);
        } catch (DemoException | IOException e) {
            return complain(FAILED, e.getMessage(), e);
        }
    }

    @Override
    public void stop() {
        JobdeckWindow open = window;
        if (open != null && !open.display().isDisposed()) {
            open.display().asyncExec(open::close);
        }
    }

    private Integer show(Launch launch, Display display, IApplicationContext context)
            throws DemoException, IOException {
        return switch (launch) {
            case Launch.Desktop desktop -> showDesktop(desktop.attached(), display, context);
            case Launch.Demo demo -> showDemo(demo.options(), display, context);
        };
    }

    private Integer showDesktop(List<QmpAddress> attached, Display display, IApplicationContext context)
            throws IOException {
        try (Engine engine = Engine.start(OWN_ENGINE);
                EngineMonitor monitor = EngineMonitor.serve(engine, System.getenv(), this::stop);
                EmbeddedSource source = new EmbeddedSource(engine, new EnginePort(monitor));
                SelectorThread monitors = monitors();
                SettingsWriter writer = new SettingsWriter();
                SampleEngine samples = new SampleEngine()) {
            Settings settings =
                    writer.settingsIn(SettingsFile.folder(System.getenv(), System.getProperty("user.home")));
            try (HistoryJournal history = history(settings)) {
                Workspace workspace = workspace(source, attached, monitors)
                        .with(settings)
                        .with(history)
                        .with(samples);
                JobdeckWindow.run(display, context, workspace, opened -> {
                    window = opened;
                    opened.guard();
                });
            }
        }
        return EXIT_OK;
    }

    private Integer showDemo(DemoOptions options, Display display, IApplicationContext context)
            throws DemoException, IOException {
        Optional<Screenshot> screenshot = options.screenshot().isPresent()
                ? Optional.of(new Screenshot(options.screenshot().get()))
                : Optional.empty();
        try (Engine engine = Engine.start(OWN_ENGINE);
                EngineMonitor monitor = EngineMonitor.serve(engine, System.getenv(), this::stop);
                DemoScenario scenario = DemoScenario.start(engine);
                EmbeddedSource source = new EmbeddedSource(engine, new EnginePort(monitor));
                SelectorThread monitors = monitors();
                HistoryJournal history = HistoryJournal.startInMemory(HistoryLimits.USUAL, Clock.system())) {
            DemoShow show = new DemoShow(scenario, screenshot, options.time());
            JobdeckWindow.run(
                    display, context, workspace(source, List.of(), monitors).with(history), opened -> {
                        window = opened;
                        show.begin(opened);
                    });
            return show.failure().map(why -> complain(FAILED, why, null)).orElse(EXIT_OK);
        }
    }

    private static SelectorThread monitors() throws IOException {
        return SelectorThread.start("monitors", Clock.system());
    }

    private static HistoryJournal history(Settings settings) {
        Path folder = StateFolder.of(System.getenv(), System.getProperty("user.home"));
        HistoryLimits limits = new HistoryLimits(
                HistoryLimits.USUAL.entries(),
                Duration.ofDays(settings.preferences().historyDays()));
        return HistoryJournal.start(folder.resolve("history"), limits, Clock.system());
    }

    private static Workspace workspace(EmbeddedSource source, List<QmpAddress> attached, SelectorThread monitors) {
        Clock clock = Clock.system();
        return new Workspace(List.of(source), attached, address -> QmpSource.attach(monitors, clock, address), clock);
    }

    /** One sentence for the user; the rest is for the log. */
    private static Integer complain(Integer status, String sentence, Throwable cause) {
        LOG.log(Level.DEBUG, sentence, cause);
        System.err.println("jobdeck: " + sentence + (sentence.endsWith(".") ? "" : "."));
        return status;
    }
}
