package org.jobdeck.block;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jobdeck.json.JsonDocument;
import org.jobdeck.json.JsonParseException;
import org.junit.jupiter.api.Test;

/** Descriptions of nodes in the form of the monitor protocol. */
class NodeSpecsTest {

    private static NodeSpec read(String json) throws JsonParseException {
        return NodeSpecs.of(JsonDocument.parseObject(json));
    }

    @Test
    void optionsAreKeptByNameAndChildrenApart() throws Exception {
        NodeSpec spec = read("""
                {"driver": "raw", "node-name": "n", "read-only": true, "cache": {"direct": true}, "offset": 512,
                 "file": {"driver": "blkdebug", "inject-error": [{"event": "none", "once": true}], "image": "x"}}""");
        NodeSpec below = NodeSpec.of("blkdebug")
                .with("inject-error", List.of(Map.of("event", "none", "once", true)))
                .child("image", NodeRef.existing("x"));
        NodeSpec expected = NodeSpec.of("raw")
                .named("n")
                .readOnly()
                .with("cache", Map.of("direct", true))
                .with("offset", 512L)
                .child("file", below);
        assertEquals(expected, spec);
    }

    @Test
    void aNodeNeedsNoName() throws Exception {
        assertEquals(Optional.empty(), read("{\"driver\": \"null-co\"}").nodeName());
    }
}
