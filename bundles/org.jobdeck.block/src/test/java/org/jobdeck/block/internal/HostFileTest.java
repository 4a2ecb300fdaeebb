package org.jobdeck.block.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.jobdeck.block.BlockException;
import org.jobdeck.loop.Errno;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Both ways to a file of the host do the same where both can. */
class HostFileTest {

    @TempDir
    Path folder;

    /** A way to a file. */
    private interface Way {
        HostFile open(String path, boolean readOnly) throws BlockException;
    }

    @Test
    void throughAChannel() throws Exception {
        readsWritesAndResizes(ChannelFile::open);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void throughLinux() throws Exception {
        readsWritesAndResizes(LinuxFile::open);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void pastTheCache() throws Exception {
        readsWritesAndResizes((path, readOnly) -> HostFiles.open(path, readOnly, true));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void whatIsReadAndWrittenPastTheCacheIsTheSame() throws Exception {
        int size = 100_001;
        byte[] model = new byte[size];
        Path path = Files.write(folder.resolve("disk"), model);
        HostFile file = HostFiles.open(path.toString(), false, true);
        Random random = new Random(9);
        for (int i = 0; i < 400; i++) {
            int offset = random.nextInt(3) == 0 ? random.nextInt(size / 4096) * 4096 : random.nextInt(size);
            int bytes = Math.min(size - offset, random.nextInt(random.nextBoolean() ? 600 : 40_000));
            byte[] data = new byte[bytes];
            if (random.nextBoolean()) {
                random.nextBytes(data);
                System.arraycopy(data, 0, model, offset, bytes);
                file.write(offset, ByteBuffer.wrap(data));
            } else {
                file.read(offset, ByteBuffer.wrap(data));
                assertArrayEquals(Arrays.copyOfRange(model, offset, offset + bytes), data);
            }
        }
        file.sync();
        assertArrayEquals(model, Files.readAllBytes(path));
        byte[] beyond = new byte[20_000];
        Arrays.fill(beyond, (byte) 1);
        file.read(size - 5_000, ByteBuffer.wrap(beyond));
        assertArrayEquals(Arrays.copyOf(Arrays.copyOfRange(model, size - 5_000, size), 20_000), beyond);
        file.close();
    }

    /** The kernel tells of each open file how it was opened. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void onlyWhereThatIsWantedIsTheCacheLeftOut() throws Exception {
        Path path = Files.write(folder.resolve("disk"), new byte[4096]);
        HostFile cached = HostFiles.open(path.toString(), false, false);
        assertEquals(0, directDescriptors(path));
        HostFile direct = HostFiles.open(path.toString(), false, true);
        assertEquals(1, directDescriptors(path));
        direct.close();
        assertEquals(0, directDescriptors(path));
        cached.close();
        assertEquals(
                "Could not open '/proc/version': filesystem does not support O_DIRECT",
                assertThrows(BlockException.class, () -> HostFiles.open("/proc/version", true, true))
                        .getMessage());
    }

    private static long directDescriptors(Path path) throws IOException {
        long found = 0;
        try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path descriptor : all) {
                if (Files.exists(descriptor) && Files.isSameFile(descriptor, path)) {
                    String info = Files.readString(Path.of(
                            "/proc/self/fdinfo", descriptor.getFileName().toString()));
                    String flags = info.lines()
                            .filter(line -> line.startsWith("flags:"))
                            .findFirst()
                            .orElseThrow();
                    found += Long.parseLong(flags.substring(6).strip(), 8) >> 14 & 1;
                }
            }
        }
        return found;
    }

    /** Opening a pipe to read waits for somebody who writes, and that would be for ever. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aPipeIsRefusedAtOnce() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            refuses(LinuxFile::open, Errno.EINVAL, pipe.toString(), true);
            refuses(LinuxFile::open, Errno.EINVAL, pipe.toString(), false);
        });
    }

    private void readsWritesAndResizes(Way way) throws Exception {
        Path path = Files.write(folder.resolve("disk ä"), new byte[] {1, 2, 3, 4, 5});
        HostFile file = way.open(path.toString(), false);
        assertEquals(5, file.size());
        ByteBuffer beyond = ByteBuffer.wrap(new byte[] {9, 9, 9, 9});
        file.read(3, beyond);
        assertArrayEquals(new byte[] {4, 5, 0, 0}, beyond.array());
        file.write(4, ByteBuffer.wrap(new byte[] {7, 8, 9}, 1, 2));
        file.write(0, ByteBuffer.allocateDirect(1).put((byte) 6).flip());
        file.sync();
        assertArrayEquals(new byte[] {6, 2, 3, 4, 8, 9}, Files.readAllBytes(path));
        file.truncate(3);
        assertEquals(3, Files.size(path));
        file.truncate(10);
        assertArrayEquals(new byte[] {6, 2, 3, 0, 0, 0, 0, 0, 0, 0}, Files.readAllBytes(path));
        assertEquals(true, file.extentAt(0).data());
        file.close();
        refuses(way, Errno.ENOENT, folder.resolve("none").toString(), false);
        refuses(way, Errno.EINVAL, folder.toString(), true);
        HostFile readOnly = way.open(path.toString(), true);
        readOnly.read(0, ByteBuffer.allocate(1));
        assertThrows(Exception.class, () -> readOnly.write(0, ByteBuffer.allocate(1)));
        assertEquals(10, readOnly.size());
        readOnly.close();
    }

    private static void refuses(Way way, Errno errno, String path, boolean readOnly) {
        BlockException e = assertThrows(BlockException.class, () -> way.open(path, readOnly));
        assertEquals(errno, e.errno());
        assertEquals(
                errno == Errno.ENOENT
                        ? "Could not open '" + path + "': No such file or directory"
                        : "'file' driver requires '" + path + "' to be a regular file",
                e.getMessage());
    }

    @Test
    void aChannelHasNoHoles() throws Exception {
        Path path = Files.write(folder.resolve("disk"), new byte[4096]);
        HostFile file = ChannelFile.open(path.toString(), false);
        assertEquals(
                Errno.ENOTSUP,
                assertThrows(BlockException.class, () -> file.punchHole(0, 512)).errno());
        assertEquals(
                Errno.ENOTSUP,
                assertThrows(BlockException.class, () -> file.zeroRange(0, 512)).errno());
        assertEquals(new HostFile.Extent(true, Long.MAX_VALUE), file.extentAt(0));
        file.close();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void linuxNamesItsErrors() throws Exception {
        HostFile closed = LinuxFile.open(Files.createFile(folder.resolve("c")).toString(), false);
        closed.close();
        assertEquals(
                Errno.EBADF, assertThrows(BlockException.class, closed::size).errno());
        BlockException e = assertThrows(BlockException.class, () -> closed.read(0, ByteBuffer.allocate(1)));
        assertEquals("Bad file descriptor", e.getMessage());
    }
}
