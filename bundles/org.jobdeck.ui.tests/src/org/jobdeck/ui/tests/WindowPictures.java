package org.jobdeck.ui.tests;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.ImageLoader;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Shell;
import org.jobdeck.history.HistoryJournal;
import org.jobdeck.history.HistoryLimits;
import org.jobdeck.job.common.JobSnapshot;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.loop.Clock;
import org.jobdeck.qmp.SelectorThread;
import org.jobdeck.source.SourceState;
import org.jobdeck.source.qmp.QmpSource;
import org.jobdeck.ui.live.Workspace;
import org.jobdeck.ui.model.JobView;
import org.jobdeck.ui.model.UiVerb;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Makes the pictures of the documentation: the window attached to a real machine of QEMU. Run by {@code releng/pictures.sh},
 * which sets theme and scale.
 */
@Tag("pictures")
class WindowPictures {

    private static final int GUEST_WRITES_EVERY_MILLIS = 400;
    private static final int MANY = 10_000;

    @TempDir
    Path directory;

    private final Path folder = Path.of(System.getenv().getOrDefault("JOBDECK_PICTURES", "target/pictures"));
    private final String suffix = System.getenv().getOrDefault("JOBDECK_PICTURES_SUFFIX", "light");

    @Test
    void attachedToAMachine() throws Exception {
        try (SelectorThread thread = SelectorThread.start("monitors", Clock.system());
                ShopMachine shop = new ShopMachine(directory);
                HistoryJournal journal = HistoryJournal.startInMemory(HistoryLimits.USUAL, Clock.system());
                QmpSource source = QmpSource.attach(thread, Clock.system(), shop.address());
                RunningApp app =
                        new RunningApp(new Workspace(List.of(source), List.of(), null, Clock.system()).with(journal))) {
            app.until("the machine", () -> source.status().state() == SourceState.LIVE);
            shop.startJobs(source);
            ShopMachine.ask(source, "cont", "{}");
            keepWriting(app, source);
            app.until("a job that is ready", () -> status(app, "move-mail") == JobStatus.READY);
            app.until("a job that is pending", () -> status(app, "nightly-home") == JobStatus.PENDING);
            app.until("a job that waits", () -> status(app, "logs-a") == JobStatus.WAITING);
            app.until("a job that has ended", () -> status(app, "new-disk") == JobStatus.CONCLUDED);
            send(app, "nightly-web", UiVerb.CANCEL);
            app.until("a cancelled job", () -> status(app, "nightly-web") == JobStatus.CONCLUDED);
            app.frames(100);
            takeParts(app);
            takeDecisions(app);
            takeFilter(app);
            takeDialogs(app);
            takeEnd(app, shop, source);
        }
    }

    private void takeParts(RunningApp app) throws Exception {
        choose(app, "move-db");
        for (String part : List.of("Overview", "Charts", "Events", "Node graph", "Console", "History")) {
            app.bring(part);
            app.frames(12);
            take(app, part.toLowerCase(Locale.ROOT).replace(' ', '-'));
        }
        app.bring("Raw JSON");
        app.bring("Node graph");
        app.frames(15);
        take(app, "raw-json");
        app.bring("Details");
        app.bring("Overview");
    }

    private void takeDecisions(RunningApp app) throws Exception {
        for (String job : List.of("move-mail", "nightly-home", "nightly-media", "nightly-web")) {
            choose(app, job);
            app.frames(12);
            take(app, "job-" + job);
        }
    }

    private void takeFilter(RunningApp app) throws Exception {
        type(app, "is:concluded");
        app.frames(4);
        take(app, "filter");
        type(app, "");
        choose(app, "logs-b");
        app.frames(4);
    }

    private void takeDialogs(RunningApp app) throws Exception {
        WindowMenu menu = new WindowMenu(app);
        menu.open("File", "New job…", "New job");
        app.frames(10);
        take(app, "new-job");
        menu.close("New job");
        menu.open("File", "Attach to QEMU…", "Attach to QEMU");
        app.frames(20);
        take(app, "attach");
        menu.close("Attach to QEMU");
        menu.open("Help", "Keys…", "Keys");
        app.frames(5);
        take(app, "keys");
        menu.close("Keys");
        menu.open("File", "Preferences…", "Preferences");
        app.frames(5);
        take(app, "preferences");
        menu.close("Preferences");
    }

