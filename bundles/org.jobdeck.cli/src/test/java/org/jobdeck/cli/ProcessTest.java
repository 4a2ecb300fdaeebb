package org.jobdeck.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The program as a process of its own: signals, exit codes, what is loaded. */
@Timeout(120)
class ProcessTest {

    private static final int MIB = 1 << 20;

    @TempDir
    Path folder;

    @Test
    void theVersionLoadsNeitherEngineNorLibraries() throws IOException, InterruptedException {
        Process java = start(List.of("-Xlog:class+load"), "--version");
        String loaded = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, java.waitFor());
        assertTrue(loaded.contains("jobdeck 0.1.0"), "the version itself");
        assertTrue(loaded.contains("org.jobdeck.cli.Main"), "the log of classes");
        assertFalse(loaded.contains("org.jobdeck.engine"), "the engine");
        assertFalse(loaded.contains("org.jline"), "the terminal");
        assertFalse(loaded.contains("picocli"), "the parser");
    }

    @Test
    void aDaemonStartsWithoutTheParser() throws IOException, InterruptedException {
        Path number = folder.resolve("number");
        Process java = start(List.of("-Xlog:class+load"), DaemonRun.NAME, "--pidfile", number.toString());
        BufferedReader lines = java.inputReader(StandardCharsets.UTF_8);
        StringBuilder loaded = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            loaded.append(line).append('\n');
            if (line.contains("org.jobdeck.daemon.PidFile ")) {
                // not Process.destroy, which would close the streams
                java.toHandle().destroy();
            }
        }
        assertEquals(0, java.waitFor());
        assertTrue(loaded.toString().contains("org.jobdeck.daemon.StorageDaemon "), "the log of classes");
        assertFalse(loaded.toString().contains("picocli"), "the parser");
    }

    @Test
    void terminateCancelsAndRemovesTheTarget() throws IOException, InterruptedException {
        Path target = folder.resolve("b.raw");
        Process java = startBackup(target);
        waitForProgress(java);
        assertTrue(Files.exists(target));
        // not Process.destroy, which would close the streams
        assertTrue(java.toHandle().destroy());
        assertTrue(java.waitFor(60, TimeUnit.SECONDS));
        assertEquals(ExitCode.CANCELLED, java.exitValue());
        assertFalse(Files.exists(target));
        String error = new String(java.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(error.endsWith("was cancelled; '" + target + "' was removed again" + System.lineSeparator()), error);
    }

    @Test
    void whatAKilledProcessLeavesCanBeToldAndReplaced() throws IOException, InterruptedException {
        Path target = folder.resolve("b.raw");
        Process java = startBackup(target);
        waitForProgress(java);
        java.destroyForcibly();
        assertTrue(java.waitFor(60, TimeUnit.SECONDS));
        assertTrue(Files.exists(target));
        assertEquals(marksAreKept(), isMarked(target));
        TestHost host = new TestHost();
        Path source = folder.resolve("a.raw");
        assertEquals(
                ExitCode.DONE,
                host.run("run", "backup", "--source", source.toString(), "--target", target.toString()),
                host.errText());
        assertTrue(Images.same(source, target));
        assertFalse(isMarked(target));
    }

    @Test
    void aReaderThatHasGoneEndsTheJob() throws IOException, InterruptedException {
        Path target = folder.resolve("b.raw");
        Process java = startBackup(target);
        waitForProgress(java);
        java.getInputStream().close();
        assertTrue(java.waitFor(20, TimeUnit.SECONDS), "8 MiB at 256 KiB/s take 32 s");
        assertEquals(ExitCode.FAILED, java.exitValue());
        assertFalse(Files.exists(target));
        String error = new String(java.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(error.contains("was cancelled, because standard output could not be written"), error);
        assertEquals(1, error.lines().count(), error);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--version", "--help"})
    void aFullDiskBehindStandardOutputIsNoticed(String option) throws IOException, InterruptedException {
        File full = new File("/dev/full");
        assumeTrue(full.exists());
        Process java = new ProcessBuilder(commandLine(List.of(), option))
                .redirectOutput(full)
                .start();
        String error = new String(java.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(ExitCode.FAILED, java.waitFor());
        assertEquals("jobdeck: " + LostOutput.SENTENCE + System.lineSeparator(), error);
    }

    /** A pseudo-terminal, by the program {@code script}: what it reads is typed there. */
    @Test
    void inATerminalProgressIsDrawnAndKeysAndCtrlCWork() throws IOException, InterruptedException {
        Path target = folder.resolve("b.raw");
        Process script = inTerminal(quoted(commandLine(List.of(), backupOf(target, "--speed", "256K"))));
        Reader screen = script.inputReader(StandardCharsets.UTF_8);
        readUntil(screen, "p pause");
        type(script, 'p');
        readUntil(screen, "p resume");
        type(script, '\u0003');
        String rest = readUntil(screen, "was removed again");
        assertEquals(ExitCode.CANCELLED, script.waitFor(), rest);
        assertFalse(Files.exists(target));
    }

    /** The window is closed and, as under nohup, no signal tells of it. */
    @Test
    void whenTheTerminalIsGoneTheJobIsCancelled() throws IOException, InterruptedException {
        Path target = folder.resolve("b.raw");
        Path number = folder.resolve("number");
        Process script = inTerminal(
                "trap '' HUP; echo $$ >'" + number + "';",
                quoted(commandLine(List.of(), backupOf(target, "--auto-finalize", "off"))),
                "2>'" + folder.resolve("error") + "'; echo $? >'" + folder.resolve("code") + "'");
        readUntil(script.inputReader(StandardCharsets.UTF_8), "f finalize");
        ProcessHandle shell = ProcessHandle.of(
                        Long.parseLong(Files.readString(number).strip()))
                .orElseThrow();
        script.destroyForcibly().waitFor();
        shell.onExit().orTimeout(60, TimeUnit.SECONDS).join();
        assertEquals(ExitCode.CANCELLED + "\n", Files.readString(folder.resolve("code")));
        assertFalse(Files.exists(target));
        String error = Files.readString(folder.resolve("error"));
        assertTrue(error.endsWith("was cancelled; '" + target + "' was removed again" + System.lineSeparator()), error);
    }

    private static Process inTerminal(String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("script", "-qec", String.join(" ", command), "/dev/null");
        builder.environment().put("TERM", "xterm");
        return builder.redirectErrorStream(true).start();
    }

    private static String quoted(List<String> words) {
        return words.stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
    }

    private static void type(Process script, int key) throws IOException {
        script.getOutputStream().write(key);
        script.getOutputStream().flush();
    }

    private static String readUntil(Reader screen, String text) throws IOException {
        StringBuilder seen = new StringBuilder();
        while (seen.indexOf(text) < 0) {
            int next = screen.read();
            if (next < 0) {
                throw new IllegalStateException("the terminal ended without '" + text + "': " + seen);
            }
            seen.append((char) next);
        }
        return seen.toString();
    }

    private boolean marksAreKept() throws IOException {
        return Files.getFileStore(folder).supportsFileAttributeView("user");
    }

    private static boolean isMarked(Path file) throws IOException {
        return Files.getFileAttributeView(file, java.nio.file.attribute.UserDefinedFileAttributeView.class)
                .list()
                .contains(TargetFile.MARK);
    }

    private Process startBackup(Path target) throws IOException {
        List<String> args = new ArrayList<>(List.of(backupOf(target, "--speed", "256K")));
        args.add("--json");
        return start(List.of(), args.toArray(String[]::new));
    }

    private String[] backupOf(Path target, String... more) throws IOException {
        Path source = Images.full(folder.resolve("a.raw"), 8 * MIB);
        List<String> words =
                new ArrayList<>(List.of("run", "backup", "--source", source.toString(), "--target", target.toString()));
        words.addAll(List.of(more));
        return words.toArray(String[]::new);
    }

    private static void waitForProgress(Process java) throws IOException {
        BufferedReader lines = java.inputReader(StandardCharsets.UTF_8);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.contains("\"current-progress\"")) {
                return;
            }
        }
        throw new IllegalStateException("the backup ended without any progress");
    }

    private static Process start(List<String> options, String... args) throws IOException {
        return new ProcessBuilder(commandLine(options, args)).start();
    }

    private static List<String> commandLine(List<String> options, String... args) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(List.of(args));
        return command;
    }
}
