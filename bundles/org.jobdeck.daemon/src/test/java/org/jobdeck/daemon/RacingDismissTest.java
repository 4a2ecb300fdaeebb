package org.jobdeck.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jobdeck.json.JsonObject;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One client dismisses a job while another one tries a verb on it: the verb meets the concluded job or none, and never takes
 * hold of something in between (patch 14 of QEMU's job series).
 */
@Timeout(60)
class RacingDismissTest {

    private static final int ROUNDS = 40;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'job-pause', 'arguments': {'id': 'j'}",
                "'job-resume', 'arguments': {'id': 'j'}",
                "'job-cancel', 'arguments': {'id': 'j'}",
                "'job-complete', 'arguments': {'id': 'j'}",
                "'job-finalize', 'arguments': {'id': 'j'}",
                "'job-dismiss', 'arguments': {'id': 'j'}",
                "'block-job-pause', 'arguments': {'device': 'j'}",
                "'block-job-resume', 'arguments': {'device': 'j'}",
                "'block-job-cancel', 'arguments': {'device': 'j'}",
                "'block-job-cancel', 'arguments': {'device': 'j', 'force': true}",
                "'block-job-complete', 'arguments': {'device': 'j'}",
                "'block-job-set-speed', 'arguments': {'device': 'j', 'speed': 7}",
                "'block-job-finalize', 'arguments': {'id': 'j'}",
                "'block-job-dismiss', 'arguments': {'id': 'j'}"
            })
    void dismissAgainstAVerb(String verb) throws Exception {
        List<String> arguments = List.of(
                "--blockdev",
                "null-co,node-name=a,size=65536",
                "--blockdev",
                "null-co,node-name=b,size=65536",
                "--chardev",
                "socket,id=m,server=on,wait=off,path=" + folder.resolve("1"),
                "--monitor",
                "m",
                "--chardev",
                "socket,id=n,server=on,wait=off,path=" + folder.resolve("2"),
                "--monitor",
                "n");
        CyclicBarrier together = new CyclicBarrier(2);
        try (StorageDaemon _ = StorageDaemon.start(arguments);
                QmpTestClient first = QmpTestClient.connect(folder.resolve("1"));
                QmpTestClient second = QmpTestClient.connect(folder.resolve("2"));
                ExecutorService other = Executors.newSingleThreadExecutor()) {
            for (int i = 0; i < ROUNDS; i++) {
                conclude(first);
                Future<JsonObject> verbsReply = other.submit(() -> {
                    together.await();
                    return second.execute("{'execute': " + verb + "}");
                });
                together.await();
                String dismissed =
                        QmpTestClient.error(first.execute("{'execute': 'job-dismiss', 'arguments': {'id': 'j'}}"));
                String met = QmpTestClient.error(verbsReply.get());
                if (verb.contains("dismiss")) {
                    assertEquals(
                            1,
                            List.of(dismissed, met).stream()
                                    .filter(String::isEmpty)
                                    .count(),
                            "dismissed once");
                } else {
                    assertEquals("", dismissed);
                    assertTrue(isRefusal(met), met);
                }
            }
        }
    }

    /** Makes a job and brings it to the state concluded, where it stays. */
    private static void conclude(QmpTestClient client) throws IOException {
        assertEquals(
                "",
                QmpTestClient.error(client.execute("{'execute': 'blockdev-backup', 'arguments': {'job-id': 'j',"
                        + " 'device': 'a', 'target': 'b', 'sync': 'full', 'auto-dismiss': false}}")));
        client.awaitStatus("j", "concluded");
        client.takeEvents();
    }

    private static boolean isRefusal(String text) {
        return Set.of("Job not found", "Block job 'j' not found", "Can't resume a job that was not paused")
                        .contains(text)
                || text.matches("Job 'j' in state 'concluded' cannot accept command verb '[a-z-]+'");
    }
}