    private void takeEnd(RunningApp app, ShopMachine shop, QmpSource source) throws Exception {
        ShopMachine.ask(source, "job-dismiss", "{'id': 'new-disk'}");
        ShopMachine.ask(source, "job-dismiss", "{'id': 'nightly-media'}");
        ShopMachine.ask(source, "job-dismiss", "{'id': 'nightly-web'}");
        app.until("jobs that are gone", () -> app.desk().model().endedCount() == 3);
        app.bring("History");
        app.frames(10);
        take(app, "ended");
        shop.kill();
        app.until(
                "the loss",
                () -> source.status().state() == SourceState.LOST
                        || source.status().state() == SourceState.UNREACHABLE);
        choose(app, "move-db");
        app.bring("Events");
        app.frames(10);
        take(app, "lost");
    }

    @Test
    void withoutJobs() throws Exception {
        try (RunningApp app = new RunningApp(Sample.workspace(new FakeSource()))) {
            app.frames(3);
            take(app, "welcome");
        }
    }

    @Test
    void withManyJobs() throws Exception {
        FakeSource source = new FakeSource();
        JobStatus[] states = {
            JobStatus.RUNNING, JobStatus.PAUSED, JobStatus.READY, JobStatus.CONCLUDED, JobStatus.RUNNING
        };
        source.put(IntStream.rangeClosed(1, MANY)
                .mapToObj(i -> Sample.job(i, "backup-%05d".formatted(i), states[i % states.length], i % 100)
                        .snapshot())
                .toArray(JobSnapshot[]::new));
        try (RunningApp app = new RunningApp(Sample.workspace(source))) {
            app.until("the jobs", () -> app.desk().model().jobCount() == MANY);
            app.frames(10);
            take(app, "many");
        }
    }

    private void keepWriting(RunningApp app, QmpSource source) {
        app.onUi(() -> {
            Runnable again = new Runnable() {
                private int place;

                @Override
                public void run() {
                    if (source.status().state() == SourceState.LIVE) {
                        place = (place + 7) % 160;
                        ShopMachine.write(source, "db", place + "M 2M");
                        app.display().timerExec(GUEST_WRITES_EVERY_MILLIS, this);
                    }
                }
            };
            again.run();
            return null;
        });
    }

    private static Optional<JobView> job(RunningApp app, String id) {
        return app.desk().model().allJobs().stream()
                .filter(view -> view.snapshot().id().equals(id))
                .findFirst();
    }

    private static JobStatus status(RunningApp app, String id) {
        return job(app, id).map(view -> view.snapshot().status()).orElse(JobStatus.UNDEFINED);
    }

    private static void choose(RunningApp app, String id) {
        app.onUi(() -> {
            app.desk().selection().set(List.of(job(app, id).orElseThrow().rowKey()));
            return null;
        });
    }

    private static void send(RunningApp app, String id, UiVerb verb) {
        choose(app, id);
        app.onUi(() -> {
            app.desk().send(verb);
            return null;
        });
    }

    private static void type(RunningApp app, String text) {
        app.onUi(() -> {
            app.filter().setText(text);
            return null;
        });
    }

    private void take(RunningApp app, String name) throws Exception {
        Files.createDirectories(folder);
        app.onUi(() -> {
            Shell shell = app.shell();
            Point corner = shell.getLocation();
            Rectangle inside = shell.getClientArea();
            Point end = shell.toDisplay(inside.x + inside.width, inside.y + inside.height);
            Image image = new Image(app.display(), end.x - corner.x, end.y - corner.y);
            GC gc = new GC(app.display());
            gc.copyArea(image, corner.x, corner.y);
            gc.dispose();
            ImageLoader loader = new ImageLoader();
            loader.data = new ImageData[] {image.getImageData()};
            loader.save(folder.resolve(name + "-" + suffix + ".png").toString(), SWT.IMAGE_PNG);
            image.dispose();
            return null;
        });
    }
}
