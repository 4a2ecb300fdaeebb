package org.jobdeck.cli;

import static org.jobdeck.cli.ImageTool.alike;
import static org.jobdeck.cli.ImageTool.in;
import static org.jobdeck.cli.ImageTool.prepare;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Images in the format qcow2 and chains of them: each test is done by QEMU's tool in one folder and by ours in another, and
 * QEMU's tool judges what came of it.
 */
class ImageChainTest {

    /** The refcount of a cluster that nothing leads to. */
    private static final long LEAK = 0x20000 + 2 * 40;

    /** The first entry of the L2 table, with the flag that its refcount is one. */
    private static final long FLAG = 0x40000;

    @TempDir
    Path real;

    @TempDir
    Path ours;

    private List<Path> both() {
        return List.of(real, ours);
    }

    /** A chain of three images, one beside it, and a copy of what the chain reads as. */
    private void makeChains() throws IOException, InterruptedException {
        for (Path folder : both()) {
            String base = in(folder, "base");
            String middle = in(folder, "mid");
            String top = in(folder, "top");
            prepare("qemu-img", "create", "-f", "qcow2", base, "10M");
            prepare("qemu-io", "-c", "write -P 1 0 3M", "-c", "write -P 9 8M 1M", base);
            prepare("qemu-img", "create", "-f", "qcow2", "-F", "qcow2", "-b", "base", middle, "12M");
            prepare(
                    "qemu-io",
                    "-c",
                    "write -P 2 512k 1M",
                    "-c",
                    "write -z 2M 128k",
                    "-c",
                    "write -P 7 11M 64k",
                    middle);
            prepare("qemu-img", "create", "-f", "qcow2", "-F", "qcow2", "-b", "mid", top);
            prepare("qemu-io", "-c", "write -P 3 1000k 10k", top);
            prepare("qemu-img", "create", "-f", "qcow2", in(folder, "other"), "5M");
            prepare("qemu-io", "-c", "write -P 1 0 1M", "-c", "write -P 5 3M 1M", in(folder, "other"));
            prepare("qemu-img", "convert", "-O", "raw", top, in(folder, "reference"));
        }
    }

    /** Both programs do it in their folders, of which @ is the name. */
    private int run(String line) throws IOException, InterruptedException {
        ImageTool.Outcome expected =
                ImageTool.real(line.replace("@", real + "/").split(" "));
        TestHost host = new TestHost();
        ImageTool.Outcome got =
                ImageTool.ours(host, line.replace("@", ours + "/").split(" "));
        assertEquals(expected.out().replace(real.toString(), ours.toString()), got.out(), host::errText);
        assertEquals(expected.code(), got.code(), host::errText);
        return got.code();
    }

    private void assertReadsAsBefore(String image) throws IOException, InterruptedException {
        for (Path folder : both()) {
            prepare("qemu-img", "compare", in(folder, image), in(folder, "reference"));
            prepare("qemu-img", "check", in(folder, image));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create -f qcow2 @new 64M",
                "create -f qcow2 -o compat=0.10 @new 64M",
                "create -f qcow2 -o cluster_size=512,refcount_bits=1,lazy_refcounts=on @new 1G",
                "create -f qcow2 -o preallocation=metadata @new 10M",
                "create -f qcow2 -o preallocation=full @new 10M",
                "create -f qcow2 -o extended_l2=on,preallocation=metadata @new 10M",
                "create -f qcow2 @new 1000",
                "create -f qcow2 @new 8191P",
                "create -f qcow2 -F qcow2 -u -b nobase @new 5M",
                "create -f qcow2 -F qcow2 -b nobase @new",
                "create -f qcow2 -F qcow2 @new 1M",
                "create -f qcow2 -o compat=0.9 @new 1M",
                "create -f qcow2 -o cluster_size=100 @new 1M",
                "create -f qcow2 -o refcount_bits=x @new 1M",
                "create -f qcow2 -o preallocation=foo @new 1M",
                "create -f qcow2 -o lazy_refcounts=on,compat=v2 @new 1M"
            })
    void imagesAreMadeToTheByte(String line) throws IOException, InterruptedException {
        if (run(line) == 0) {
            assertEquals(-1, Files.mismatch(real.resolve("new"), ours.resolve("new")));
        } else {
            assertTrue(Files.notExists(ours.resolve("new")));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-O qcow2",
                "-O qcow2 -o compat=0.10",
                "-O qcow2 -o cluster_size=512",
                "-O qcow2 -o cluster_size=2M -W",
                "-O qcow2 -o extended_l2=on",
                "-O qcow2 -c",
                "-O qcow2 -c -o cluster_size=4k -m 2",
                "-O qcow2 -S 0",
                "-O raw",
                "-O qcow2 -B mid -F qcow2"
            })
    void copiesReadAsTheirSource(String options) throws IOException, InterruptedException {
        makeChains();
        assertEquals(0, run("convert " + options + " @top @copy"));
        assertCopied("copy", options.contains("raw"));
    }

