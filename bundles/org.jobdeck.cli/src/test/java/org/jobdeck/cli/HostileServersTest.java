package org.jobdeck.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jobdeck.servers.tests.HostileServer;
import org.jobdeck.servers.tests.HostileServer.Manners;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands with servers that misbehave: each ends with its exit code and one sentence, and says nothing false. */
@Timeout(180)
class HostileServersTest {

    private static final String HALF = "{\"return\": [{\"id\": \"copy\", \"type\": \"back";
    private static final int AT_ONCE = 12;
    private static final String BACKUP_SCHEMA = """
            [{"name": "blockdev-backup", "meta-type": "command", "arg-type": "1", "ret-type": "0"},
             {"name": "1", "meta-type": "object", "members": [{"name": "job-id", "type": "str", "default": null},
              {"name": "device", "type": "str"}, {"name": "target", "type": "str"}, {"name": "sync", "type": "str"}]},
             {"name": "str", "meta-type": "builtin", "json-type": "string"}]""";

    @TempDir
    Path directory;

    /**
     * A way to misbehave before anything is known of the jobs.
     *
     * @param sentence what is said then, but for the address in front
     * @param top what the live list says
     */
    private record Case(Manners manners, String sentence, String top) {}

    private static Map<String, Case> cases() {
        String notTheProtocol = " is left. What came is not QEMU's monitor protocol: ";
        Map<String, Case> cases = new LinkedHashMap<>();
        cases.put(
                "silent",
                new Case(server -> {}, " does not greet, so it is in use by another client, ", "in use by another"));
        cases.put(
                "greets-garbage",
                new Case(
                        server -> server.send("\u0001\u0002 this is {{{ no JSON ]]\r\n\r\n"),
                        notTheProtocol,
                        "not reachable: "));
        cases.put(
                "leaves-in-greeting",
                new Case(
                        server -> {
                            server.send(HostileServer.GREETING.substring(0, 40));
                            server.leave();
                        },
                        "the connection to ADDRESS was closed by the other side in the middle of a message",
                        "connection lost: "));
        cases.put(
                "leaves-in-answer",
                new Case(
                        HostileServer.until(0, (server, command, id) -> {
                            server.send(HALF);
                            server.leave();
                        }),
                        "the connection to ADDRESS was closed by the other side in the middle of a message",
                        "connection lost: "));
        cases.put(
                "answers-garbage",
                new Case(
                        HostileServer.until(0, (server, command, id) -> server.send("\u00ff\u0000{]}\r\n")),
                        notTheProtocol,
                        "not reachable: "));
        cases.put(
                "no-utf-8",
                new Case(
                        HostileServer.until(
                                0, (server, command, id) -> server.send(latin("[{\"id\": \"caf\u00e9\"}]", id))),
                        notTheProtocol,
                        "not reachable: "));
        cases.put(
                "nests-deeply",
                new Case(
                        HostileServer.until(
                                0,
                                (server, command, id) ->
                                        server.send(latin("[".repeat(100_000) + "]".repeat(100_000), id))),
                        notTheProtocol,
                        "not reachable: "));
        cases.put(
                "answers-no-list",
                new Case(
                        HostileServer.until(0, (server, command, id) -> server.send(latin("{\"id\": \"copy\"}", id))),
                        " does not answer; see that QEMU is not stopped",
                        "not answering: "));
        cases.put(
                "wrong-ids",
                new Case(
                        HostileServer.until(
                                0, (server, command, id) -> server.send(HostileServer.right(command, "\"nobody\""))),
                        " does not answer; see that QEMU is not stopped",
                        "connecting"));
        cases.put(
                "mute",
                new Case(
                        HostileServer.answering((server, command, id) -> {}),
                        " does not answer; see that QEMU is not stopped",
                        "connecting"));
        cases.put(
                "refuses",
                new Case(
                        HostileServer.answering((server, command, id) -> server.send("{\"id\": " + id
                                + ", \"error\": {\"class\": \"GenericError\", \"desc\": \"Not today\"}}\r\n")),
                        " refused to start the conversation: Not today",
                        "not reachable: "));
        return cases;
    }

