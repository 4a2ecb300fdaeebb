package org.jobdeck.source.qmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jobdeck.job.common.JobChange;
import org.jobdeck.job.common.JobSnapshot;
import org.jobdeck.job.common.JobVerb;
import org.jobdeck.json.JsonDocument;
import org.jobdeck.json.JsonObject;
import org.jobdeck.loop.Clock;
import org.jobdeck.qmp.SelectorThread;
import org.jobdeck.source.VerbOutcome;
import org.jobdeck.source.VerbRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Servers with the schemas of real ones: whatever is asked for, each message is one that the schema describes, and none is
 * for a deprecated command.
 */
@Timeout(60)
class RealSchemasTest {

    private static final VerbRequest SOFT_CANCEL = new VerbRequest.Cancel(false);
    private static final VerbRequest FORCE_CANCEL = new VerbRequest.Cancel(true);
    private static final VerbRequest SPEED = new VerbRequest.SetSpeed(65536);
    private static final VerbRequest CHANGE =
            new VerbRequest.Change(new JobChange("mirror", Map.of("copy-mode", "write-blocking")));

    private final BlockingQueue<Boolean> signals = new LinkedBlockingQueue<>();
    private SelectorThread thread;
    private FakeServer server;
    private QmpSource source;

    @AfterEach
    void stop() throws Exception {
        if (thread != null) {
            thread.close();
            server.close();
        }
    }

    /** A server with a block job and another one. */
    private void attach(RealSchema schema) throws Exception {
        thread = SelectorThread.start("clients", Clock.system());
        server = new FakeServer("[\"oob\"]");
        server.answer("query-qmp-schema", schema.text())
                .answer("query-named-block-nodes", "[{\"node-name\": \"n\", \"drv\": \"raw\", \"file\": \"f\"}]")
                .answer(
                        "query-jobs",
                        "[{\"id\": \"m\", \"type\": \"mirror\", \"status\": \"ready\", \"current-progress\": 1,"
                                + " \"total-progress\": 1}, {\"id\": \"c\", \"type\": \"create\","
                                + " \"status\": \"running\", \"current-progress\": 0, \"total-progress\": 1}]")
                .answer(
                        "query-block-jobs",
                        "[{\"device\": \"m\", \"type\": \"mirror\", \"len\": 1, \"offset\": 1, \"speed\": 7}]");
        source = QmpSource.attach(thread, Clock.system(), server.address());
        source.addChangeListener(() -> signals.add(true));
        await(() -> source.changesSince(0).upserted().stream().anyMatch(job -> job.speed() == 7));
    }

    private void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            assertNotNull(
                    signals.poll(20, TimeUnit.SECONDS),
                    () -> source.changesSince(0).toString());
        }
    }

    private static List<VerbRequest> verbs() {
        List<VerbRequest> verbs = new ArrayList<>();
        for (JobVerb verb :
                List.of(JobVerb.PAUSE, JobVerb.RESUME, JobVerb.COMPLETE, JobVerb.FINALIZE, JobVerb.DISMISS)) {
            verbs.add(new VerbRequest.Plain(verb));
        }
        verbs.addAll(List.of(SOFT_CANCEL, FORCE_CANCEL, SPEED, CHANGE));
        return verbs;
    }

    /** The command by which each verb was carried out on that job; empty if it was refused here. */
    private Map<VerbRequest, String> walk(String id) throws Exception {
        JobSnapshot job = source.changesSince(0).upserted().stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow();
        Map<VerbRequest, String> commands = new LinkedHashMap<>();
        for (VerbRequest verb : verbs()) {
            int before = server.messages().size();
            VerbOutcome outcome =
                    source.apply(job.key(), verb).toCompletableFuture().get(20, TimeUnit.SECONDS);
            List<String> sent = server.messages().stream()
                    .skip(before)
                    .map(message -> message.string("execute").orElse(""))
                    .filter(command -> command.contains("job-"))
                    .toList();
            assertEquals(outcome.isDone() ? 1 : 0, sent.size(), () -> verb + " " + outcome + " " + sent);
            assertEquals(!outcome.isDone(), outcome.result() == VerbOutcome.Result.UNSUPPORTED);
            commands.put(verb, sent.isEmpty() ? "" : sent.getFirst());
        }
        return commands;
    }

    @ParameterizedTest
    @ValueSource(strings = {"daemon-7.2.22", "daemon-10.0.2", "system-7.2.22", "system-10.0.2"})
    void everyMessageIsOneThatTheSchemaDescribes(String which) throws Exception {
        RealSchema schema = RealSchema.read(which);
        attach(schema);
        Map<VerbRequest, String> block = walk("m");
        Map<VerbRequest, String> other = walk("c");
        for (String event : List.of("STOP", "BLOCK_IO_ERROR")) {
            server.send("{\"event\": \"" + event + "\"}");
        }
        assertEquals(
                1,
                source.graph()
                        .toCompletableFuture()
                        .get(20, TimeUnit.SECONDS)
                        .nodes()
                        .size());

        for (JsonObject message : server.messages()) {
            assertEquals(List.of(), schema.check(message), message::toJson);
        }
        block.forEach((verb, command) -> {
            boolean older = verb == SOFT_CANCEL || verb == SPEED || verb == CHANGE;
            if (verb == CHANGE && !schema.has("block-job-change")) {
                assertEquals("", command);
            } else {
                assertEquals(
                        older
                                ? "block-job-" + verb.verb().qmpName()
                                : "job-" + verb.verb().qmpName(),
                        command);
            }
        });
        other.forEach((verb, command) -> assertEquals(
                verb == SPEED || verb == CHANGE ? "" : "job-" + verb.verb().qmpName(), command));
        boolean machine = which.startsWith("system");
        Set<String> asked = Set.copyOf(server.messages().stream()
                .map(message -> message.string("execute").orElse(""))
                .toList());
        assertEquals(machine, asked.contains("query-status"));
        assertEquals(machine, asked.contains("query-name"));
        assertTrue(asked.containsAll(
                Set.of("query-named-block-nodes", "x-debug-query-block-graph", "query-block", "query-block-exports")));
    }

    @Test
    void theCheckFindsWhatIsWrong() throws Exception {
        RealSchema schema = RealSchema.read("system-10.0.2");
        assertEquals(
                List.of(),
                check(schema, "block-job-change", "{'id': 'a', 'type': 'mirror', 'copy-mode': 'background'}"));
        assertFalse(check(schema, "block-job-change", "{'id': 'a', 'type': 'mirror'}")
                .isEmpty());
        assertFalse(check(schema, "block-job-change", "{'id': 'a', 'type': 'mirror', 'copy-mode': 'x'}")
                .isEmpty());
        assertFalse(check(schema, "job-pause", "{'device': 'a'}").isEmpty());
        assertFalse(check(schema, "job-pause", "{'id': 5}").isEmpty());
        assertFalse(check(schema, "job-pause", "{'id': 'a', 'more': 1}").isEmpty());
        assertFalse(check(schema, "drive-backup", "{'device': 'a', 'target': 'b', 'sync': 'full'}")
                .isEmpty());
        assertFalse(check(schema, "block-job-fly", "{}").isEmpty());
        assertFalse(check(schema, "STOP", "{}").isEmpty());
    }

    private static List<String> check(RealSchema schema, String command, String arguments) throws Exception {
        return schema.check(JsonObject.builder()
                .put("execute", command)
                .put("arguments", JsonDocument.parseObject(arguments))
                .build());
    }
}
