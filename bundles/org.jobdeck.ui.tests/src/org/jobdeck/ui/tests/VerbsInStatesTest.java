package org.jobdeck.ui.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.json.JsonDocument;
import org.jobdeck.loop.Clock;
import org.jobdeck.qmp.SelectorThread;
import org.jobdeck.qmp.client.QmpRequest;
import org.jobdeck.source.VerbOutcome;
import org.jobdeck.source.qmp.QmpSource;
import org.jobdeck.ui.live.Workspace;
import org.jobdeck.ui.model.Column;
import org.jobdeck.ui.model.JobView;
import org.jobdeck.ui.model.UiVerb;
import org.jobdeck.ui.model.VerbRules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every verb in every state that lasts: the window's buttons are on exactly where the real program accepts the verb. Needs
 * {@code qemu-storage-daemon} and {@code qemu-system-x86_64} on the path.
 */
@Timeout(180)
class VerbsInStatesTest {

    /** A program has a job for each state and verb, as an accepted verb changes the job. */
    private static final List<JobStatus> STATES = List.of(
            JobStatus.RUNNING,
            JobStatus.PAUSED,
            JobStatus.READY,
            JobStatus.STANDBY,
            JobStatus.WAITING,
            JobStatus.PENDING,
            JobStatus.CONCLUDED);

    private static final String SLOW = ", 'speed': 65536";

    @TempDir
    Path directory;

    private static String id(JobStatus state, UiVerb verb) {
        return (state.qmpName() + "-" + verb.name())
                .toLowerCase(java.util.Locale.ROOT)
                .replace('_', '-');
    }

    private static Stream<String> ids() {
        return STATES.stream().flatMap(state -> Stream.of(UiVerb.values()).map(verb -> id(state, verb)));
    }

    private static List<String> nodes() {
        List<String> nodes = new ArrayList<>();
        ids().forEach(id -> nodes.addAll(List.of(id, id + "-to")));
        for (UiVerb verb : UiVerb.values()) {
            String sibling = id(JobStatus.WAITING, verb) + "-by";
            nodes.addAll(List.of(sibling, sibling + "-to"));
        }
        return nodes;
    }

    private static void execute(QmpSource source, String command, String arguments) throws Exception {
        source.execute(QmpRequest.of(command, JsonDocument.parseObject(arguments)))
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
    }

    private static String job(String id, String more) {
        return "{'job-id': '" + id + "', 'device': '" + id + "', 'target': '" + id + "-to', 'sync': 'full'" + more
                + ", 'auto-dismiss': false}";
    }

    private static void bring(QmpSource source, String id, JobStatus state) throws Exception {
        switch (state) {
            case RUNNING, PAUSED -> execute(source, "blockdev-backup", job(id, SLOW));
            case READY, STANDBY -> execute(source, "blockdev-mirror", job(id, ""));
            case PENDING -> execute(source, "blockdev-backup", job(id, ", 'auto-finalize': false"));
            case CONCLUDED -> execute(source, "blockdev-backup", job(id, ""));
            case WAITING ->
                execute(
                        source,
                        "transaction",
                        "{'properties': {'completion-mode': 'grouped'}, 'actions': [{'type': 'blockdev-backup', 'data': "
                                + job(id, "") + "}, {'type': 'blockdev-backup', 'data': " + job(id + "-by", SLOW)
                                + "}]}");
            default -> throw new IllegalArgumentException(state.toString());
        }
    }

    @Test
    void theStorageDaemonAcceptsWhatTheWindowOffers() throws Exception {
        accepts(Qemu.Program.STORAGE_DAEMON);
    }

    @Test
    void theMachineEmulatorAcceptsWhatTheWindowOffers() throws Exception {
        accepts(Qemu.Program.SYSTEM);
    }

    private void accepts(Qemu.Program program) throws Exception {
        Path folder = Files.createDirectory(directory.resolve(program.name()));
        List<QmpSource> attached = new ArrayList<>();
        try (Qemu qemu = Qemu.start(program, folder, "67108864", nodes());
                SelectorThread thread = SelectorThread.start("monitors", Clock.system());
                RunningApp app = new RunningApp(new Workspace(
                        List.of(new FakeSource()),
                        List.of(qemu.monitor()),
                        address -> {
                            attached.add(QmpSource.attach(thread, Clock.system(), address));
                            return attached.getFirst();
                        },
                        Clock.system()))) {
            Look look = new Look(app);
            app.until("the source", () -> look.ofSource(1, Column.STATE).equals("Live"));
            QmpSource source = attached.getFirst();
            for (JobStatus state : STATES) {
                for (UiVerb verb : UiVerb.values()) {
                    bring(source, id(state, verb), state);
                }
            }
            pause(app, look, source);
            app.until(
                    "all states",
                    () -> STATES.stream()
                            .allMatch(state ->
                                    Stream.of(UiVerb.values()).allMatch(verb -> look.has(1, id(state, verb), state))));
            Map<String, String> wrong = new TreeMap<>();
            for (JobStatus state : STATES) {
                for (UiVerb verb : UiVerb.values()) {
                    check(app, look, source, id(state, verb), verb, wrong);
                }
            }
            assertEquals(Map.of(), wrong);
            source.close();
        }
    }

    private static void pause(RunningApp app, Look look, QmpSource source) throws Exception {
        for (UiVerb verb : UiVerb.values()) {
            execute(source, "job-pause", "{'id': '" + id(JobStatus.PAUSED, verb) + "'}");
            String ready = id(JobStatus.STANDBY, verb);
            app.until(ready, () -> look.has(1, ready, JobStatus.READY));
            execute(source, "job-pause", "{'id': '" + ready + "'}");
        }
    }

    private static void check(
            RunningApp app, Look look, QmpSource source, String id, UiVerb verb, Map<String, String> wrong)
            throws Exception {
        JobView job = app.onUi(() -> {
            JobView found = look.job(1, id);
            look.select(found.rowKey());
            return found;
        });
        boolean offered = app.onUi(() -> app.button(verb.label()).getEnabled());
        String tip = app.onUi(() -> app.button(verb.label()).getToolTipText());
        VerbOutcome outcome = source.apply(job.snapshot().key(), verb.request(1 << 20))
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
        if (offered != outcome.isDone()) {
            wrong.put(id, "offered " + offered + ", but the program says " + outcome);
        }
        if (!offered && !tip.equals(VerbRules.obstacle(verb, job).orElse("a reason"))) {
            wrong.put(id, "greyed without a reason: " + tip);
        }
    }
}
