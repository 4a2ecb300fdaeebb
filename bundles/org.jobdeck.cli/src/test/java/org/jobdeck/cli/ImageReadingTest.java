package org.jobdeck.cli;

import static org.jobdeck.cli.ImageTool.alike;
import static org.jobdeck.cli.ImageTool.in;
import static org.jobdeck.cli.ImageTool.prepare;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The image commands that only read print what QEMU's tool prints, and end as it does. */
class ImageReadingTest {

    @TempDir
    static Path folder;

    static final List<String> IMAGES = List.of(
            "odd.raw",
            "empty.raw",
            "hole.raw",
            "data.raw",
            "v2.qcow2",
            "v3.qcow2",
            "compressed.qcow2",
            "over.qcow2",
            "top.qcow2",
            "small.qcow2",
            "extended.qcow2",
            "lazy.qcow2",
            "huge.qcow2",
            "outside.qcow2");

    @BeforeAll
    static void makeImages() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("odd.raw"), "a file of odd length");
        img("create", "-f", "raw", at("empty.raw"), "0");
        img("create", "-f", "raw", at("hole.raw"), "3M");
        img("create", "-f", "raw", at("data.raw"), "2M");
        io("raw", "data.raw", "write -P 1 0 300k", "write -P 2 1M 4k");
        img("create", "-f", "qcow2", "-o", "compat=0.10", at("v2.qcow2"), "2M");
        io("qcow2", "v2.qcow2", "write -P 1 0 300k", "write -P 2 1M 4k");
        img("create", "-f", "qcow2", at("v3.qcow2"), "2M");
        io("qcow2", "v3.qcow2", "write -P 1 0 300k", "write -z 512k 64k", "write -P 2 1M 4k");
        img("convert", "-c", "-O", "qcow2", at("v3.qcow2"), at("compressed.qcow2"));
        img("create", "-f", "qcow2", "-F", "qcow2", "-b", "v3.qcow2", at("over.qcow2"), "3M");
        io("qcow2", "over.qcow2", "write -P 7 128k 64k", "write -z 0 64k");
        img("create", "-f", "qcow2", "-F", "qcow2", "-b", at("over.qcow2"), at("top.qcow2"), "1536k");
        io("qcow2", "top.qcow2", "write -P 8 192k 512");
        img("create", "-f", "qcow2", "-o", "cluster_size=512,refcount_bits=1", at("small.qcow2"), "1M");
        io("qcow2", "small.qcow2", "write -P 9 1k 100k");
        img("create", "-f", "qcow2", "-o", "extended_l2=on,cluster_size=128k", at("extended.qcow2"), "2M");
        io("qcow2", "extended.qcow2", "write -P 9 4k 20k", "write -z 256k 8k");
        img("create", "-f", "qcow2", "-o", "lazy_refcounts=on", at("lazy.qcow2"), "1G");
        img("create", "-f", "qcow2", "-o", "cluster_size=2M", at("huge.qcow2"), "3T");
        io("qcow2", "huge.qcow2", "write -P 9 2T 1M");
        img("create", "-f", "qcow2", "-o", "data_file=" + at("outside.data"), at("outside.qcow2"), "1M");
        io("qcow2", "outside.qcow2", "write -P 9 64k 64k");
    }

    private static String at(String name) {
        return in(folder, name);
    }

    private static void img(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("qemu-img"));
        command.addAll(List.of(arguments));
        prepare(command.toArray(String[]::new));
    }

    private static void io(String format, String name, String... commands) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("qemu-io", "-f", format));
        for (String one : commands) {
            command.addAll(List.of("-c", one));
        }
        command.add(at(name));
        prepare(command.toArray(String[]::new));
    }

    static List<String> images() {
        return IMAGES;
    }

    @ParameterizedTest
    @MethodSource("images")
    void infoTellsTheSame(String name) throws IOException, InterruptedException {
        alike("info", at(name));
        alike("info", "--output=json", at(name));
        alike("info", "-U", "--backing-chain", at(name));
        alike("info", "--output", "json", "--backing-chain", "-f", name.substring(name.indexOf('.') + 1), at(name));
        alike("info", "-fraw", at(name));
    }

    @ParameterizedTest
    @MethodSource("images")
    void mapTellsTheSame(String name) throws IOException, InterruptedException {
        alike("map", at(name));
        alike("map", "--output=json", at(name));
        alike("map", "-U", "--output=json", "--start-offset=100k", "--max-length", "1M", at(name));
    }

    @ParameterizedTest
    @MethodSource("images")
    void measureTellsTheSame(String name) throws IOException, InterruptedException {
        alike("measure", at(name));
        alike("measure", "-O", "qcow2", at(name));
        alike("measure", "-O", "qcow2", "-o", "cluster_size=4k", "--output=json", at(name));
    }

    @ParameterizedTest
    @MethodSource("images")
    void compareTellsTheSame(String name) throws IOException, InterruptedException {
        for (String other : List.of("v3.qcow2", "v2.qcow2", "top.qcow2", "data.raw", "hole.raw")) {
            alike("compare", at(name), at(other));
            alike("compare", "-s", at(name), at(other));
        }
        alike("compare", "-q", at("data.raw"), at(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "info",
                "info nofile",
                "info a b",
                "info -f foo @data.raw",
                "info -f qcow2 @data.raw",
                "info --frobnicate @data.raw",
                "info --output=xml @data.raw",
                "info --out json @data.raw",
                "info -f",
                "info file:@data.raw",
                "info foo:bar",
                "info .",
                "info --image-opts driver=qcow2,file.filename=@v3.qcow2",
                "measure --image-opts driver=raw,offset=512,size=1024,file.driver=file,file.filename=@v3.qcow2",
                "info --image-opts nonode",
                "map nofile",
                "map --start-offset=1Z @data.raw",
                "map --start-offset=2G --output=json @data.raw",
                "map --max-length=0 @data.raw",
                "compare @data.raw",
                "compare nofile @data.raw",
                "compare @data.raw nofile",
                "compare -T foo @data.raw @data.raw",
                "compare -f qcow2 @data.raw @data.raw",
                "compare -f raw -F qcow2 @v3.qcow2 @v3.qcow2",
                "compare -p @data.raw @v2.qcow2",
                "measure",
                "measure --size 1M @data.raw",
                "measure --size 1M -O foo",
                "measure --size 10G -O qcow2 -o extended_l2=on",
                "measure --size 10G -O qcow2 -o preallocation=full,compat=0.10",
                "measure --size 10G -O qcow2 -o compat=v2",
                "measure --size 10G -O qcow2 -o cluster_size=3",
                "measure --size 10T -O qcow2 -o cluster_size=512",
                "measure --size 100M -O qcow2 -o foo=on",
                "measure --size 8E",
                "frobnicate"
            })
    void oddCommandLinesEndTheSame(String line) throws IOException, InterruptedException {
        alike(line.replace("@", folder + "/").split(" "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "info nofile | Could not open 'nofile': Could not open 'nofile': No such file or directory",
                "info -f foo @data.raw | Could not open '@data.raw': Unknown driver 'foo'",
                "info | Expecting one image file name; 'jobdeck image info --help' shows what there is",
                "info -Z | unrecognized option '-Z'; 'jobdeck image info --help' shows what there is",
                "frob | Command not found: frob; 'jobdeck image --help' shows what there is",
                "map @compressed.qcow2 | File contains external, encrypted or compressed clusters.",
                "measure | Either --size N or one filename must be specified."
            })
    void failuresAreOneSentence(String line, String sentence) {
        TestHost host = new TestHost();
        ImageTool.Outcome outcome =
                ImageTool.ours(host, line.replace("@", folder + "/").split(" "));
        assertEquals(1, outcome.code());
        assertEquals("jobdeck: " + sentence.replace("@", folder + "/"), host.errText());
    }

    @Test
    void aChainThatIsALoopIsRefused() throws IOException, InterruptedException {
        img("create", "-f", "qcow2", at("loop.qcow2"), "1M");
        img("rebase", "-u", "-F", "qcow2", "-b", at("loop.qcow2"), at("loop.qcow2"));
        TestHost host = alike("info", "--backing-chain", at("loop.qcow2"));
        assertTrue(host.errText().endsWith("creates an infinite loop."), host.errText());
    }

    @Test
    void aMissingDataFileIsNoneOfInfosBusiness() throws IOException, InterruptedException {
        img("create", "-f", "qcow2", "-o", "data_file=" + at("gone.data"), at("gone.qcow2"), "1M");
        Files.delete(folder.resolve("gone.data"));
        alike("info", at("gone.qcow2"));
        alike("map", at("gone.qcow2"));
    }
}
