package org.jobdeck.source.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.jobdeck.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What real servers tell about themselves. */
class ServerSchemaTest {

    private static ServerSchema schema(String which) {
        return RealServers.schema(which);
    }

    private static SchemaMember argument(ServerSchema schema, String command, String name) {
        return schema.argument(command, name).orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"daemon-7.2.22", "system-7.2.22", "daemon-10.0.2", "system-10.0.2"})
    void argumentsHaveTypesAndMayBeOptional(String which) {
        ServerSchema schema = schema(which);
        assertTrue(schema.hasCommand("blockdev-mirror"));
        assertEquals(
                new ValueType.Text(),
                argument(schema, "blockdev-mirror", "device").type());
        assertFalse(argument(schema, "blockdev-mirror", "device").optional());
        assertEquals(
                new ValueType.Whole(),
                argument(schema, "blockdev-mirror", "speed").type());
        assertTrue(argument(schema, "blockdev-mirror", "speed").optional());
        assertEquals(
                new ValueType.Flag(),
                argument(schema, "blockdev-mirror", "auto-dismiss").type());
        assertEquals(
                new ValueType.Choice(List.of("top", "full", "none", "incremental", "bitmap"), List.of()),
                argument(schema, "blockdev-mirror", "sync").type());
        assertTrue(schema.events().contains("JOB_STATUS_CHANGE"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"daemon-7.2.22", "daemon-10.0.2"})
    void theDriverSaysWhatAnImageNeeds(String which) {
        ServerSchema schema = schema(which);
        List<String> bare = schema.arguments("blockdev-add").stream()
                .map(SchemaMember::name)
                .toList();
        List<String> file = schema.arguments("blockdev-add", JsonObject.of("driver", "file")).stream()
                .map(SchemaMember::name)
                .toList();
        assertFalse(bare.contains("filename"));
        assertTrue(file.containsAll(List.of("driver", "node-name", "filename")));
        ValueType.Struct options = (ValueType.Struct)
                argument(schema, "blockdev-create", "options").type();
        assertTrue(schema.cases(options.name()).containsAll(List.of("file", "qcow2")));
        List<String> qcow2 = schema.members(options.name(), JsonObject.of("driver", "qcow2")).stream()
                .map(SchemaMember::name)
                .toList();
        assertTrue(qcow2.containsAll(List.of("file", "size", "cluster-size")), qcow2.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"daemon-7.2.22", "daemon-10.0.2"})
    void aFileMayBeANodeOrAnObject(String which) {
        ServerSchema schema = schema(which);
        ValueType.Either file = schema.arguments("blockdev-add", JsonObject.of("driver", "qcow2")).stream()
                .filter(member -> member.name().equals("file"))
                .map(member -> (ValueType.Either) member.type())
                .findFirst()
                .orElseThrow();
        assertTrue(file.types().stream().map(schema::type).anyMatch(ValueType.Text.class::isInstance));
        assertTrue(file.types().stream().map(schema::type).anyMatch(ValueType.Struct.class::isInstance));
    }

    @Test
    void whatIsDeprecatedOrUnstableIsMarked() {
        ServerSchema schema = schema("daemon-7.2.22");
        assertTrue(schema.isDeprecated("drive-backup"));
        assertFalse(schema.isDeprecated("blockdev-backup"));
        assertFalse(schema.isDeprecated("no-such-command"));
        assertTrue(argument(schema, "block-commit", "base").isDeprecated());
        assertFalse(argument(schema, "block-commit", "base-node").isDeprecated());
        assertTrue(argument(schema, "blockdev-backup", "x-perf").isUnstable());
    }

    @Test
    void versionsDiffer() {
        assertFalse(schema("daemon-7.2.22").hasCommand("block-job-change"));
        assertTrue(schema("daemon-10.0.2").hasCommand("block-job-change"));
        assertTrue(schema("daemon-7.2.22")
                .argument("blockdev-backup", "discard-source")
                .isEmpty());
        assertTrue(schema("daemon-10.0.2")
                .argument("blockdev-backup", "discard-source")
                .isPresent());
        assertTrue(schema("system-10.0.2").hasCommand("query-status"));
        assertFalse(schema("daemon-10.0.2").hasCommand("query-status"));
    }

    @Test
    void whatIsNotKnownIsAnything() {
        assertEquals(List.of(), ServerSchema.NONE.arguments("blockdev-mirror"));
        assertEquals(new ValueType.Any(), ServerSchema.NONE.type("7"));
        assertEquals(List.of(), ServerSchema.NONE.members("7", JsonObject.empty()));
    }
}
