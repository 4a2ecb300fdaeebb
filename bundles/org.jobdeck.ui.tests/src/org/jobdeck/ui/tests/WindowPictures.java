package org.jobdeck.ui.tests;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.ImageLoader;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Shell;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.loop.Clock;
import org.jobdeck.qmp.SelectorThread;
import org.jobdeck.source.SourceState;
import org.jobdeck.source.qmp.QmpSource;
import org.jobdeck.ui.live.Workspace;
import org.jobdeck.ui.model.JobView;
import org.jobdeck.ui.model.RowKey;
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

    @TempDir
    Path directory;

    private final Path folder = Path.of(System.getenv().getOrDefault("JOBDECK_PICTURES", "target/pictures"));
    private final String suffix = System.getenv().getOrDefault("JOBDECK_PICTURES_SUFFIX", "light");

    @Test
    void attachedToAMachine() throws Exception {
        try (SelectorThread thread = SelectorThread.start("monitors", Clock.system());
                ShopMachine shop = new ShopMachine(directory);
                QmpSource source = QmpSource.attach(thread, Clock.system(), shop.address());
                RunningApp app = new RunningApp(new Workspace(List.of(source), List.of(), null, Clock.system()))) {
            app.until("the machine", () -> source.status().state() == SourceState.LIVE);
            shop.startJobs(source);
            ShopMachine.ask(source, "cont", "{}");
            keepWriting(app, source);
            app.until("a job that is ready", () -> status(app, "move-mail") == JobStatus.READY);
            app.until("a job that is pending", () -> status(app, "nightly-home") == JobStatus.PENDING);
            app.until("a job that waits", () -> status(app, "logs-a") == JobStatus.WAITING);
            app.until("a job that has ended", () -> status(app, "new-disk") == JobStatus.CONCLUDED);
            app.frames(60);
            for (String job : List.of("move-db", "move-mail", "nightly-home", "nightly-media")) {
                choose(app, job);
                app.frames(3);
                take(app, "job-" + job);
            }
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

    private static JobStatus status(RunningApp app, String id) {
        return job(app, id).map(view -> view.snapshot().status()).orElse(JobStatus.UNDEFINED);
    }

    private static Optional<JobView> job(RunningApp app, String id) {
        return app.desk().model().roots().stream()
                .flatMap(root -> root.flattened().stream())
                .flatMap(row -> row.jobs().stream())
                .filter(view -> view.snapshot().id().equals(id))
                .findFirst();
    }

    private static void choose(RunningApp app, String id) {
        app.onUi(() -> {
            RowKey key = job(app, id).orElseThrow().rowKey();
            app.desk().selection().set(List.of(key));
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
