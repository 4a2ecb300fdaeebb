package org.jobdeck.cli;

import static org.jobdeck.cli.ImageTool.in;
import static org.jobdeck.cli.ImageTool.prepare;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The image commands that write make the same files as QEMU's tool, and print and end as it does. */
class ImageWritingTest {

    @TempDir
    Path folder;

    @BeforeEach
    void makeImages() throws IOException, InterruptedException {
        prepare("qemu-img", "create", "-f", "qcow2", at("base.qcow2"), "3M");
        prepare("qemu-io", "-c", "write -P 1 0 100k", "-c", "write -P 2 1M 1M", at("base.qcow2"));
        prepare("qemu-img", "create", "-f", "qcow2", "-F", "qcow2", "-b", "base.qcow2", at("over.qcow2"), "4000k");
        prepare("qemu-io", "-c", "write -P 3 64k 64k", "-c", "write -z 1M 64k", at("over.qcow2"));
        prepare("qemu-img", "convert", "-c", "-O", "qcow2", at("over.qcow2"), at("compressed.qcow2"));
        prepare("qemu-img", "convert", "-O", "raw", at("over.qcow2"), at("plain.raw"));
        Files.writeString(folder.resolve("odd.raw"), "a file of odd length");
        Files.createFile(folder.resolve("empty.raw"));
    }

    private String at(String name) {
        return in(folder, name);
    }

    /** Both programs do it, each to a file of its own, marked by %; returns the exit code. */
    private int both(String line) throws IOException, InterruptedException {
        String whole = line.replace("@", folder + "/");
        ImageTool.Outcome real = ImageTool.real(whole.replace("%", "real.img").split(" "));
        TestHost host = new TestHost();
        ImageTool.Outcome ours =
                ImageTool.ours(host, whole.replace("%", "ours.img").split(" "));
        assertEquals(
                new ImageTool.Outcome(real.out().replace("real.img", "ours.img"), real.code()), ours, host::errText);
        return ours.code();
    }

    /** QEMU's tool leaves a useless file behind now and then; ours does not. */
    private void assertSameFilesOrNone(int code) throws IOException {
        if (code == 0) {
            assertSameFiles();
        } else {
            assertFalse(Files.exists(folder.resolve("ours.img")));
        }
    }

