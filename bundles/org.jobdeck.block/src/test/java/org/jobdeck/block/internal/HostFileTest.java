package org.jobdeck.block.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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

    @Test
    void throughAChannel() throws Exception {
        readsWritesAndResizes(ChannelFile::open);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void throughLinux() throws Exception {
        readsWritesAndResizes(LinuxFile::open);
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

    private void readsWritesAndResizes(FileDriver.Opener way) throws Exception {
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

    private static void refuses(FileDriver.Opener way, Errno errno, String path, boolean readOnly) {
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