    private void assertCopied(String image, boolean raw) throws IOException, InterruptedException {
        if (raw) {
            assertEquals(-1, Files.mismatch(ours.resolve(image), ours.resolve("reference")));
        } else {
            assertReadsAsBefore(image);
        }
    }

    @Test
    void aRebasedImageReadsAsBefore() throws IOException, InterruptedException {
        makeChains();
        assertEquals(0, run("rebase -b other -F qcow2 @top"));
        assertReadsAsBefore("top");
        assertEquals(0, run("rebase -f qcow2 -b mid -F qcow2 -t none @top"));
        assertReadsAsBefore("top");
        assertEquals(0, run("rebase -u -b nosuch -F qcow2 @top"));
    }

    @Test
    void aCommittedImageAndItsBackingFileReadAlike() throws IOException, InterruptedException {
        makeChains();
        assertEquals(0, run("commit -d @top"));
        assertReadsAsBefore("mid");
        assertReadsAsBefore("top");
        assertEquals(0, run("commit -q -b base -d @top"));
        assertReadsAsBefore("base");
    }

    @Test
    void aCommittedImageIsEmptyUnlessItIsToBeLeft() throws IOException, InterruptedException {
        makeChains();
        assertEquals(0, run("commit -d @top"));
        assertEquals(0, run("check @top"));
        assertEquals(0, run("commit @top"));
        assertReadsAsBefore("mid");
        assertReadsAsBefore("top");
        // how many clusters it has, and where it ends
        assertEquals(0, run("check @top"));
        assertEquals(0, run("commit -b base @mid"));
        assertEquals(0, run("check @mid"));
        prepareBoth("qemu-img", "snapshot", "-c", "s", "mid");
        assertEquals(0, run("commit @mid"));
        assertReadsAsBefore("base");
        for (Path folder : both()) {
            prepare("qemu-img", "check", in(folder, "mid"));
            prepare("qemu-img", "snapshot", "-a", "s", in(folder, "mid"));
        }
        assertReadsAsBefore("mid");
    }

    private void prepareBoth(String program, String command, String option, String value, String image)
            throws IOException, InterruptedException {
        for (Path folder : both()) {
            prepare(program, command, option, value, in(folder, image));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rebase @top",
                "rebase -b base @top",
                "rebase -b base -F foo @top",
                "rebase -b nosuch -F qcow2 @top",
                "rebase -b base -F qcow2 @nosuch",
                "commit @base",
                "commit -b nosuch @top",
                "commit @nosuch",
                "commit",
                "snapshot @base",
                "snapshot -l @base",
                "snapshot -a nosuch @base",
                "snapshot -d nosuch @base",
                "snapshot -c a -d b @base",
                "snapshot -c a @reference",
                "snapshot -a a @reference",
                "check @reference",
                "check @nosuch",
                "check -r some @base",
                "check --output=xml @base",
                "resize @base 20M",
                "resize --shrink @base 5M",
                "resize --preallocation=metadata @base 20M",
                "resize --preallocation=falloc @base 5M",
                "resize --preallocation=foo @base 20M",
                "resize @base 5M",
                "resize @base 20000001"
            })
    void theRestEndsTheSame(String line) throws IOException, InterruptedException {
        makeChains();
        run(line);
        for (String image : List.of("base", "mid", "top")) {
            prepare("qemu-img", "compare", in(real, image), in(ours, image));
        }
    }

