package org.jobdeck.source.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.jobdeck.job.driver.OptionKind;
import org.jobdeck.job.driver.OptionSpec;
import org.jobdeck.source.schema.RealServers;
import org.jobdeck.source.schema.ServerSchema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaFieldsTest {

    private static ServerSchema schema(String which) {
        return RealServers.schema(which);
    }

    private static List<OptionSpec> fields(String which, JobKind kind) {
        return SchemaFields.of(schema(which), kind, name -> "about " + name);
    }

    private static List<String> names(List<OptionSpec> fields) {
        return fields.stream().map(OptionSpec::name).toList();
    }

    private static OptionSpec field(List<OptionSpec> fields, String name) {
        return fields.stream()
                .filter(spec -> spec.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"daemon-7.2.22", "system-10.0.2"})
    void whatMustBeGivenComesFirstAndTheCommonNext(String which) {
        List<OptionSpec> mirror = fields(which, JobKind.MIRROR);
        assertEquals(
                List.of("device", "target", "sync", "copy-mode", "speed"),
                names(mirror).subList(0, 5));
        assertTrue(SchemaFields.isShownFirst(JobKind.MIRROR, field(mirror, "speed")));
        assertFalse(SchemaFields.isShownFirst(JobKind.MIRROR, field(mirror, "buf-size")));
        assertEquals("about speed", field(mirror, "speed").help());
    }

    @Test
    void kindsFollowFromTypesAndNames() {
        List<OptionSpec> mirror = fields("daemon-7.2.22", JobKind.MIRROR);
        assertEquals(OptionKind.NODE, field(mirror, "device").kind());
        assertEquals(OptionKind.RATE, field(mirror, "speed").kind());
        assertEquals(OptionKind.SIZE, field(mirror, "granularity").kind());
        assertEquals(OptionKind.CHOICE, field(mirror, "copy-mode").kind());
        assertEquals(OptionKind.TEXT, field(mirror, "filter-node-name").kind());
        assertEquals(List.of("top", "full", "none"), field(mirror, "sync").choices(), "what mirrors take");
        assertTrue(
                field(fields("daemon-7.2.22", JobKind.BACKUP), "sync").choices().contains("bitmap"));
        assertEquals(
                OptionKind.FLAG,
                field(fields("daemon-7.2.22", JobKind.BACKUP), "compress").kind());
    }

    @Test
    void whatShouldNotBeUsedIsLeftOut() {
        assertFalse(names(fields("daemon-7.2.22", JobKind.COMMIT)).contains("base"));
        assertFalse(names(fields("daemon-7.2.22", JobKind.BACKUP)).contains("x-perf"));
        assertFalse(names(fields("daemon-7.2.22", JobKind.BACKUP)).contains("auto-dismiss"));
    }

    @Test
    void aLaterServerHasMore() {
        assertFalse(names(fields("daemon-7.2.22", JobKind.BACKUP)).contains("discard-source"));
        assertTrue(names(fields("daemon-10.0.2", JobKind.BACKUP)).contains("discard-source"));
    }

    @Test
    void imagesHaveTheOptionsOfTheirFormat() {
        ServerSchema schema = schema("daemon-10.0.2");
        assertEquals("qcow2", SchemaFields.imageFormats(schema).getFirst());
        assertTrue(SchemaFields.imageFormats(schema).contains("raw"));
        assertTrue(names(SchemaFields.image(schema, "qcow2", n -> "")).contains("cluster-size"));
        assertFalse(names(SchemaFields.image(schema, "raw", n -> "")).contains("cluster-size"));
        assertEquals(List.of(), SchemaFields.imageFormats(ServerSchema.NONE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"daemon-7.2.22", "daemon-10.0.2"})
    void onlyBackupsJoinTransactions(String which) {
        assertTrue(JobKind.BACKUP.joinsTransactions(schema(which)));
        assertFalse(JobKind.MIRROR.joinsTransactions(schema(which)));
        assertFalse(JobKind.BACKUP.joinsTransactions(ServerSchema.NONE));
    }
}
