package org.jobdeck.block;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jobdeck.json.JsonArray;
import org.jobdeck.json.JsonDocument;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Images of every kind, made and written by the real programs and by this one: both find in them what was written, at the
 * same places, and the real check finds no fault.
 */
class Qcow2MatrixTest {

    private static final String TOP = "top.qcow2";

    @TempDir
    private Path folder;

    private Qcow2Bench bench;

    /** One image of a chain and what is done to it. */
    private record Layer(String name, long size, String options, boolean raw, List<DiskChange> changes) {}

    @BeforeEach
    void setUp() {
        bench = new Qcow2Bench(folder);
    }

    @AfterEach
    void tearDown() {
        bench.close();
    }

    @ParameterizedTest
    @MethodSource("org.jobdeck.block.MatrixCase#some")
    void bothProgramsAgree(MatrixCase each) throws Exception {
        List<Layer> layers = layers(each);
        try (SparseFile model = model(each, layers)) {
            theirs(layers);
            assertAgrees(layers, model);
            ours(layers);
            assertAgrees(layers, model);
        }
    }

    @ParameterizedTest
    @MethodSource("org.jobdeck.block.MatrixCase#all")
    @Tag("long")
    void bothProgramsAgreeOnAllKinds(MatrixCase each) throws Exception {
        bothProgramsAgree(each);
    }

    /** Lowest first. */
    private static List<Layer> layers(MatrixCase each) {
        Random random = new Random(each.toString().hashCode());
        List<Layer> layers = new ArrayList<>();
        String backing = "";
        for (int i = 0; i <= each.below().size(); i++) {
            boolean top = i == each.below().size();
            boolean raw = !top && each.below().get(i).raw();
            long size = top ? each.size() : each.below().get(i).size(each.size());
            String format = top ? each.format() : each.formatBelow();
            String name = top ? TOP : "below" + i + (raw ? ".raw" : ".qcow2");
            String options = "cluster_size=" + each.cluster() + (format.isEmpty() ? "" : "," + format) + backing;
            boolean compress = !raw && (!top || each.canCompress());
            layers.add(new Layer(name, size, options, raw, DiskChange.some(random, size, each.cluster(), compress)));
            backing = ",backing_file=" + name + ",backing_fmt=" + (raw ? "raw" : "qcow2");
        }
        return layers;
    }

    /** What the top must hold in the end; a raw image is a copy of it. */
    private SparseFile model(MatrixCase each, List<Layer> layers) throws Exception {
        SparseFile model = new SparseFile(folder.resolve("model.raw"));
        for (Layer layer : layers) {
            model.setLength(layer.size());
            // without zero clusters, what is below would show through
            boolean forgets =
                    !layer.options().contains("compat=0.10") || !layer.options().contains("backing_file");
            for (DiskChange change : layer.changes()) {
                if (!layer.raw() || change.kind() != DiskChange.Kind.DISCARD) {
                    change.applyTo(model, each.cluster(), forgets);
                }
            }
            if (layer.raw()) {
                bench.qemu.run("cp", "--sparse=always", "model.raw", layer.name());
            }
        }
        return model;
    }

    /** In one process for all writes. */
    private void theirs(List<Layer> layers) throws Exception {
        List<String> io = new ArrayList<>(List.of("qemu-io"));
        for (Layer layer : layers) {
            if (!layer.raw()) {
                bench.qemu.create(layer.name(), layer.options(), String.valueOf(layer.size()));
                io.addAll(List.of("-c", "open -d unmap -o driver=qcow2 " + layer.name()));
                layer.changes().forEach(change -> io.addAll(List.of("-c", change.forQemu())));
                io.addAll(List.of("-c", "close"));
            }
        }
        String output = bench.qemu.run(io.toArray(String[]::new));
        assertTrue(!output.contains("failed") && !output.contains("an't"), output);
    }

    private void ours(List<Layer> layers) throws Exception {
        Files.deleteIfExists(folder.resolve("top.data"));
        Files.createFile(folder.resolve("top.data"));
        for (Layer layer : layers) {
            if (!layer.raw()) {
                Files.deleteIfExists(folder.resolve(layer.name()));
                Files.createFile(folder.resolve(layer.name()));
                ImageCreation.make(
                        bench.f, ImageCreation.creation(folder, layer.name(), layer.options(), layer.size()));
                NamedBackend disk = bench.open(layer.name());
                for (DiskChange change : layer.changes()) {
                    change.applyTo(disk);
                }
                disk.close();
            }
        }
    }

    private void assertAgrees(List<Layer> layers, SparseFile model) throws Exception {
        for (Layer layer : layers) {
            if (!layer.raw()) {
                bench.qemu.run("qemu-img", "check", "-q", "-f", "qcow2", layer.name());
            }
        }
        bench.qemu.run("qemu-img", "compare", "-q", "-f", "qcow2", "-F", "raw", TOP, "model.raw");
        NamedBackend disk = bench.openToRead(TOP);
        assertEquals(model.length(), disk.length());
        assertReads(layers, model, disk);
        assertMap(disk.node().orElseThrow());
        disk.close();
    }

    /** All that was changed anywhere, and what is around it. */
    private static void assertReads(List<Layer> layers, SparseFile model, NamedBackend disk) throws Exception {
        for (Layer layer : layers) {
            for (DiskChange change : layer.changes()) {
                long from = Math.max(0, change.at() - 5_000);
                long to = Math.min(model.length(), change.at() + change.length() + 5_000);
                if (from < to) {
                    byte[] expected = model.read(from, (int) (to - from));
                    int wrong = Arrays.mismatch(expected, Qcow2Bench.read(disk, from, expected.length));
                    assertEquals(-1, wrong, () -> "differs at " + (from + wrong) + " where " + change);
                }
            }
        }
    }

    /** What is where, as qemu-img sees it through all images. */
    private void assertMap(BlockNode top) throws Exception {
        String map = bench.qemu.run("qemu-img", "map", "-f", "qcow2", "--output=json", TOP);
        for (JsonValue item : ((JsonArray) JsonDocument.parse(map)).items()) {
            JsonObject run = (JsonObject) item;
            long start = run.integer("start").orElseThrow();
            long end = start + run.integer("length").orElseThrow();
            for (long at = start; at < end; ) {
                at += assertRun(top, run, start, at, end);
            }
        }
    }

    private static long assertRun(BlockNode top, JsonObject run, long start, long at, long end) throws BlockException {
        BlockNode node = top;
        BlockStatus status = node.blockStatus(at, end - at);
        int depth = 0;
        while (!status.data() && !status.zero() && node.cowChild().isPresent()) {
            node = node.cowChild().orElseThrow().node();
            status = node.blockStatus(at, status.bytes());
            depth++;
        }
        BlockStatus found = status;
        String text = run + " and at " + at + " " + found;
        assertEquals(run.integer("depth").orElseThrow(), depth, text);
        assertEquals(run.bool("data").orElseThrow(), found.data(), text);
        // QEMU may guess that the image is preallocated, and then looks for holes where data would be
        if (!found.data() || found.zero()) {
            assertEquals(run.bool("zero").orElseThrow(), found.zero(), text);
        }
        assertEquals(run.bool("present").orElseThrow(), found.allocated(), text);
        Optional<Long> offset = run.integer("offset").map(first -> first + at - start);
        assertEquals(offset, found.offset(), text);
        return found.bytes();
    }
}
