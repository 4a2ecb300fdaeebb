package org.jobdeck.qmp.server;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Makes and removes the files of Unix domain sockets.
 *
 * <p>A socket is bound in a fresh directory that nobody else can enter, gets its mode there, and only then its name. So
 * there is no moment in which others could connect, and no umask, which belongs to all threads, is touched.
 */
final class UnixSocketFile {
    private static final Logger LOG = System.getLogger(UnixSocketFile.class.getName());
    private static final int LONGEST_PATH = 107;
    private static final int TYPE_OF_MODE = 0xF000;
    private static final int SOCKET = 0xC000;

    private UnixSocketFile() {}

    static ListenSocket bind(ListenAddress.Unix address) throws IOException {
        Path path = address.path().toAbsolutePath();
        int length = address.path().toString().getBytes(StandardCharsets.UTF_8).length;
        if (length > LONGEST_PATH) {
            throw new IOException("The socket path " + address + " has " + length + " bytes; give one of at most "
                    + LONGEST_PATH + ".");
        }
        removeAbandoned(path);
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            Object file = bindPrivately(channel, path);
            channel.configureBlocking(false);
            return new ListenSocket(channel, address, () -> remove(path, file));
        } catch (FileAlreadyExistsException e) {
            channel.close();
            throw new IOException(
                    "The socket " + path + " was made by somebody else just now; choose another path.", e);
        } catch (IOException e) {
            channel.close();
            throw new IOException("Listening on " + path + " failed: " + e + "; choose another path.", e);
        }
    }

    private static Object bindPrivately(ServerSocketChannel channel, Path path) throws IOException {
        Path shelter = Files.createTempDirectory(
                "jobdeck", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path link = shelter.resolve("d");
        Path inside = null;
        try {
            // the way through a link keeps the address short, whatever the length of the path
            Files.createSymbolicLink(link, path.getParent());
            inside = Files.createTempDirectory(
                    link, ".", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Path socket = inside.resolve("s");
            channel.bind(UnixDomainSocketAddress.of(socket), ListenSocket.BACKLOG);
            Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
            Files.createLink(path, socket);
            Files.delete(socket);
            return fileKey(path);
        } finally {
            deleteQuietly(inside);
            deleteQuietly(link);
            deleteQuietly(shelter);
        }
    }

    /** Deletes the file of a socket that nobody answers on; refuses to touch anything else. */
    private static void removeAbandoned(Path path) throws IOException {
        int mode;
        try {
            mode = (Integer) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return;
        }
        if ((mode & TYPE_OF_MODE) != SOCKET) {
            throw new IOException("The socket path " + path
                    + " belongs to a file that is no socket; choose another path or remove the file.");
        }
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            probe.configureBlocking(false);
            probe.connect(UnixDomainSocketAddress.of(path));
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "a socket that nobody answers on is removed: " + path, e);
            Files.delete(path);
            return;
        }
        throw new IOException(
                "The socket " + path + " is in use by another process; choose another path or end that process.");
    }

    private static void remove(Path path, Object file) {
        try {
            if (file.equals(fileKey(path))) {
                Files.delete(path);
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "the socket file is gone already: " + path, e);
        }
    }

    private static Object fileKey(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey();
    }

    private static void deleteQuietly(Path path) {
        try {
            if (path != null) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "a temporary directory stays behind: " + path, e);
        }
    }
}
