package org.jobdeck.block;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.List;
import org.jobdeck.json.JsonDocument;
import org.jobdeck.json.JsonParseException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The options that nodes of all drivers have take effect; what is below fails with what must not come to it. */
class NodeSettingsTest {

    private final GraphFixture f = new GraphFixture();

    @AfterEach
    void tearDown() {
        f.close();
    }

    /** A raw node with these options above a disk on which one kind of request fails. */
    private NamedBackend above(String failing, String options) throws BlockException, JsonParseException {
        String json =
                "{'driver':'raw'" + options + ",'file':{'driver':'blkdebug','image':{'driver':'null-co','size':65536},"
                        + "'inject-error':[{'event':'none','iotype':'" + failing + "'}]}}";
        return f.backend(f.graph.open(NodeSpecs.of(JsonDocument.parseObject(json))));
    }

    private static ByteBuffer zeroes() {
        return ByteBuffer.allocate(4099);
    }

    @Test
    void zeroesAreDetectedOnlyWhenAskedFor() throws Exception {
        NamedBackend off = above("write", "");
        assertThrows(BlockException.class, () -> off.pwrite(0, zeroes()));
        for (String mode : List.of("'on'", "'unmap','discard':'unmap'")) {
            NamedBackend on = above("write", ",'detect-zeroes':" + mode);
            ByteBuffer written = zeroes();
            on.pwrite(0, written);
            assertEquals(0, written.remaining());
            assertThrows(BlockException.class, () -> on.pwrite(0, zeroes().put(4098, (byte) 1)));
            assertThrows(BlockException.class, () -> on.pwrite(0, zeroes().put(9, (byte) 1)));
            NamedBackend failing = above("write-zeroes", ",'detect-zeroes':" + mode);
            assertThrows(BlockException.class, () -> failing.pwrite(0, zeroes()));
        }
    }

    @Test
    void discardsAreIgnoredUnlessAskedFor() throws Exception {
        assertDoesNotThrow(() -> above("discard", "").discard(0, 512));
        assertDoesNotThrow(() -> above("discard", ",'discard':'ignore'").discard(0, 512));
        NamedBackend unmapping = above("discard", ",'discard':'unmap'");
        assertThrows(BlockException.class, () -> unmapping.discard(0, 512));
    }

    @Test
    void flushesCanBeLeftOut() throws Exception {
        NamedBackend flushing = above("flush", "");
        flushing.pwrite(0, zeroes());
        assertThrows(BlockException.class, flushing::flush);
        NamedBackend careless = above("flush", ",'cache':{'no-flush':true}");
        careless.pwrite(0, zeroes());
        assertDoesNotThrow(careless::flush);
    }

    @Test
    void childrenTakeOverWhatTheyDoNotSay() throws Exception {
        BlockNode node = above("flush", ",'read-only':false,'cache':{'direct':true}")
                .node()
                .orElseThrow();
        BlockNode below = node.file().orElseThrow().node();
        assertEquals(true, below.settings().direct());
        assertEquals(true, below.settings().unmap());
        assertEquals(false, node.settings().unmap());
    }

    @Test
    void valuesThatCannotBe() {
        BlockException refused = assertThrows(BlockException.class, () -> above("read", ",'detect-zeroes':'perhaps'"));
        assertEquals("Parameter 'detect-zeroes' does not accept value 'perhaps'", refused.getMessage());
        refused = assertThrows(BlockException.class, () -> above("read", ",'discard':'perhaps'"));
        assertEquals("Parameter 'discard' does not accept value 'perhaps'", refused.getMessage());
    }

    @Test
    void forcedSharingLetsWritersBeside() throws Exception {
        NodeSpec spec = NodeSpec.of("raw")
                .readOnly()
                .with("force-share", true)
                .child("file", NodeSpec.of("null-co").named("below"));
        BlockNode node = f.graph.open(spec);
        NamedBackend reader = f.graph.newBackend(Permissions.of(Permission.CONSISTENT_READ), Permissions.NONE);
        reader.insert(node);
        assertEquals(Permissions.ALL, node.file().orElseThrow().permissions().shared());
    }
}
