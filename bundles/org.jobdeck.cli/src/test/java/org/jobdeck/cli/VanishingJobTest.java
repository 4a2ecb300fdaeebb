package org.jobdeck.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jobdeck.servers.tests.HostileServer;
import org.jobdeck.servers.tests.HostileServer.Manners;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A job that dismisses itself fails: events tell of it, and whoever asks for the jobs after that finds none. It is not taken
 * for a success.
 */
@Timeout(60)
class VanishingJobTest {

    private static final String SCHEMA = """
            [{"name": "blockdev-backup", "meta-type": "command", "arg-type": "1", "ret-type": "0"},
             {"name": "1", "meta-type": "object", "members": [{"name": "job-id", "type": "str", "default": null},
              {"name": "device", "type": "str"}, {"name": "target", "type": "str"}, {"name": "sync", "type": "str"},
              {"name": "auto-dismiss", "type": "bool", "default": null}]},
             {"name": "str", "meta-type": "builtin", "json-type": "string"},
             {"name": "bool", "meta-type": "builtin", "json-type": "boolean"}]""";

    @TempDir
    Path directory;

    /**
     * Tells of the end of a job and gives no answer to the question for jobs that follows, which a client asks to have its
     * picture right; only if the jobs are asked for once more, both are answered: there is none.
     */
    private static final class Ending {
        private final String id;
        private final List<String> kept = new ArrayList<>();
        private boolean told;

        Ending(String id) {
            this.id = id;
        }

        boolean isTold() {
            return told;
        }

        void tell(HostileServer server) throws IOException {
            told = true;
            event(server, "JOB_STATUS_CHANGE", "\"id\": \"" + id + "\", \"status\": \"aborting\"");
            event(
                    server,
                    "BLOCK_JOB_COMPLETED",
                    "\"type\": \"backup\", \"device\": \"" + id
                            + "\", \"len\": 67108864, \"offset\": 1048576, \"speed\": 0, \"error\": \"No space left\"");
            event(server, "JOB_STATUS_CHANGE", "\"id\": \"" + id + "\", \"status\": \"concluded\"");
        }

        void keep(HostileServer server, String question) throws IOException {
            kept.add(question);
            if (kept.size() > 1) {
                for (String one : kept) {
                    server.send("{\"id\": " + one + ", \"return\": []}\r\n");
                }
                kept.clear();
            }
        }

        static void event(HostileServer server, String name, String data) throws IOException {
            server.send("{\"timestamp\": {\"seconds\": 1, \"microseconds\": 0}, \"event\": \"" + name
                    + "\", \"data\": {" + data + "}}\r\n");
        }
    }

    private HostileServer serve(Manners manners) throws IOException {
        return new HostileServer(directory.resolve("qmp"), manners);
    }

    @Test
    void waitSaysThatItFailed() throws Exception {
        Ending ending = new Ending("copy");
        int[] questions = {0};
        try (HostileServer server = serve(HostileServer.answering((to, command, id) -> {
            if (!command.equals("query-jobs") || ++questions[0] == 1) {
                to.send(HostileServer.right(command, id));
                return;
            }
            if (!ending.isTold()) {
                ending.tell(to);
            }
            ending.keep(to, id);
        }))) {
            TestHost host = new TestHost();
            int code = host.run("wait", "unix:" + server.path(), "copy", "--state", "pending");
            assertEquals("jobdeck: the job 'copy' ended without being pending: failed: No space left", host.errText());
            assertEquals(ExitCode.FAILED, code);
        }
    }

    @Test
    void startAndWaitFails() throws Exception {
        Ending ending = new Ending("late");
        try (HostileServer server = serve(HostileServer.answering((to, command, id) -> {
            switch (command) {
                case "query-qmp-schema" ->
                    to.send("{\"id\": " + id + ", \"return\": " + SCHEMA.replace("\n", " ") + "}\r\n");
                case "blockdev-backup" -> {
                    Ending.event(to, "JOB_STATUS_CHANGE", "\"id\": \"late\", \"status\": \"created\"");
                    Ending.event(to, "JOB_STATUS_CHANGE", "\"id\": \"late\", \"status\": \"running\"");
                    ending.tell(to);
                    to.send(HostileServer.right(command, id));
                }
                case "query-jobs" -> {
                    if (ending.isTold()) {
                        ending.keep(to, id);
                    } else {
                        to.send("{\"id\": " + id + ", \"return\": []}\r\n");
                    }
                }
                case "query-block-jobs" -> to.send("{\"id\": " + id + ", \"return\": []}\r\n");
                default -> to.send(HostileServer.right(command, id));
            }
        }))) {
            TestHost host = new TestHost();
            int code = host.run(
                    "start",
                    "backup",
                    "unix:" + server.path(),
                    "--device",
                    "a",
                    "--target",
                    "b",
                    "--job-id",
                    "late",
                    "--auto-dismiss",
                    "on",
                    "--wait");
            assertEquals("jobdeck: the job 'late' failed: No space left", host.errText());
            assertEquals(ExitCode.FAILED, code);
            assertEquals("late", host.outText().strip());
        }
    }
}
