package org.jobdeck.cli;

import static org.jobdeck.cli.ImageTool.in;
import static org.jobdeck.cli.ImageTool.prepare;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code --dry-run} says of commands that change images, while it changes none. */
class ImageDryRunTest {

    /** The refcount of the first cluster of the L2 table, and of one that nothing leads to. */
    private static final List<Long> WRONG_REFCOUNTS = List.of(0x20000 + 2L * 6, 0x20000 + 2L * 40);

    @TempDir
    Path folder;

    @BeforeEach
    void makeImages() throws IOException, InterruptedException {
        prepare("qemu-img", "create", "-f", "qcow2", in(folder, "base"), "4M");
        prepare("qemu-io", "-c", "write -P 1 0 1M", in(folder, "base"));
        prepare("qemu-img", "create", "-f", "qcow2", "-F", "qcow2", "-b", "base", in(folder, "top"));
        prepare("qemu-io", "-c", "write -P 2 1M 64k", "-c", "write -z 2M 64k", in(folder, "top"));
        prepare("qemu-img", "create", "-f", "qcow2", in(folder, "other"), "4M");
        prepare("qemu-io", "-c", "write -P 1 0 512k", in(folder, "other"));
        prepare("qemu-img", "snapshot", "-c", "s", in(folder, "other"));
        prepare("qemu-img", "create", "-f", "qcow2", in(folder, "bits"), "4M");
        prepare("qemu-img", "snapshot", "-c", "s", in(folder, "bits"));
        prepare("qemu-img", "bitmap", "--add", in(folder, "bits"), "b");
        prepare("qemu-img", "create", "-f", "qcow2", in(folder, "damaged"), "4M");
        prepare("qemu-io", "-c", "write -P 1 0 1M", in(folder, "damaged"));
        try (RandomAccessFile file = new RandomAccessFile(in(folder, "damaged"), "rw")) {
            file.setLength(4 << 20);
            for (long place : WRONG_REFCOUNTS) {
                file.seek(place);
                boolean zero = file.readShort() == 0;
                file.seek(place);
                file.writeShort(zero ? 1 : 0);
            }
        }
        Files.write(folder.resolve("plain"), new byte[4096]);
        Files.write(folder.resolve("old"), new byte[0]);
        prepare("qemu-img", "create", "-f", "qcow2", "-o", "compat=0.10", in(folder, "old"), "1M");
    }

    private Map<String, byte[]> files() throws IOException {
        Map<String, byte[]> all = new HashMap<>();
        try (Stream<Path> list = Files.list(folder)) {
            for (Path file : list.toList()) {
                all.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
        return all;
    }

    private ImageTool.Outcome dryRun(TestHost host, String line) throws IOException {
        Map<String, byte[]> before = files();
        List<String> arguments = Stream.concat(
                        Stream.of(line.replace("@", folder + "/").split(" ")), Stream.of("--dry-run"))
                .toList();
        ImageTool.Outcome outcome = ImageTool.ours(host, arguments.toArray(String[]::new));
        Map<String, byte[]> after = files();
        assertEquals(before.keySet(), after.keySet());
        before.forEach((name, bytes) -> assertEquals(-1, java.util.Arrays.mismatch(bytes, after.get(name)), name));
        return outcome;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "commit @top | would write 65536 bytes of '@top' into '@base', and then empty '@top'",
                "commit -d @top | would write 65536 bytes of '@top' into '@base'",
                "commit -b base @top | would write 65536 bytes of '@top' into '@base'",
                "rebase -b other -F qcow2 @top | would copy 524288 bytes into '@top', and then give '@top' the backing"
                        + " file 'other'",
                "rebase -u -b nosuch -F qcow2 @top | would give '@top' the backing file 'nosuch'",
                "rebase -u @top | would take the backing file from '@top'",
                "check -r leaks @damaged | would repair 1 leaked clusters and 0 corruptions in '@damaged', and leave 2"
                        + " corruptions as they are",
                "check -r all @damaged | would repair 1 leaked clusters and 2 corruptions in '@damaged'",
                "snapshot -c new @other | would make the snapshot 'new' in '@other'",
                "snapshot -a 1 @other | would make the disk of '@other' what it was at the snapshot 's' with the ID 1",
                "snapshot -d s @other | would delete the snapshot 's' with the ID 1 from '@other'",
                "bitmap --add --disable @bits new | would add and disable the bitmap 'new' in '@bits'",
                "bitmap --remove @bits b | would remove the bitmap 'b' in '@bits'",
                "bitmap --merge b @bits b | would merge 'b' into the bitmap 'b' in '@bits'"
            })
    void itSaysWhatWouldHappenAndChangesNothing(String line, String sentence) throws IOException {
        TestHost host = new TestHost();
        ImageTool.Outcome outcome = dryRun(host, line);
        assertEquals(0, outcome.code(), host::errText);
        List<String> lines = outcome.out().lines().toList();
        assertEquals(sentence.replace("@", folder + "/"), lines.getFirst());
        assertTrue(lines.get(1).startsWith("there is room for it: "), lines.get(1));
        assertEquals(2, lines.size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "commit @base",
                "commit -b nosuch @top",
                "rebase -b nosuch -F qcow2 @top",
                "rebase -u -b base -F qcow2 -f raw @plain",
                "check -r all -f raw @plain",
                "snapshot -a nosuch @other",
                "snapshot -d nosuch @other",
                "snapshot -a s @bits",
                "bitmap --add @bits b",
                "bitmap --remove @bits nosuch",
                "bitmap --add @old b"
            })
    void itFailsWhereTheCommandWouldFail(String line) throws IOException {
        TestHost dry = new TestHost();
        int code = dryRun(dry, line).code();
        TestHost wet = new TestHost();
        assertEquals(
                ImageTool.ours(wet, line.replace("@", folder + "/").split(" ")).code(), code);
        assertTrue(code != 0, line);
        assertEquals(wet.errText(), dry.errText());
    }

    @Test
    void nothingIsRepairedInAnImageThatWasNotClosed() throws IOException, InterruptedException {
        prepare("qemu-img", "create", "-f", "qcow2", "-o", "lazy_refcounts=on", in(folder, "dirty"), "1M");
        prepare("bash", "-c", "! qemu-io -c 'write 0 64k' -c abort " + in(folder, "dirty"));
        TestHost host = new TestHost();
        assertEquals(0, dryRun(host, "check -r all @dirty").code(), host::errText);
        assertEquals(0, dryRun(new TestHost(), "snapshot -c s @dirty").code(), host::errText);
    }
}
