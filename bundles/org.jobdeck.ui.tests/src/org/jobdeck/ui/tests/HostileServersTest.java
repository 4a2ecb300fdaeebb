package org.jobdeck.ui.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.json.JsonDocument;
import org.jobdeck.loop.Clock;
import org.jobdeck.qmp.SelectorThread;
import org.jobdeck.qmp.client.QmpAddress;
import org.jobdeck.qmp.client.QmpRequest;
import org.jobdeck.servers.tests.HostileServer;
import org.jobdeck.source.SourceState;
import org.jobdeck.source.qmp.QmpSource;
import org.jobdeck.ui.live.Workspace;
import org.jobdeck.ui.model.Column;
import org.jobdeck.ui.model.JobView;
import org.jobdeck.ui.model.StateText;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Servers that misbehave, and QEMUs that are killed, stopped and steered by others: the window stays live and shows
 * nothing false. Needs {@code qemu-storage-daemon} and {@code qemu-system-x86_64} on the path.
 */
@Timeout(180)
class HostileServersTest {

    private static final String HALF = "{\"return\": [{\"id\": \"copy\", \"type\": \"back";

    @TempDir
    Path directory;

    private SelectorThread thread;
    private final List<QmpSource> attached = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        thread = SelectorThread.start("monitors", Clock.system());
    }

    @AfterEach
    void stop() {
        thread.close();
    }

    private QmpSource attach(QmpAddress address) {
        QmpSource source = QmpSource.attach(thread, Clock.system(), address);
        attached.add(source);
        return source;
    }

    private Workspace workspace(FakeSource own, List<QmpAddress> addresses) {
        return new Workspace(List.of(own), addresses, this::attach, Clock.system());
    }

    private static void execute(QmpSource source, String command, String arguments) throws Exception {
        source.execute(QmpRequest.of(command, JsonDocument.parseObject(arguments)))
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
    }

    private static void startBackup(QmpSource source, String id) throws Exception {
        execute(
                source,
                "blockdev-backup",
                "{'job-id': '" + id + "', 'device': 'from-" + id + "', 'target': 'to-" + id
                        + "', 'sync': 'full', 'speed': 65536, 'auto-dismiss': false}");
    }

    private static Map<String, HostileServer.Manners> manners(AtomicLong events) {
        Map<String, HostileServer.Manners> all = new LinkedHashMap<>();
        all.put("silent", server -> {});
        all.put("greets-garbage", server -> server.send("\u0001\u0002 this is {{{ no JSON ]]\r\n\r\n"));
        all.put("leaves-in-greeting", server -> {
            server.send(HostileServer.GREETING.substring(0, 40));
            server.leave();
        });
        all.put("leaves-in-answer", HostileServer.until(2, (server, command, id) -> {
            server.send(HALF);
            server.leave();
        }));
        all.put("answers-garbage", HostileServer.until(2, (server, command, id) -> server.send("\u00ff\u0000{]}\r\n")));
        all.put("never-ends", HostileServer.until(2, (server, command, id) -> {
            server.send("{\"id\": " + id + ", \"return\": \"");
            String much = "x".repeat(1 << 20);
            for (int i = 0; i < 200; i++) {
                server.send(much);
            }
        }));
        all.put(
                "wrong-ids",
                HostileServer.until(
                        0, (server, command, id) -> server.send(HostileServer.right(command, "\"nobody\""))));
        all.put(
                "slow",
                HostileServer.answering(
                        (server, command, id) -> server.sendLate(HostileServer.right(command, id), 4000)));
        all.put("chatters", HostileServer.answering((server, command, id) -> {
            server.send(HostileServer.right(command, id));
            if (command.equals("query-qmp-schema")) {
                Thread.ofVirtual().start(() -> chatter(server, events));
            }
        }));
        all.put("tells-much", HostileServer.until(1, (server, command, id) -> {
            server.send(
                    "{\"event\": \"MUCH\", \"timestamp\": {\"seconds\": 1, \"microseconds\": 0}, \"data\": {\"text\":"
                            + " \"" + "x".repeat(4 << 20) + "\"}}\r\n");
            server.send(HostileServer.right(command, id));
        }));
        return all;
    }

    private static void chatter(HostileServer server, AtomicLong events) {
        String event = "{\"timestamp\": {\"seconds\": 1, \"microseconds\": 0}, \"event\": \"JOB_STATUS_CHANGE\","
                + " \"data\": {\"id\": \"copy\", \"status\": \"running\"}}\r\n";
        try {
            while (true) {
                server.send(event.repeat(10));
                events.addAndGet(10);
            }
        } catch (IOException e) {
            // the client has left
        }
    }

    @Test
    void serversThatMisbehaveHarmNobodyAndNothingFalseIsShown() throws Exception {
        AtomicLong events = new AtomicLong();
        FakeSource own = new FakeSource();
        own.put(Sample.job(1, "own", JobStatus.RUNNING, 10).snapshot());
        List<HostileServer> servers = new ArrayList<>();
        Map<String, Integer> rows = new LinkedHashMap<>();
        for (Map.Entry<String, HostileServer.Manners> entry : manners(events).entrySet()) {
            servers.add(new HostileServer(directory.resolve(entry.getKey()), entry.getValue()));
            rows.put(entry.getKey(), rows.size() + 1);
        }
        List<QmpAddress> addresses = servers.stream()
                .<QmpAddress>map(server -> new QmpAddress.Unix(server.path()))
                .toList();
        try (RunningApp app = new RunningApp(workspace(own, addresses))) {
            Beats beats = new Beats(app);
            Look look = new Look(app);
            app.until("the silent one", () -> state(look, rows.get("silent")).equals("In use by another client"));
            app.until("garbage", () -> state(look, rows.get("greets-garbage")).equals("Not reachable"));
            app.until("half a greeting", () -> isAway(state(look, rows.get("leaves-in-greeting"))));
            for (String name : List.of("leaves-in-answer", "answers-garbage", "never-ends")) {
                app.until(name, () -> isAway(state(look, rows.get(name))));
            }
            app.until("the slow one", () -> state(look, rows.get("slow")).equals("Live"));
            app.until(
                    "the slow one's job",
                    () -> look.ofJob(rows.get("slow"), 0, Column.STATE).equals("Running"));
            for (String name : List.of("chatters", "tells-much")) {
                app.until(name, () -> state(look, rows.get(name)).equals("Live"));
            }
            assertEquals("Connecting", app.onUi(() -> state(look, rows.get("wrong-ids"))));
            assertEquals("", app.onUi(() -> look.ofJob(rows.get("wrong-ids"), 0, Column.STATE)));
            assertTrue(events.get() > 1000, events + " events were taken");
            app.until(
                    "no running job of a source that is away",
                    () -> app.desk().model().allJobs().stream()
                            .filter(job -> !job.isCurrent())
                            .noneMatch(HostileServersTest::seemsWell));
            own.put(Sample.job(1, "own", JobStatus.RUNNING, 77).snapshot());
            app.until("our own job", () -> look.ofJob(0, 0, Column.PROGRESS).equals("77 %"));
            beats.neverStopped();
        } finally {
            attached.forEach(QmpSource::close);
            for (HostileServer server : servers) {
                server.close();
            }
        }
    }

    private static String state(Look look, int source) {
        return look.ofSource(source, Column.STATE);
    }

    private static boolean isAway(String state) {
        return state.equals("Connection lost") || state.equals("Not reachable");
    }

    private static boolean seemsWell(JobView job) {
        String state = StateText.of(job);
        return state.equals("Running") || state.equals("Done") || state.equals("Ended: done") || job.rate() != 0;
    }

    @Test
    void aKilledAndAStoppedQemuAreToldApart() throws Exception {
        List<String> nodes = List.of("from-j", "to-j");
        Path first = Files.createDirectory(directory.resolve("system"));
        Path second = Files.createDirectory(directory.resolve("daemon"));
        try (Qemu killed = Qemu.start(Qemu.Program.SYSTEM, first, "67108864", nodes);
                Qemu frozen = Qemu.start(Qemu.Program.STORAGE_DAEMON, second, "67108864", nodes);
                RunningApp app =
                        new RunningApp(workspace(new FakeSource(), List.of(killed.monitor(), frozen.monitor())))) {
            Beats beats = new Beats(app);
            Look look = new Look(app);
            for (int i = 1; i <= 2; i++) {
                int row = i;
                app.until("source " + i, () -> state(look, row).equals("Live"));
                startBackup(attached.get(i - 1), "j");
                app.until("its job", () -> look.ofJob(row, 0, Column.STATE).equals("Running"));
            }
            frozen.freeze();
            killed.kill();
            app.until("the loss", () -> look.ofJob(1, 0, Column.STATE).equals("Connection lost"));
            app.until("the silence", () -> look.ofJob(2, 0, Column.STATE).startsWith("Not answering"));
            for (int source = 1; source <= 2; source++) {
                int row = source;
                assertEquals("", app.onUi(() -> look.ofJob(row, 0, Column.RATE)));
                app.onUi(() -> {
                    look.select(look.job(row, "j").rowKey());
                    return null;
                });
                app.until(
                        "no verb",
                        () -> !app.button("Cancel").getEnabled()
                                && !app.button("Pause").getEnabled());
                assertTrue(app.onUi(() -> app.button("Cancel").getToolTipText()).contains("cannot be reached now"));
            }
            frozen.thaw();
            app.until("that it lives", () -> look.ofJob(2, 0, Column.STATE).equals("Running"));
            app.until("its verbs", () -> app.button("Cancel").getEnabled());
            try (Qemu again = Qemu.start(Qemu.Program.SYSTEM, first, "67108864", nodes)) {
                assertFalse(again.monitor().toString().isEmpty());
                app.until("that it is back", () -> state(look, 1).equals("Live"));
                app.until("the end", () -> look.ofJob(1, 0, Column.STATE).equals("Ended: outcome unknown"));
            }
            beats.neverStopped();
        } finally {
            attached.forEach(QmpSource::close);
        }
    }

    @Test
    void whatAnotherClientDoesIsFollowed() throws Exception {
        List<String> nodes = List.of("from-j", "to-j", "from-k", "to-k");
        try (Qemu qemu = Qemu.start(Qemu.Program.SYSTEM, directory, "67108864", nodes);
                RunningApp app = new RunningApp(workspace(new FakeSource(), List.of(qemu.monitor())))) {
            Beats beats = new Beats(app);
            Look look = new Look(app);
            QmpSource other = QmpSource.attach(thread, Clock.system(), qemu.otherMonitor());
            app.until(
                    "both",
                    () -> state(look, 1).equals("Live") && other.status().state() == SourceState.LIVE);
            startBackup(other, "j");
            app.until("its job", () -> look.ofJob(1, 0, Column.STATE).equals("Running"));
            execute(other, "block-job-set-speed", "{'device': 'j', 'speed': 131072}");
            app.until("its limit", () -> look.ofJob(1, 0, Column.LIMIT).equals("128 KiB/s"));
            execute(other, "job-pause", "{'id': 'j'}");
            app.until("its pause", () -> look.ofJob(1, 0, Column.STATE).equals("Paused"));
            startBackup(other, "k");
            app.until("the second job", () -> look.ofJob(1, 1, Column.STATE).equals("Running"));
            execute(other, "job-resume", "{'id': 'j'}");
            app.until("that it goes on", () -> look.ofJob(1, 0, Column.STATE).equals("Running"));
            execute(other, "job-cancel", "{'id': 'j'}");
            app.until("its end", () -> look.ofJob(1, 0, Column.STATE).equals("Cancelled"));
            execute(other, "job-dismiss", "{'id': 'j'}");
            app.until("that it has ended", () -> look.ofJob(1, 0, Column.STATE).equals("Ended: cancelled"));
            beats.neverStopped();
            other.close();
        } finally {
            attached.forEach(QmpSource::close);
        }
    }
}
