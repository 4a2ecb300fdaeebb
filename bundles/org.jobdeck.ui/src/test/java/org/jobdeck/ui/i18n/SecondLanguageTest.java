package org.jobdeck.ui.i18n;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.json.JsonObject;
import org.jobdeck.loop.Clock;
import org.jobdeck.source.SourceState;
import org.jobdeck.ui.model.LanguageProbe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A language that exists for this test only, in which every text stands between marks, reaches what the user reads. */
final class SecondLanguageTest {

    private static final Path SOURCES = Path.of("src/main/java");
    private static final Locale TONGUE = Locale.of("qj");

    /** A class of every bundle that the probe needs. */
    private static final List<Class<?>> NEEDED = List.of(
            LanguageProbe.class, Messages.class, JobStatus.class, SourceState.class, JsonObject.class, Clock.class);

    /** Makes {@code messages_qj.properties} of every package of the window. */
    private static void translate(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(SOURCES)) {
            files = all.filter(file -> file.endsWith("messages.properties")).toList();
        }
        for (Path file : files) {
            Properties english = new Properties();
            try (Reader reader = Files.newBufferedReader(file)) {
                english.load(reader);
            }
            Properties other = new Properties();
            english.forEach((key, text) -> other.put(key, "«" + text + "»"));
            Path translated = folder.resolve(SOURCES.relativize(file)).resolveSibling("messages_qj.properties");
            Files.createDirectories(translated.getParent());
            try (Writer writer = Files.newBufferedWriter(translated)) {
                other.store(writer, null);
            }
        }
    }

    /** The texts as a program that is started in that language has them: every class is loaded anew. */
    private static List<String> textsIn(Path folder) throws Exception {
        List<URL> places = new ArrayList<>();
        places.add(folder.toUri().toURL());
        for (Class<?> each : NEEDED) {
            places.add(each.getProtectionDomain().getCodeSource().getLocation());
        }
        Locale before = Locale.getDefault();
        Locale.setDefault(TONGUE);
        try (URLClassLoader loader =
                new URLClassLoader(places.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            Object probe = loader.loadClass(LanguageProbe.class.getName())
                    .getDeclaredConstructor()
                    .newInstance();
            return ((Callable<?>) probe).call() instanceof List<?> list
                    ? list.stream().map(String::valueOf).toList()
                    : List.of();
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void itIsInCellsAndOnButtons(@TempDir Path folder) throws Exception {
        translate(folder);
        List<String> here = new LanguageProbe().call();
        List<String> there = textsIn(folder);
        assertTrue(
                here.containsAll(List.of("Running", "Pause", "Stop the job at its next pause point", "1 job")),
                here.toString());
        assertTrue(there.containsAll(List.of("«running»", "«Pause»", "«1 job»", "«Speed limit»")), there.toString());
        assertEquals(
                List.of(), there.stream().filter(text -> !text.contains("«")).toList(), "not translated");
    }
}
