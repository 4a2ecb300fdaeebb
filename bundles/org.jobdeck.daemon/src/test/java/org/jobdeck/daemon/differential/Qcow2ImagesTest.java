package org.jobdeck.daemon.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The files that the daemon leaves behind: the real programs find them sound, and read in them what they should. */
@Timeout(120)
class Qcow2ImagesTest {

    private static final int SIZE = 5 * Image.MIB;
    private static final String CAPABILITIES = "{'execute': 'qmp_capabilities'}";

    @TempDir
    private Path folder;

    @BeforeEach
    void setUp() throws IOException {
        byte[] data = new byte[SIZE];
        for (int i = 0; i < SIZE; i++) {
            data[i] = (byte) (i / 1000);
        }
        Files.write(folder.resolve("raw1"), data);
    }

    private Transcript play(DaemonUnderTest.Starter starter, String... commands) throws IOException {
        List<Step> steps = new ArrayList<>(List.of(new Step(CAPABILITIES)));
        for (String command : commands) {
            steps.add(new Step(command));
        }
        try (DaemonUnderTest daemon = starter.start(folder)) {
            Transcript transcript =
                    new Session(daemon, folder, Duration.ofSeconds(20)).play(new Script(0, List.of(), steps));
            assertFalse(transcript.isBroken());
            transcript
                    .chapters()
                    .forEach(chapter -> chapter.replies().forEach(r -> assertFalse(r.has("error"), r.toString())));
            return transcript;
        }
    }

    private static String say(String command, String members) {
        return "{'execute': '" + command + "', 'arguments': {" + members + "}}";
    }

    private static String add(String name, String node) {
        return say(
                "blockdev-add",
                "'driver': 'qcow2', 'node-name': '" + node + "', 'file': {'driver': 'file', 'filename': '$DIR/" + name
                        + "'}");
    }

    private static String source() {
        return say("blockdev-add", "'driver': 'file', 'node-name': 'src', 'filename': '$DIR/raw1'");
    }

    private static String backup(String more) {
        return say("blockdev-backup", "'job-id': 'j', 'device': 'src', 'target': 'q', 'sync': 'full'" + more);
    }

    private static String hash() {
        return say("x-debug-block-dirty-bitmap-sha256", "'node': 'q', 'name': 'b'");
    }

    private static List<String> hashes(Transcript transcript) {
        return transcript.chapters().stream()
                .filter(chapter -> chapter.name().equals("x-debug-block-dirty-bitmap-sha256"))
                .map(chapter -> chapter.replies().getFirst().toString())
                .toList();
    }

    private String run(String... command) throws Exception {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        return output;
    }

    @Test
    void aBackupIntoAnImageThatWasMadeHereHoldsTheSource() throws Exception {
        for (String compress : List.of("", ", 'compress': true")) {
            Files.deleteIfExists(folder.resolve("a"));
            play(
                    JavaDaemon::start,
                    source(),
                    say(
                            "blockdev-create",
                            "'job-id': 'c', 'options': {'driver': 'file', 'filename': '$DIR/a', 'size': 0}"),
                    say("job-dismiss", "'id': 'c'"),
                    say("blockdev-add", "'driver': 'file', 'node-name': 'a', 'filename': '$DIR/a'"),
                    say(
                            "blockdev-create",
                            "'job-id': 'c', 'options': {'driver': 'qcow2', 'file': 'a', 'size': " + SIZE + "}"),
                    say("job-dismiss", "'id': 'c'"),
                    say("blockdev-add", "'driver': 'qcow2', 'node-name': 'q', 'file': 'a'"),
                    backup(compress));
            run("qemu-img", "check", "-f", "qcow2", "a");
            run("qemu-img", "compare", "-f", "raw", "-F", "qcow2", "raw1", "a");
            assertEquals(!compress.isEmpty(), Files.size(folder.resolve("a")) < Image.MIB);
        }
    }

    @Test
    void bitmapsGoFromOneDaemonToTheOtherAndBack() throws Exception {
        run("qemu-img", "create", "-q", "-f", "qcow2", "a", String.valueOf(SIZE));
        String bitmap = "'node': 'q', 'name': 'b', 'persistent': true, 'granularity': 4096";
        List<String> ours = hashes(play(
                JavaDaemon::start, source(), add("a", "q"), say("block-dirty-bitmap-add", bitmap), backup(""), hash()));
        run("qemu-img", "check", "a");
        List<String> theirs = hashes(play(
                RealDaemon::start,
                source(),
                add("a", "q"),
                hash(),
                say("block-dirty-bitmap-clear", "'node': 'q', 'name': 'b'"),
                say("block_resize", "'node-name': 'q', 'size': 8388608"),
                hash()));
        assertEquals(ours.getFirst(), theirs.getFirst());
        List<String> again = hashes(play(JavaDaemon::start, add("a", "q"), hash()));
        assertEquals(theirs.getLast(), again.getFirst());
        assertTrue(!theirs.getLast().equals(theirs.getFirst()));
        run("qemu-img", "check", "a");
    }
}
