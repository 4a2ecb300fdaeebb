package org.jobdeck.ui.parts.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jobdeck.json.JsonException;
import org.jobdeck.source.schema.ServerSchema;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConsoleParserTest {

    private ConsoleParser parser;

    @BeforeEach
    void make() throws JsonException {
        parser = new ConsoleParser(SmallSchema.schema());
    }

    private String sent(String line) throws InputException {
        return parser.parse(line).text();
    }

    private String complaint(String line) {
        return assertThrows(InputException.class, () -> parser.parse(line)).getMessage();
    }

    @Test
    void allThreeFormsMeanTheSame() throws Exception {
        String expected = "{\"execute\": \"job-pause\", \"arguments\": {\"id\": \"nightly\"}}";
        assertEquals(expected, sent("job-pause id=nightly"));
        assertEquals(expected, sent("job-pause {'id': 'nightly'}"));
        assertEquals(expected, sent("{'execute': 'job-pause', 'arguments': {'id': 'nightly'}}"));
        assertEquals("{\"execute\": \"query-jobs\"}", sent("  query-jobs "));
    }

    /** A job called 7 stays a text, where the server wants a text. */
    @Test
    void valuesHaveTheTypesOfTheServer() throws Exception {
        assertEquals("{\"execute\": \"job-pause\", \"arguments\": {\"id\": \"7\"}}", sent("job-pause id=7"));
        assertEquals(
                "{\"execute\": \"blockdev-mirror\", \"arguments\": {\"device\": \"true\", \"speed\": 5, \"auto-dismiss\": false}}",
                sent("blockdev-mirror device=true speed=5 auto-dismiss=off"));
    }

    @Test
    void dotsLeadIntoObjectsAndQuotesKeepSpaces() throws Exception {
        assertEquals(
                "{\"execute\": \"blockdev-add\", \"arguments\": {\"driver\": \"qcow2\", \"file\": {\"driver\": \"file\","
                        + " \"filename\": \"/img/my disk\"}}}",
                sent("blockdev-add driver=qcow2 file.driver=file file.filename=\"/img/my disk\""));
        assertEquals(
                "{\"execute\": \"blockdev-add\", \"arguments\": {\"driver\": \"qcow2\", \"file\": \"node0\"}}",
                sent("blockdev-add driver=qcow2 file=node0"));
    }

    @Test
    void whereTheServerIsUnknownTypesAreGuessed() throws Exception {
        ConsoleParser blind = new ConsoleParser(ServerSchema.NONE);
        assertEquals(
                "{\"execute\": \"x\", \"arguments\": {\"a\": 1, \"b\": true, \"c\": \"d\", \"e\": \"2\", \"f\": [1]}}",
                blind.parse("x a=1 b=true c=d e='2' f=[1]").text());
    }

    @Test
    void whatIsNoCommandIsExplained() {
        assertTrue(complaint("").contains("query-jobs"));
        assertTrue(complaint("job-pause nightly").contains("‘nightly’"));
        assertTrue(complaint("blockdev-mirror speed=fast").contains("‘fast’ for speed"));
        assertTrue(complaint("blockdev-mirror auto-dismiss=1").contains("neither true nor false"));
        assertTrue(complaint("{'execute': ").contains("not JSON"));
        assertTrue(complaint("{'run': 'x'}").contains("execute"));
        assertTrue(complaint("x a=1 a.b=2").contains("a.b=2"));
    }
}