    private static byte[] latin(String value, String id) {
        return ("{\"id\": " + id + ", \"return\": " + value + "}\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The commands, with the address after the words that are given first. */
    private static final List<List<String>> COMMANDS = List.of(
            List.of("jobs"),
            List.of("job", "pause", "ADDRESS", "copy"),
            List.of("job", "set-speed", "ADDRESS", "copy", "1M"),
            List.of("wait", "ADDRESS", "copy", "--state", "null"),
            List.of("events"),
            List.of("start", "backup", "ADDRESS", "--device", "a", "--target", "b"));

    private static String[] words(List<String> command, HostileServer server) {
        List<String> words = new ArrayList<>(command);
        if (!words.contains("ADDRESS")) {
            words.add("ADDRESS");
        }
        words.replaceAll(word -> word.equals("ADDRESS") ? address(server) : word);
        return words.toArray(String[]::new);
    }

    private static String address(HostileServer server) {
        return "unix:" + server.path();
    }

    private HostileServer server(String name, Manners manners) throws IOException {
        return new HostileServer(directory.resolve(name), manners);
    }

    private static void saysInOneSentence(TestHost host, HostileServer server, String sentence) {
        String told = host.errText();
        String expected = "jobdeck: "
                + (sentence.contains("ADDRESS")
                        ? sentence.replace("ADDRESS", address(server))
                        : address(server) + sentence);
        assertTrue(told.startsWith(expected), told);
        assertEquals(1, told.lines().count(), told);
        assertEquals("", host.outText());
    }

    @Test
    void everyCommandEndsWithOneSentence() throws Exception {
        List<Future<?>> runs = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(
                AT_ONCE, run -> Thread.ofPlatform().daemon().unstarted(run));
        try {
            cases().forEach((name, hostile) -> {
                for (int i = 0; i < COMMANDS.size(); i++) {
                    List<String> command = COMMANDS.get(i);
                    String socket = name + i;
                    runs.add(threads.submit(() -> {
                        // each has a server of its own, for these count what they are asked
                        try (HostileServer server =
                                server(socket, cases().get(name).manners())) {
                            TestHost host = new TestHost();
                            assertEquals(
                                    ExitCode.UNREACHABLE,
                                    host.run(words(command, server)),
                                    () -> name + " " + command + host.errText());
                            saysInOneSentence(host, server, hostile.sentence());
                        }
                        return null;
                    }));
                }
                runs.add(threads.submit(() -> {
                    try (HostileServer server = server(name + "-top", hostile.manners())) {
                        topSays(server, hostile.top());
                    }
                    return null;
                }));
            });
            for (Future<?> run : runs) {
                run.get(90, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** The live list stays and tells how the server is; there is no job of which nothing is known. */
    private static void topSays(HostileServer server, String words) {
        FakeScreen screen = new FakeScreen(shown -> {
            assertFalse(shown.last().contains("copy"), shown::last);
            if (shown.last().startsWith("  " + address(server) + "  (" + words)) {
                shown.press('q');
            }
        });
        screen.columns = 400;
        TestHost host = new TestHost().with(screen);
        assertEquals(ExitCode.DONE, host.run("top", address(server)), host::errText);
        assertEquals("", host.errText());
    }

    @Test
    void aMessageWithoutEndIsLeft() throws Exception {
        Manners neverEnds = HostileServer.until(0, (server, command, id) -> {
            server.send("{\"id\": " + id + ", \"return\": \"");
            String much = "x".repeat(1 << 20);
            for (int i = 0; i < 200; i++) {
                server.send(much);
            }
        });
        try (HostileServer server = server("never-ends", neverEnds)) {
            TestHost host = new TestHost();
            assertEquals(ExitCode.UNREACHABLE, host.run("jobs", address(server)), host::errText);
            saysInOneSentence(host, server, " is left. What came is not QEMU's monitor protocol: ");
        }
    }

    /** It sends what the client before had asked for, whose start of a conversation it has carried out just now. */
    @Test
    void aServerThatIsStillAtTheClientBeforeIsUsed() throws Exception {
        Manners late = HostileServer.answering((server, command, id) -> {
            if (command.equals("qmp_capabilities")) {
                server.send("{\"return\": [], \"id\": 0}\r\n{\"return\": {}, \"id\": 1}\r\n");
                server.send("{\"id\": " + id + ", \"error\": {\"class\": \"CommandNotFound\", \"desc\":"
                        + " \"Capabilities negotiation is already complete, command ignored\"}}\r\n");
            } else {
                server.send(HostileServer.right(command, id));
            }
        });
        try (HostileServer server = server("late", late)) {
            for (List<String> command : List.of(List.of("jobs"), List.of("job", "pause", "ADDRESS", "copy"))) {
                TestHost host = new TestHost();
                assertEquals(0, host.run(words(command, server)), host::errText);
            }
        }
    }

    @Test
    void aSlowServerIsWaitedFor() throws Exception {
        Manners slow = HostileServer.answering(
                (server, command, id) -> server.sendLate(HostileServer.right(command, id), 700));
        try (HostileServer server = server("slow", slow)) {
            TestHost jobs = new TestHost();
            assertEquals(0, jobs.run("jobs", address(server)), jobs::errText);
            assertTrue(
                    jobs.outLines().get(1).startsWith("`- copy  [--------------------] running, 1 % of 64.0 MiB"),
                    jobs::outText);
            TestHost pause = new TestHost();
            assertEquals(0, pause.run("job", "pause", address(server), "copy"), pause::errText);
            TestHost wait = new TestHost();
            assertEquals(
                    ExitCode.TIMED_OUT,
                    wait.run("wait", address(server), "copy", "--state", "ready", "--timeout", "1"),
                    wait::errText);
            assertTrue(wait.errText().endsWith("within 1 s; it is running"), wait::errText);
        }
    }

    /** What was told before is not told as if it were so still. */
    @Test
    void whoGoesAwayLaterIsMissedByThoseWhoLookOn() throws Exception {
        for (List<String> command : List.of(List.of("wait", "ADDRESS", "copy", "--state", "null"), List.of("events"))) {
            try (HostileServer server = server("later-" + command.getFirst(), leavingLater())) {
                TestHost host = new TestHost();
                assertEquals(ExitCode.UNREACHABLE, host.run(words(command, server)), host::errText);
                saysInOneSentence(
                        host,
                        server,
                        "the connection to ADDRESS was closed by the other side in the middle of a message");
            }
        }
        try (HostileServer server = server("later-top", leavingLater())) {
            FakeScreen screen = new FakeScreen(shown -> {
                if (shown.last().contains("connection lost")) {
                    assertTrue(
                            shown.last()
                                    .contains(
                                            "> `- copy  [--------------------] last seen running, 1 % of 64.0 MiB, limit"),
                            shown::last);
                    shown.press('q');
                } else if (shown.last().contains("copy")) {
                    assertTrue(shown.last().contains("] running, "), shown::last);
                }
            });
            screen.columns = 400;
            TestHost host = new TestHost().with(screen);
            assertEquals(0, host.run("top", address(server)), host::errText);
        }
    }

    /** Nobody can know whether a job was started if its answer does not come. */
    @Test
    void aStartWithoutAnAnswerIsNotCalledRefused() throws Exception {
        Manners leaves = HostileServer.answering((server, command, id) -> {
            switch (command) {
                case "blockdev-backup" -> server.leave();
                case "query-qmp-schema" -> server.send(latin(BACKUP_SCHEMA, id));
                default -> server.send(HostileServer.right(command, id));
            }
        });
        try (HostileServer server = server("start", leaves)) {
            TestHost host = new TestHost();
            String[] words = words(COMMANDS.getLast(), server);
            assertEquals(ExitCode.UNREACHABLE, host.run(words), host::errText);
            assertEquals(
                    "jobdeck: whether 'backup-a' was started is not known: 'blockdev-backup' has no reply, so it is not known"
                            + " whether it was carried out: The connection to " + address(server)
                            + " was closed by the other side",
                    host.errText());
            assertEquals("", host.outText());
        }
    }

    private static Manners leavingLater() {
        return HostileServer.until(2, (server, command, id) -> {
            server.send(HALF);
            server.leave();
        });
    }
}
