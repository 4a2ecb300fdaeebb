package org.jobdeck.ui.newjob;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.json.JsonArray;
import org.jobdeck.json.JsonDocument;
import org.jobdeck.json.JsonException;
import org.jobdeck.source.graph.GraphEdge;
import org.jobdeck.source.graph.GraphNode;
import org.jobdeck.source.graph.GraphUser;
import org.jobdeck.source.graph.NodeGraph;
import org.jobdeck.source.plan.JobEnd;
import org.jobdeck.source.plan.JobKind;
import org.jobdeck.source.schema.ServerSchema;
import org.jobdeck.ui.model.SampleJob;
import org.jobdeck.ui.newjob.form.NewImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is sent for what was chosen, and what speaks against it. */
class StartsTest {

    private static final NodeGraph GRAPH = new NodeGraph(
            List.of(
                    new GraphNode("disk0", "qcow2", "/img/disk0", false, 1 << 20, 4096, List.of()),
                    new GraphNode("base", "qcow2", "/img/base", true, 1 << 20, 8192, List.of()),
                    new GraphNode("disk1", "raw", "/img/disk1", false, 2 << 20, -1, List.of())),
            List.of(new GraphEdge("disk0", "base", "backing")),
            List.of(new GraphUser(GraphUser.Kind.JOB, "job1", "disk0", "main node")));

    @TempDir
    Path directory;

    private static ServerSchema schema() throws JsonException {
        return ServerSchema.of((JsonArray) JsonDocument.parse("""
                [{'name': 'blockdev-mirror', 'meta-type': 'command', 'arg-type': '1'},
                 {'name': 'blockdev-backup', 'meta-type': 'command', 'arg-type': '1'},
                 {'name': '1', 'meta-type': 'object', 'members': [
                    {'name': 'job-id', 'type': 'str', 'default': null}, {'name': 'device', 'type': 'str'},
                    {'name': 'target', 'type': 'str'}, {'name': 'sync', 'type': 'str'},
                    {'name': 'auto-finalize', 'type': 'bool', 'default': null},
                    {'name': 'auto-dismiss', 'type': 'bool', 'default': null}]},
                 {'name': 'str', 'meta-type': 'builtin', 'json-type': 'string'},
                 {'name': 'bool', 'meta-type': 'builtin', 'json-type': 'boolean'}]
                """));
    }

    private static SourceFacts facts(boolean local) throws JsonException {
        return new SourceFacts(
                schema(),
                GRAPH,
                List.of(SampleJob.running(1)
                        .called("job1")
                        .at(JobStatus.RUNNING)
                        .snapshot()),
                Optional.empty(),
                local);
    }

    private static Draft draft(JobKind kind, Map<String, Object> values, Optional<NewImage> target) {
        return new Draft(new Offer.One(kind), "new0", values, target, JobEnd.ASKS);
    }

    private Draft copy(JobKind kind, String sync) {
        NewImage image = new NewImage(directory.resolve("copy.qcow2").toString(), "qcow2");
        return draft(kind, Map.of("device", "disk0", "sync", sync), Optional.of(image));
    }

    @Test
    void theNewImageIsAsLongAsItsSource() throws Exception {
        String text = new Starts(facts(true)).of(copy(JobKind.MIRROR, "full")).text();
        assertTrue(text.contains("\"size\": 1048576"), text);
        assertTrue(
                text.endsWith("\"target\": \"to-new0\", \"sync\": \"full\", \"auto-finalize\": false,"
                        + " \"auto-dismiss\": false}}"),
                text);
        assertFalse(text.contains("backing"), text);
    }

    @Test
    void aCopyOfTheTopLiesUponTheSameBase() throws Exception {
        String text = new Starts(facts(true)).of(copy(JobKind.MIRROR, "top")).text();
        assertTrue(text.contains("\"backing-file\": \"/img/base\", \"backing-fmt\": \"qcow2\""), text);
        assertTrue(text.contains("\"backing\": \"base\""), text);
    }

    @Test
    void severalBackupsHaveNamesAndFilesOfTheirOwn() throws Exception {
        Draft together = new Draft(
                new Offer.Together(JobKind.BACKUP),
                "night",
                Map.of(Draft.NODES, "disk0\ndisk1", Draft.GROUPED, true, "sync", "full"),
                Optional.of(new NewImage("/backup", "raw")),
                JobEnd.ASKS);
        Starts starts = new Starts(facts(true));
        String text = starts.of(together).text();
        assertTrue(text.contains("\"job-id\": \"night-disk0\"") && text.contains("\"job-id\": \"night-disk1\""), text);
        assertTrue(text.contains("\"filename\": \"/backup/night-disk1.raw\""), text);
        assertTrue(text.endsWith("\"properties\": {\"completion-mode\": \"grouped\"}}}"), text);
        assertEquals(
                List.of(
                        new Starts.Made("/backup/night-disk0.raw", 1 << 20, 4096),
                        new Starts.Made("/backup/night-disk1.raw", 2 << 20, -1)),
                starts.made(together));
        assertEquals(Set.of("disk0", "disk1"), Starts.subjects(together));
    }

    private List<Concern.Weight> weights(Draft draft, boolean local) throws JsonException {
        SourceFacts facts = facts(local);
        return Concern.find(draft, facts, new Starts(facts)).stream()
                .map(Concern::weight)
                .toList();
    }

    /** The sample job is a backup. */
    @Test
    void theSameJobOnTheSameNodeHasToBeConfirmed() throws Exception {
        assertEquals(List.of(Concern.Weight.ASK, Concern.Weight.NOTE), weights(copy(JobKind.BACKUP, "full"), true));
        assertEquals(List.of(Concern.Weight.NOTE), weights(copy(JobKind.MIRROR, "full"), true));
    }

    @Test
    void aFileThatIsThereHasToBeConfirmed() throws Exception {
        Files.createFile(directory.resolve("copy.qcow2"));
        assertEquals(List.of(Concern.Weight.ASK, Concern.Weight.NOTE), weights(copy(JobKind.MIRROR, "full"), true));
    }

    @Test
    void filesOfAnotherMachineAreNotLookedAt() throws Exception {
        Files.createFile(directory.resolve("copy.qcow2"));
        assertEquals(List.of(Concern.Weight.NOTE), weights(copy(JobKind.MIRROR, "full"), false));
    }
}