    private void assertSameFiles() throws IOException {
        Path real = folder.resolve("real.img");
        Path ours = folder.resolve("ours.img");
        assertEquals(Files.exists(real), Files.exists(ours));
        if (Files.exists(real)) {
            assertEquals(-1, Files.mismatch(real, ours));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create @% 1M",
                "create @% 1000",
                "create -f raw @% 1.5k",
                "create @% 0",
                "create -q @% 0x1000",
                "create -o preallocation=full @% 1M",
                "create -o preallocation=falloc,size=64k @%",
                "create -o nocow=on,extent_size_hint=4k @% 1b",
                "create -o preallocation=foo @% 1M",
                "create -o preallocation=metadata @% 1M",
                "create -o foo=1 @% 1M",
                "create -o ,size=1 @%",
                "create -o size @%",
                "create -o nocow=maybe @% 1",
                "create -b base.qcow2 -F qcow2 @%",
                "create @%",
                "create @% 1Z",
                "create @% 9E",
                "create @% 7.9E",
                "create @% 1.5",
                "create @% 1 2",
                "create @% -- -5",
                "create @nowhere/% 1M",
                "create -f foo @% 1M",
                "create -o help",
                "create -f qcow2 -o help @%",
                "create"
            })
    void createMakesTheSame(String line) throws IOException, InterruptedException {
        assertSameFilesOrNone(both(line));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "convert @plain.raw @%",
                "convert -f raw -O raw @odd.raw @%",
                "convert @empty.raw @%",
                "convert @base.qcow2 @%",
                "convert -O raw @over.qcow2 @%",
                "convert -m 1 @compressed.qcow2 @%",
                "convert -m16 -W @over.qcow2 @%",
                "convert -S 0 @over.qcow2 @%",
                "convert -S 64k @plain.raw @%",
                "convert -t none -T writethrough -U -q @over.qcow2 @%",
                "convert @odd.raw @over.qcow2 @base.qcow2 @%",
                "convert -o preallocation=full @plain.raw @%",
                "convert --image-opts driver=qcow2,file.filename=@over.qcow2 @%",
                "convert -p @empty.raw @%",
                "convert @nofile @%",
                "convert @plain.raw @nowhere/%",
                "convert -O foo @plain.raw @%",
                "convert -o foo=1 @plain.raw @%",
                "convert -c @plain.raw @%",
                "convert -m 0 @plain.raw @%",
                "convert -S 3 @plain.raw @%",
                "convert -r x @plain.raw @%",
                "convert -t foo @plain.raw @%",
                "convert -C -c @plain.raw @%",
                "convert -C -S 4k @plain.raw @%",
                "convert --target-is-zero @plain.raw @%",
                "convert --target-image-opts @plain.raw @%",
                "convert -n @plain.raw @%",
                "convert @plain.raw",
                "convert"
            })
    void convertMakesTheSame(String line) throws IOException, InterruptedException {
        assertSameFilesOrNone(both(line));
    }

    @ParameterizedTest
    @ValueSource(strings = {"convert -n @over.qcow2 @%", "convert -n -S 0 @over.qcow2 @%", "convert -n @odd.raw @%"})
    void convertIntoAnImageThatIsThere(String line) throws IOException, InterruptedException {
        byte[] old = new byte[4 << 20];
        Arrays.fill(old, (byte) 0x55);
        Files.write(folder.resolve("real.img"), old);
        Files.write(folder.resolve("ours.img"), old);
        both(line);
        assertSameFiles();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "resize -f raw @% 8M",
                "resize -f raw @% +1k",
                "resize -f raw @% 5000001",
                "resize -f raw @% 1M",
                "resize -f raw --shrink @% 1M",
                "resize -f raw --shrink @% -1k",
                "resize -f raw --shrink @% -100M",
                "resize -q -f raw @% 8M",
                "resize -f raw @% 0",
                "resize -f raw @% abc",
                "resize -f raw @% +",
                "resize @%",
                "resize",
                "resize -f raw @% 1 2",
                "resize nofile 1M"
            })
    void resizeDoesTheSame(String line) throws IOException, InterruptedException {
        Files.copy(folder.resolve("plain.raw"), folder.resolve("real.img"));
        Files.copy(folder.resolve("plain.raw"), folder.resolve("ours.img"));
        both(line);
        assertSameFiles();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create --dry-run @% 1M",
                "convert --dry-run @over.qcow2 @%",
                "convert --dry-run -n @plain.raw @plain.raw",
                "resize --dry-run -f raw @plain.raw 8M"
            })
    void aDryRunChangesNothing(String line) throws IOException {
        byte[] before = Files.readAllBytes(folder.resolve("plain.raw"));
        TestHost host = new TestHost();
        ImageTool.Outcome outcome = ImageTool.ours(
                host, line.replace("@", folder + "/").replace("%", "ours.img").split(" "));
        assertEquals(0, outcome.code(), host::errText);
        assertTrue(outcome.out().startsWith("would "), outcome.out());
        assertTrue(outcome.out().contains("there is room for it"), outcome.out());
        assertFalse(Files.exists(folder.resolve("ours.img")));
        assertEquals(-1, Arrays.mismatch(before, Files.readAllBytes(folder.resolve("plain.raw"))));
    }

    @Test
    void aCancelledCopyLeavesNoFileBehind() throws InterruptedException {
        TestHost host = new TestHost();
        Thread canceller = Thread.ofVirtual().start(() -> {
            while (host.interrupts.isEmpty() || !Files.exists(folder.resolve("ours.img"))) {
                Thread.onSpinWait();
            }
            host.interrupt();
        });
        ImageTool.Outcome outcome = ImageTool.ours(host, "convert", "-r", "512k", at("plain.raw"), at("ours.img"));
        canceller.join();
        assertEquals(130, outcome.code());
        assertEquals("jobdeck: Operation canceled", host.errText());
        assertFalse(Files.exists(folder.resolve("ours.img")));
    }

    @Test
    void sourcesAreNotWritten() throws IOException {
        for (String name : List.of("base.qcow2", "over.qcow2", "plain.raw")) {
            byte[] before = Files.readAllBytes(folder.resolve(name));
            TestHost host = new TestHost();
            assertEquals(
                    0, ImageTool.ours(host, "convert", at(name), at("copy.raw")).code());
            assertEquals(-1, Arrays.mismatch(before, Files.readAllBytes(folder.resolve(name))));
        }
    }
}