    @Test
    void snapshotsAreKeptAndApplied() throws IOException, InterruptedException {
        String image = in(ours, "image");
        prepare("qemu-img", "create", "-f", "qcow2", image, "4M");
        prepare("qemu-io", "-c", "write -P 1 0 1M", image);
        prepare("qemu-img", "convert", "-O", "raw", image, in(ours, "before"));
        assertEquals(
                0,
                ImageTool.ours(new TestHost(), "snapshot", "-c", "one", image).code());
        prepare("qemu-io", "-c", "write -P 2 0 2M", image);
        assertEquals(
                0,
                ImageTool.ours(new TestHost(), "snapshot", "-c", "two", image).code());
        alike("snapshot", "-l", image);
        alike("info", image);
        alike("info", "--output=json", image);
        assertEquals(
                0,
                ImageTool.ours(new TestHost(), "snapshot", "-a", "one", image).code());
        prepare("qemu-img", "compare", image, in(ours, "before"));
        assertEquals(
                0, ImageTool.ours(new TestHost(), "snapshot", "-d", "1", image).code());
        alike("snapshot", "-l", image);
        alike("check", image);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bitmap --add @base b2",
                "bitmap --add -g 4k @base b2",
                "bitmap --add --disable @base b2",
                "bitmap --enable --disable --clear @base b1",
                "bitmap --remove @base b1",
                "bitmap --merge b1 @base b0",
                "bitmap --merge b1 -b @mid -F qcow2 @base b0",
                "bitmap --add @base b1",
                "bitmap --add -g 3 @base b2",
                "bitmap --remove @base nosuch",
                "bitmap --merge nosuch @base b1",
                "bitmap -g 4k --clear @base b1",
                "bitmap @base b1",
                "bitmap --add @base",
                "bitmap --add @nosuch b1",
                "measure -O qcow2 @base"
            })
    void bitmapsAreKept(String line) throws IOException, InterruptedException {
        makeChains();
        for (Path folder : both()) {
            for (String image : List.of(in(folder, "base"), in(folder, "mid"))) {
                prepare("qemu-img", "bitmap", "--add", image, "b0");
                prepare("qemu-img", "bitmap", "--add", "-g", "32k", image, "b1");
                prepare("qemu-io", "-c", "write -P 1 1M 100k", image);
            }
        }
        run(line);
        ImageTool.Outcome told = ImageTool.real("info", in(ours, "base"));
        ImageTool.Outcome expected = ImageTool.real("info", in(real, "base"));
        assertEquals(bitmapsOf(expected), bitmapsOf(told));
        alike("info", in(ours, "base"));
        alike("info", "--output=json", in(ours, "base"));
        prepare("qemu-img", "check", in(ours, "base"));
    }

    private static String bitmapsOf(ImageTool.Outcome info) {
        String out = info.out();
        return out.substring(out.indexOf("Format specific"));
    }

    @ParameterizedTest
    @ValueSource(longs = {0x20000 + 2 * 6, LEAK, FLAG})
    void damageIsFoundAndRepaired(long place) throws IOException, InterruptedException {
        for (Path folder : both()) {
            String image = in(folder, "image");
            prepare("qemu-img", "create", "-f", "qcow2", image, "4M");
            prepare("qemu-io", "-c", "write -P 1 0 1M", image);
            try (RandomAccessFile file = new RandomAccessFile(image, "rw")) {
                file.setLength(4 << 20);
                file.seek(place);
                boolean zero = file.readShort() == 0;
                file.seek(place);
                file.writeShort(zero ? 1 : 0);
            }
        }
        run("check @image");
        run("check --output=json @image");
        if (place == LEAK || place == FLAG) {
            run("check -r leaks @image");
        }
        assertEquals(0, runRepair());
        prepare("qemu-img", "check", in(ours, "image"));
    }

    private int runRepair() {
        return ImageTool.ours(new TestHost(), "check", "-q", "-r", "all", in(ours, "image"))
                .code();
    }
}
