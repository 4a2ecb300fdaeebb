package org.jobdeck.block;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Images that are none, or are damaged: refused with QEMU's text, or read as far as that goes. */
class Qcow2MalformedTest {

    @TempDir
    private Path folder;

    private GraphFixture f;
    private QemuTools qemu;

    @BeforeEach
    void setUp() {
        f = new GraphFixture();
        qemu = new QemuTools(folder);
    }

    @AfterEach
    void tearDown() {
        f.close();
    }

    private NodeSpec spec(Path file) {
        return NodeSpec.of("qcow2")
                .child("file", new FileOptions(file.toString(), true).toSpec())
                .readOnly();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0|58585858|Image is not in qcow2 format",
                "4|00000004|Unsupported qcow2 version 4",
                "20|00000008|Unsupported cluster size: 2^8",
                "20|00000016|Unsupported cluster size: 2^22",
                "100|00000060|qcow2 header too short",
                "100|01000000|qcow2 header exceeds cluster size",
                "8|0000000001000000|Invalid backing file offset",
                "8|000000000000023000000400|Backing file name too long",
                "72|0000000000000020|Unsupported qcow2 feature(s): Unknown incompatible feature: 20",
                "72|8000000000000020|Unsupported qcow2 feature(s): Unknown incompatible feature: 8000000000000020",
                "72|0000000000000004|'data-file' is required for this image",
                "72|0000000000000008|qcow2: Compression type incompatible feature bit must not be set",
                "96|00000007|Reference count entry width too large; may not exceed 64 bits",
                "104|01|qcow2: Compression type incompatible feature bit must be set",
                "104|05|qcow2: unknown compression type: 5",
                "32|00000003|Unsupported encryption method 3",
                "36|00000000|L1 table is too small",
                "36|7fffffff|Active L1 table too large",
                "36|ffffffff|Active L1 table too large",
                "40|0000000000030001|Active L1 table offset invalid",
                "48|0000000000010001|Reference count table offset invalid",
                "56|00000000|Image does not contain a reference count table",
                "56|00000081|Reference count table too large",
                "60|00010001|Snapshot table too large",
                "60|000000010000000000000001|Snapshot table offset invalid",
                "24|7fffffffffffffff|Image is too big",
                "24|00000000ff000001|L1 table is too small",
                "112|6803f85700010000|Header extension too large",
                "112|e2792aca000000ff|ERROR: ext_backing_format: len=255 too large (>=16)",
                "112|0537be7700000010|CRYPTO header extension only expected with LUKS encryption method",
                "32|00000001|The image is encrypted with AES, which cannot be read here: convert it with qemu-img",
                "32|00000002|The image is encrypted with LUKS, which cannot be read here: convert it with qemu-img",
            })
    void headersAreRefusedInQemusWords(int offset, String bytes, String text) throws Exception {
        qemu.create("a.qcow2", "", "1M");
        Path path = folder.resolve("a.qcow2");
        byte[] image = Files.readAllBytes(path);
        byte[] change = HexFormat.of().parseHex(bytes);
        System.arraycopy(change, 0, image, offset, change.length);
        Files.write(path, image);
        assertEquals(
                text,
                assertThrows(BlockException.class, () -> f.graph.open(spec(path)))
                        .getMessage());
        assertEquals(List.of(), f.graph.nodes());
    }

    @Test
    void unknownFeaturesAreCalledByTheirNames() throws Exception {
        qemu.create("a.qcow2", "", "1M");
        Path path = folder.resolve("a.qcow2");
        byte[] image = Files.readAllBytes(path);
        // the table's first entry tells of bit 5, "Xirty bit"
        image[121] = 5;
        image[122] = 'X';
        image[79] = 0x60;
        Files.write(path, image);
        assertEquals(
                "Unsupported qcow2 feature(s): Xirty bit, Unknown incompatible feature: 40",
                assertThrows(BlockException.class, () -> f.graph.open(spec(path)))
                        .getMessage());
    }

    @Test
    void twoThousandDamagedImages() throws Exception {
        damage(2_000);
    }

    @Test
    @Tag("long")
    void aHundredThousandDamagedImages() throws Exception {
        damage(100_000);
    }

    private void damage(int count) throws Exception {
        Path path = folder.resolve("a.qcow2");
        for (int kind = 0; kind < 4; kind++) {
            String options = List.of("cluster_size=512", "cluster_size=16k,extended_l2=on", "compat=0.10", "")
                    .get(kind);
            qemu.create("a.qcow2", options, "300k");
            qemu.io("a.qcow2", List.of("write -P 1 0 64k", "write -c -P 2 128k 64k", "write -z 64k 64k"));
            byte[] whole = Files.readAllBytes(path);
            for (int seed = kind; seed < count; seed += 4) {
                byte[] damaged = damaged(whole, new Random(seed));
                overwrite(path, damaged);
                try {
                    readAll(path);
                } catch (RuntimeException | Error e) {
                    throw new AssertionError("seed " + seed, e);
                }
                assertArrayEquals(damaged, Files.readAllBytes(path));
            }
        }
    }

    /** Faster than to make the file anew each time. */
    private static void overwrite(Path path, byte[] content) throws IOException {
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.wrap(content), 0);
            file.truncate(content.length);
        }
    }

    /** Some bytes of the image's tables are others; now and then the end is missing. */
    private static byte[] damaged(byte[] whole, Random random) {
        byte[] image =
                random.nextInt(10) == 0 ? java.util.Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
        for (int i = 1 + random.nextInt(4); i > 0 && image.length > 0; i--) {
            int most = switch (random.nextInt(3)) {
                case 0 -> 128;
                case 1 -> 1024;
                default -> image.length;
            };
            int at = random.nextInt(Math.min(most, image.length));
            image[at] = (byte) (random.nextBoolean() ? random.nextInt() : image[at] ^ 1 << random.nextInt(8));
        }
        return image;
    }

    private void readAll(Path path) {
        BlockNode node;
        try {
            node = f.graph.open(spec(path));
        } catch (BlockException e) {
            assertTrue(!e.getMessage().isEmpty());
            return;
        }
        try {
            long end = Math.min(node.length(), 1 << 20);
            for (long at = 0; at < end; at += 65536) {
                node.io().read(at, ByteBuffer.allocate((int) Math.min(65536, end - at)));
                node.blockStatus(at, end - at);
            }
        } catch (BlockException e) {
            assertTrue(!e.getMessage().isEmpty());
        } finally {
            node.unref();
        }
    }
}
