package org.jobdeck.daemon.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jobdeck.json.JsonDocument;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonParseException;
import org.jobdeck.json.JsonValue;
import org.junit.jupiter.api.Test;

class FactsTest {

    private final Transcript transcript = new Transcript();

    @Test
    void repliesBelongToTheirStep() throws JsonParseException {
        transcript.begin("a", "job-pause");
        transcript.reply(object("{'error': {'class': 'GenericError', 'desc': 'Job not found'}, 'id': 1}"));
        transcript.begin("b", "packet");
        transcript.reply(object("{'return': {}}"));
        transcript.reply(object("{'return': []}"));
        transcript.note("gone");

        assertFacts(
                "step 00 job-pause",
                "[{'error': {'class': 'GenericError', 'desc': 'Job not found'}, 'id': 1}]",
                "step 01 packet",
                "[{'return': {}}, {'return': []}, 'gone']");
    }

    @Test
    void eventsBelongToTheirJobWhateverItIsCalledThere() throws JsonParseException {
        transcript.event(object("{'event': 'JOB_STATUS_CHANGE', 'data': {'id': 'a', 'status': 'running'}}"));
        transcript.event(object("{'event': 'BLOCK_JOB_READY', 'data': {'device': 'b', 'len': 1}}"));
        transcript.event(object("{'event': 'BLOCK_JOB_COMPLETED', 'data': {'device': 'a', 'len': 1}}"));

        assertFacts(
                "events of a",
                "[['JOB_STATUS_CHANGE', {'status': 'running'}], ['BLOCK_JOB_COMPLETED', {'len': 1}]]",
                "events of b",
                "[['BLOCK_JOB_READY', {'len': 1}]]");
    }

    @Test
    void theSameErrorTwiceInARowIsOneFact() throws JsonParseException {
        JsonObject error = object("{'event': 'BLOCK_JOB_ERROR', 'data': {'device': 'a', 'action': 'ignore'}}");
        JsonObject other = object("{'event': 'JOB_STATUS_CHANGE', 'data': {'id': 'a', 'status': 'paused'}}");
        List.of(error, error, other, other, error).forEach(transcript::event);

        String errorFact = "['BLOCK_JOB_ERROR', {'action': 'ignore'}]";
        String otherFact = "['JOB_STATUS_CHANGE', {'status': 'paused'}]";
        assertFacts("events of a", "[" + String.join(", ", errorFact, otherFact, otherFact, errorFact) + "]");
    }

    @Test
    void figuresOfTheHostAreNoFacts() throws JsonParseException {
        transcript.begin("a", "query");
        transcript.reply(
                object("{'return': [{'file': '/place/x', 'node-name': '#block123', 'actual-size': 5, 'cache': {}}]}"));

        assertFacts("step 00 query", "[{'return': [{'file': '$DIR/x', 'node-name': '#block'}]}]");
    }

    private void assertFacts(String... keysAndValues) throws JsonParseException {
        Map<String, JsonValue> facts = Facts.of(transcript, Path.of("/place")).byKey();
        assertEquals(keysAndValues.length / 2, facts.size(), facts::toString);
        for (int i = 0; i < keysAndValues.length; i += 2) {
            assertEquals(JsonDocument.parse(keysAndValues[i + 1]), facts.get(keysAndValues[i]));
        }
    }

    private static JsonObject object(String text) throws JsonParseException {
        return JsonDocument.parseObject(text);
    }
}
