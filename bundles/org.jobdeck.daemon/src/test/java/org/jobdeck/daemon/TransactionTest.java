package org.jobdeck.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Transactions that are undone, and what drains do to jobs. */
@Timeout(60)
class TransactionTest {

    @TempDir
    private Path folder;

    private StorageDaemon daemon;
    private QmpTestClient client;

    @BeforeEach
    void setUp() throws Exception {
        Path socket = folder.resolve("qmp");
        List<String> arguments = new ArrayList<>();
        for (String name : List.of("a", "b", "c", "d", "e")) {
            arguments.addAll(List.of("--blockdev", "null-co,size=65536,node-name=" + name));
        }
        arguments.addAll(List.of("--chardev", "socket,id=m,server=on,wait=off,path=" + socket, "--monitor", "m"));
        daemon = StorageDaemon.start(arguments);
        client = QmpTestClient.connect(socket);
    }

    @AfterEach
    void tearDown() throws IOException {
        client.close();
        daemon.close();
    }

    /** The real daemon hangs here; so this is what it says of one job, for each. */
    @Test
    void groupOfTwoIsUndoneBecauseOfTheThird() throws IOException {
        String reply =
                transaction("grouped", backup("j1", "a", "b"), backup("j2", "c", "d"), backup("j3", "e", "nosuch"));

        assertEquals("Cannot find device='nosuch' nor node-name='nosuch'", reply);
        assertEquals(
                List.of("created", "created", "aborting", "concluded", "null", "aborting", "concluded", "null"),
                client.takeEvents());
        assertEquals(
                "{\"return\": []}", client.execute("{'execute': 'query-jobs'}").toJson());
        // nothing stays drained or blocked
        assertEquals("", transaction("grouped", backup("j1", "a", "b"), backup("j2", "c", "d")));
        client.awaitStatus("j1", "null");
        client.awaitStatus("j2", "null");
    }

    @Test
    void groupMayHaveAnAbort() throws IOException {
        assertEquals("Transaction aborted using Abort action", transaction("grouped", "{'type': 'abort', 'data': {}}"));
    }

    @Test
    void groupMayHaveNoSnapshot() throws IOException {
        assertEquals(
                "Action 'blockdev-snapshot' does not support Transaction property completion-mode = grouped",
                transaction("grouped", "{'type': 'blockdev-snapshot', 'data': {'node': 'a', 'overlay': 'b'}}"));
    }

    /** Once for all nodes, as with any transaction, and once more for the node of the snapshot. */
    @Test
    void refusedSnapshotPausesTheNodesJobsTwice() throws IOException {
        assertEquals("", transaction("individual", idle()));
        client.takeEvents();

        assertEquals(
                "Node 'b' is busy: block device is in use by block job: backup",
                transaction("individual", "{'type': 'blockdev-snapshot', 'data': {'node': 'b', 'overlay': 'e'}}"));
        assertEquals(List.of("paused", "running", "paused", "running"), client.takeEvents());

        transaction("individual", "{'type': 'blockdev-snapshot', 'data': {'node': 'e', 'overlay': 'b'}}");
        assertEquals(List.of("paused", "running"), client.takeEvents());
    }

    @Test
    void quitDrainsBeforeItCancels() throws IOException {
        assertEquals("", transaction("individual", idle()));
        client.takeEvents();

        client.execute("{'execute': 'quit'}");
        daemon.close();
        client.awaitStatus("j", "null");

        assertEquals(
                List.of("paused", "running", "aborting", "BLOCK_JOB_CANCELLED", "concluded", "null"),
                client.takeEvents());
    }

    private static String idle() {
        return backup("j", "a", "b").replace("'full'", "'none'");
    }

    private static String backup(String id, String device, String target) {
        return "{'type': 'blockdev-backup', 'data': {'job-id': '" + id + "', 'device': '" + device + "', 'target': '"
                + target + "', 'sync': 'full'}}";
    }

    /** The error's text; empty if all went well. */
    private String transaction(String mode, String... actions) throws IOException {
        return QmpTestClient.error(client.execute("{'execute': 'transaction', 'arguments': {'actions': "
                + Stream.of(actions).collect(Collectors.joining(", ", "[", "]"))
                + ", 'properties': {'completion-mode': '" + mode + "'}}}"));
    }
}
