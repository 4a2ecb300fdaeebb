package org.jobdeck.ui.parts.rawjson;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import org.jobdeck.json.JsonArray;
import org.jobdeck.json.JsonDocument;
import org.jobdeck.json.JsonObject;
import org.jobdeck.ui.model.SampleJob;
import org.junit.jupiter.api.Test;

final class RawJobsTest {

    @Test
    void eachJobHasWhatBothAnswersSayOfIt() throws Exception {
        JsonArray jobs = (JsonArray) JsonDocument.parse("[{'id': 'a', 'x': 1}, {'id': 'b', 'x': 2}]");
        JsonArray blockJobs = (JsonArray) JsonDocument.parse("[{'device': 'b', 'y': 3}]");
        JsonArray about = new RawJobs(jobs, blockJobs).about(List.of("b", "a"));
        assertEquals(
                JsonDocument.parse("[{'query-jobs': {'id': 'b', 'x': 2}, 'query-block-jobs': {'device': 'b', 'y': 3}},"
                        + " {'query-jobs': {'id': 'a', 'x': 1}}]"),
                about);
    }

    @Test
    void ourOwnJobsHaveQemusForm() {
        JsonObject both = (JsonObject) RawJobs.of(List.of(SampleJob.running(7).snapshot()))
                .about(List.of("job7"))
                .get(0);
        assertEquals(
                "running",
                both.object("query-jobs").orElseThrow().string("status").orElseThrow());
        JsonObject block = both.object("query-block-jobs").orElseThrow();
        assertEquals(1000, block.integer("len").orElseThrow());
        assertEquals("ok", block.string("io-status").orElseThrow());
        assertFalse(block.has("error"));
    }
}
