package org.jobdeck.source.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jobdeck.json.JsonDocument;
import org.jobdeck.source.qmp.RealSchema;
import org.jobdeck.source.schema.RealServers;
import org.jobdeck.source.schema.ServerSchema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlansTest {

    private static final NewTarget COPY = NewTarget.of("copy", "/img/copy", "qcow2", 1 << 20);

    private static ServerSchema schema(String which) {
        return RealServers.schema(which);
    }

    private static StartPlan mirror(ServerSchema schema, Map<String, Object> more) {
        Map<String, Object> values = new HashMap<>(Map.of("device", "disk0", "sync", "full"));
        values.putAll(more);
        return new Plans(schema).job(JobKind.MIRROR, new Plans.Member("m0", values, Optional.of(COPY)), JobEnd.ASKS);
    }

    @Test
    void thePlanIsReadAsItIsSent() {
        assertEquals("""
                {"execute": "blockdev-create", "arguments": {"job-id": "m0-file", "options": {"driver": "file", "filename": "/img/copy", "size": 0}}}
                # wait until the job 'm0-file' has concluded
                {"execute": "job-dismiss", "arguments": {"id": "m0-file"}}
                {"execute": "blockdev-add", "arguments": {"driver": "file", "node-name": "copy-file", "filename": "/img/copy"}}
                {"execute": "blockdev-create", "arguments": {"job-id": "m0-format", "options": {"driver": "qcow2", "file": "copy-file", "size": 1048576}}}
                # wait until the job 'm0-format' has concluded
                {"execute": "job-dismiss", "arguments": {"id": "m0-format"}}
                {"execute": "blockdev-add", "arguments": {"driver": "qcow2", "node-name": "copy", "file": "copy-file"}}
                {"execute": "blockdev-mirror", "arguments": {"job-id": "m0", "device": "disk0", "target": "copy", "sync": "full", "auto-finalize": false, "auto-dismiss": false}}""", mirror(schema("daemon-7.2.22"), Map.of()).text());
    }

    /** What the server does not know, it is not sent. */
    @Test
    void onlyWhatTheServerKnowsIsSent() {
        Plans.Member backup = new Plans.Member(
                "b0", Map.of("device", "a", "target", "b", "sync", "full", "discard-source", true), Optional.empty());
        String old = new Plans(schema("daemon-7.2.22"))
                .job(JobKind.BACKUP, backup, JobEnd.ASKS)
                .text();
        String later = new Plans(schema("daemon-10.0.2"))
                .job(JobKind.BACKUP, backup, JobEnd.ASKS)
                .text();
        assertFalse(old.contains("discard-source"));
        assertTrue(later.contains("\"discard-source\": true"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"daemon-7.2.22", "system-7.2.22", "daemon-10.0.2", "system-10.0.2"})
    void everyCommandFitsTheServer(String which) throws Exception {
        RealSchema server = RealSchema.read(which);
        ServerSchema schema = schema(which);
        Plans plans = new Plans(schema);
        List<StartPlan> all = new ArrayList<>();
        all.add(mirror(schema, Map.of("speed", 5L, "copy-mode", "write-blocking")));
        Plans.Member device = new Plans.Member("j0", Map.of("device", "disk0"), Optional.empty());
        all.add(plans.job(JobKind.COMMIT, device, JobEnd.ASKS));
        all.add(plans.job(JobKind.STREAM, device, JobEnd.ASKS));
        all.add(plans.create("c0", COPY, Map.of("cluster-size", 4096L)));
        Plans.Member one = new Plans.Member("t0", Map.of("device", "a", "sync", "full"), Optional.of(COPY));
        all.add(plans.transaction(JobKind.BACKUP, List.of(one), JobEnd.ASKS, true));
        for (StartPlan plan : all) {
            for (PlanStep step : plan.steps()) {
                if (step instanceof PlanStep.Command command) {
                    assertEquals(List.of(), server.check(JsonDocument.parseObject(command.text())), command.text());
                }
            }
        }
    }

    @Test
    void aGroupIsSaidToBeOne() {
        Plans.Member one =
                new Plans.Member("t0", Map.of("device", "a", "target", "b", "sync", "full"), Optional.empty());
        Plans plans = new Plans(schema("daemon-7.2.22"));
        assertTrue(plans.transaction(JobKind.BACKUP, List.of(one), JobEnd.ASKS, true)
                .text()
                .contains("\"properties\": {\"completion-mode\": \"grouped\"}"));
        assertFalse(plans.transaction(JobKind.BACKUP, List.of(one), JobEnd.ASKS, false)
                .text()
                .contains("completion-mode"));
    }

    @Test
    void namesAreFreeAndShortEnough() {
        assertEquals("mirror-disk0", Names.free("mirror", "disk0", Set.of()));
        assertEquals("mirror-disk0-3", Names.free("mirror", "disk0", Set.of("mirror-disk0", "mirror-disk0-2")));
        assertEquals("mirror-block123", Names.free("mirror", "#block123", Set.of()));
        String lengthy = "a-node-name-that-is-longer-than-qemu-takes";
        assertTrue(Names.isGoodNode(Names.freeNode(lengthy, Set.of())));
        assertTrue(Names.isGoodNode(Names.freeNode(lengthy, Set.of(Names.freeNode(lengthy, Set.of())))));
        assertFalse(Names.isGoodId("7up"));
        assertFalse(Names.isGoodId("a b"));
        assertTrue(Names.isGoodId("a-b.c_7"));
    }

    @Test
    void roomIsComparedWithWhatIsNeededNowAndLater() {
        Optional<RoomCheck> nowhere = RoomCheck.forFile(Path.of("/no/such/folder/x"), 1, 1);
        assertEquals(Optional.empty(), nowhere);
        Path folder = Path.of("/img");
        assertEquals(
                RoomCheck.Verdict.ENOUGH, RoomCheck.of(folder, 100, 10, 100).verdict());
        assertEquals(RoomCheck.Verdict.TIGHT, RoomCheck.of(folder, 100, 10, 99).verdict());
        assertEquals(
                RoomCheck.Verdict.TOO_SMALL, RoomCheck.of(folder, 100, 10, 9).verdict());
        assertEquals(
                RoomCheck.Verdict.TOO_SMALL, RoomCheck.of(folder, 100, -1, 99).verdict(), "unknown counts as all");
        assertEquals(100, RoomCheck.of(folder, 100, 500, 99).now(), "never more than all");
    }
}
