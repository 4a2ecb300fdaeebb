package org.jobdeck.block;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jobdeck.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A new image is, byte for byte, what qemu-img makes. */
class Qcow2CreateTest {

    @TempDir
    private Path folder;

    private Qcow2Bench bench;

    @BeforeEach
    void setUp() {
        bench = new Qcow2Bench(folder);
    }

    @AfterEach
    void tearDown() {
        bench.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|0",
                "''|512",
                "''|64M",
                "''|1G",
                "''|3T",
                "compat=0.10|64M",
                "compat=0.10,cluster_size=512|64M",
                "cluster_size=512|64M",
                "cluster_size=4k,refcount_bits=1|64M",
                "cluster_size=2M,refcount_bits=64|64M",
                "refcount_bits=8,lazy_refcounts=on|1G",
                "extended_l2=on|64M",
                "extended_l2=on,cluster_size=16k|1G",
                "backing_file=base.raw,backing_fmt=raw|64M",
                "compat=0.10,backing_file=base.raw,backing_fmt=raw|64M",
                "data_file=d.data|64M",
                "data_file=d.data,data_file_raw=on|64M",
                "data_file=d.data,preallocation=metadata|1000448",
                "data_file=d.data,data_file_raw=on|1000448",
                "data_file=d.data,preallocation=falloc|8M",
                "preallocation=metadata|0",
                "preallocation=metadata|64M",
                "preallocation=metadata|1000448",
                "preallocation=metadata,cluster_size=512|9M",
                "preallocation=metadata,cluster_size=4k,refcount_bits=64|99M",
                "preallocation=metadata,extended_l2=on|64M",
                "preallocation=metadata,extended_l2=on,backing_file=base.raw,backing_fmt=raw|64M",
                "preallocation=falloc|64M",
                "preallocation=falloc,cluster_size=4k|64M",
                "preallocation=falloc,cluster_size=512,refcount_bits=64|20M",
                "preallocation=full|1000448",
                "preallocation=full,cluster_size=512|5M",
                "preallocation=full,extended_l2=on|5M",
            })
    void theBytesAreQemus(String options, String size) throws Exception {
        Files.write(folder.resolve("base.raw"), new byte[1 << 20]);
        bench.qemu.create("theirs.qcow2", options.replace("d.data", folder + "/their.data"), size);
        Files.createFile(folder.resolve("ours.qcow2"));
        Files.createFile(folder.resolve("ours1.data"));
        ImageCreation.make(
                bench.f,
                ImageCreation.creation(
                        folder, "ours.qcow2", options.replace("d.data", "ours1.data"), ImageCreation.number(size)));
        byte[] theirs = Files.readAllBytes(folder.resolve("theirs.qcow2"));
        byte[] ours = Files.readAllBytes(folder.resolve("ours.qcow2"));
        if (options.contains("data_file=")) {
            assertEquals(
                    Files.size(folder.resolve("their.data")), Files.size(folder.resolve("ours1.data")), "of the data");
            // the names differ, and are equally long
            int nameEnd = 0x78 + (folder + "/their.data").length();
            Arrays.fill(ours, 0x78, nameEnd, (byte) 0);
            Arrays.fill(theirs, 0x78, nameEnd, (byte) 0);
        }
        int wrong = Arrays.mismatch(theirs, ours);
        assertEquals(-1, wrong, () -> "at 0x" + Integer.toHexString(wrong));
        bench.qemu.run("qemu-img", "check", "-q", "-f", "qcow2", "ours.qcow2");
        assertEquals(List.of(), bench.f.graph.nodes());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cluster_size=1000",
                "cluster_size=256",
                "cluster_size=4M",
                "cluster_size=8k,extended_l2=on",
                "compat=0.10,extended_l2=on",
                "refcount_bits=3",
                "refcount_bits=128",
                "compat=0.10,refcount_bits=8",
                "compat=0.10,lazy_refcounts=on",
                "compat=0.10,data_file=x.data",
                "compat=0.10,compression_type=zstd",
                "data_file_raw=on",
                "backing_fmt=raw",
                "backing_file=base.raw,backing_fmt=raw,preallocation=metadata",
                "backing_file=base.raw,backing_fmt=raw,data_file=x.data,data_file_raw=on",
            })
    void theErrorsAreQemus(String options) throws Exception {
        for (String name : List.of("base.raw", "x.data", "x.qcow2")) {
            Files.write(folder.resolve(name), new byte[0]);
        }
        JsonObject creation = ImageCreation.creation(folder, "x.qcow2", options, 1 << 20);
        String ours = assertThrows(BlockException.class, () -> ImageCreation.make(bench.f, creation))
                .getMessage();
        assertEquals(real(creation), ours);
        assertEquals(List.of(), bench.f.graph.nodes());
    }

    /** The error of a job of the real daemon. */
    private String real(JsonObject creation) throws Exception {
        List<String> lines = new ArrayList<>(List.of(
                "{'execute':'qmp_capabilities'}",
                "{'execute':'blockdev-create','arguments':{'job-id':'c','options':" + creation + "}}",
                "{'execute':'query-jobs'}",
                "{'execute':'quit'}"));
        Process process = new ProcessBuilder("qemu-storage-daemon", "--chardev", "stdio,id=c", "--monitor", "chardev=c")
                .directory(folder.toFile())
                .start();
        process.getOutputStream().write((String.join("\n", lines).replace('\'', '"') + "\n").getBytes());
        process.getOutputStream().flush();
        String answer = new String(process.getInputStream().readAllBytes());
        assertEquals(0, process.waitFor());
        int at = answer.indexOf("\"error\": \"");
        assertTrue(at >= 0, answer);
        return answer.substring(at + 10, answer.indexOf('"', at + 10)).replace("\\'", "'");
    }
}
