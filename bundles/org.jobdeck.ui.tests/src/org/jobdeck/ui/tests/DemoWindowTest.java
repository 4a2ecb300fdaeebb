package org.jobdeck.ui.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.swt.graphics.ImageData;
import org.jobdeck.ui.app.DesktopApplication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as it is started, with the demo. */
class DemoWindowTest {

    @TempDir
    Path folder;

    private static Object run(String... arguments) throws Exception {
        CompletableFuture<Object> status = new CompletableFuture<>();
        Thread main = new Thread(
                () -> {
                    try {
                        status.complete(new DesktopApplication().start(new RunningApp.Context(arguments)));
                    } catch (Throwable t) {
                        status.completeExceptionally(t);
                    }
                },
                "ui");
        main.start();
        Object result = status.get(60, TimeUnit.SECONDS);
        main.join(TimeUnit.SECONDS.toMillis(10));
        return result;
    }

    private static Set<Path> demoFolders() throws IOException {
        try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return all.filter(path -> path.getFileName().toString().startsWith("jobdeck-demo-"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    @Test
    void theDemoTakesItsPictureAndLeavesNothingBehind() throws Exception {
        Set<Path> before = demoFolders();
        Path picture = folder.resolve("window.png");
        assertEquals(0, run("demo", "--screenshot", picture.toString()));
        ImageData data = new ImageData(picture.toString());
        assertTrue(data.width > 800 && data.height > 500, data.width + " x " + data.height);
        long colours = Stream.iterate(0, i -> i + 1)
                .limit(data.height)
                .map(y -> data.getPixel(data.width / 2, y))
                .distinct()
                .count();
        assertTrue(colours > 10, "the picture has " + colours + " colours in its middle");
        assertEquals(before, demoFolders());
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of(picture), left.toList());
        }
    }

    @Test
    void theDemoEndsInTime() throws Exception {
        Set<Path> before = demoFolders();
        assertEquals(0, run("demo", "--seconds", "1"));
        assertEquals(before, demoFolders());
    }

    @Test
    void aPictureThatCannotBeTakenInTimeIsAFailure() throws Exception {
        Path picture = folder.resolve("window.png");
        assertEquals(1, run("demo", "--seconds", "0", "--screenshot", picture.toString()));
        assertFalse(Files.exists(picture));
    }

    @Test
    void aPictureThatCannotBeSavedIsAFailureAtOnce() throws Exception {
        assertEquals(1, run("demo", "--screenshot", folder.toString()));
        assertEquals(
                1, run("demo", "--screenshot", folder.resolve("none/window.png").toString()));
    }

    @Test
    void wrongOptionsAreRefused() throws Exception {
        assertEquals(2, run("desktop", "--attach", "qemu"));
        assertEquals(2, run("demo", "--seconds", "many"));
        assertEquals(2, run("dance"));
    }
}
