package org.jobdeck.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jobdeck.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A job that one process runs, seen and steered by another. */
@Timeout(120)
class OwnEngineTest {

    private static final int MIB = 1 << 20;

    @TempDir
    Path folder;

    private static TestHost run(int code, String... words) {
        TestHost host = new TestHost();
        assertEquals(code, host.run(words), host::errText);
        return host;
    }

    private Process startBackup(String... more) throws IOException {
        Path source = Images.full(folder.resolve("a.raw"), 8 * MIB);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(List.of("run", "backup", "--source", source.toString(), "--speed", "256K", "--json"));
        command.addAll(List.of("--target", folder.resolve("b.raw").toString(), "--job-id", "nightly"));
        command.addAll(List.of(more));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("XDG_RUNTIME_DIR", folder.toString());
        return builder.start();
    }

    private static void readUntil(BufferedReader lines, String text) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.contains(text)) {
                return;
            }
        }
        throw new IllegalStateException("the backup ended without '" + text + "'");
    }

    private Path socketOf(Process java) {
        return folder.resolve("jobdeck").resolve(java.pid() + ".qmp");
    }

    @Test
    void aJobOfAnotherProcessIsSeenAndSteered() throws Exception {
        Process java = startBackup();
        BufferedReader lines = java.inputReader(StandardCharsets.UTF_8);
        readUntil(lines, "\"current-progress\"");
        String address = "unix:" + socketOf(java);
        List<String> jobs = run(0, "jobs", address).outLines();
        assertTrue(jobs.get(1).startsWith("`- nightly"), jobs::toString);
        run(0, "job", "pause", address, "nightly");
        readUntil(lines, "\"paused\"");
        run(ExitCode.REFUSED, "job", "pause", address, "nightly");
        run(0, "job", "set-speed", address, "nightly", "0");
        run(0, "job", "resume", address, "nightly");
        assertTrue(java.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, java.exitValue());
        assertTrue(Images.same(folder.resolve("a.raw"), folder.resolve("b.raw")));
        assertFalse(Files.exists(socketOf(java)));
        run(ExitCode.UNREACHABLE, "jobs", address);
    }

    /** Nobody has a key to press where there is no terminal. */
    @Test
    void aRunThatIsNotToFinalizeByItselfSaysWhoCanDoIt() throws Exception {
        Process java = startBackup("--auto-finalize", "off");
        BufferedReader lines = java.inputReader(StandardCharsets.UTF_8);
        readUntil(lines, "\"current-progress\"");
        String address = "unix:" + socketOf(java);
        run(0, "job", "set-speed", address, "nightly", "0");
        readUntil(
                java.errorReader(StandardCharsets.UTF_8),
                "jobdeck: the job 'nightly' is pending; finalize or cancel it, as by 'jobdeck job finalize " + address
                        + " nightly'");
        run(0, "job", "finalize", address, "nightly");
        readUntil(lines, "\"null\"");
        assertTrue(java.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, java.exitValue());
        assertTrue(Images.same(folder.resolve("a.raw"), folder.resolve("b.raw")));
    }

    @Test
    void theSocketGoesAwayWithTheProcess() throws Exception {
        Process java = startBackup();
        readUntil(java.inputReader(StandardCharsets.UTF_8), "\"current-progress\"");
        assertTrue(Files.exists(socketOf(java)));
        // not Process.destroy, which would close the streams
        assertTrue(java.toHandle().destroy());
        assertTrue(java.waitFor(60, TimeUnit.SECONDS));
        assertEquals(ExitCode.CANCELLED, java.exitValue());
        assertFalse(Files.exists(socketOf(java)));
    }

    @Test
    void aClientsQuitEndsTheRun() throws Exception {
        Process java = startBackup();
        readUntil(java.inputReader(StandardCharsets.UTF_8), "\"current-progress\"");
        try (QmpProbe probe = QmpProbe.connect(socketOf(java))) {
            probe.call(QmpProbe.bytesOf("quit", JsonObject.empty()));
        }
        assertTrue(java.waitFor(60, TimeUnit.SECONDS));
        assertEquals(ExitCode.CANCELLED, java.exitValue());
        assertFalse(Files.exists(folder.resolve("b.raw")));
    }
}
