package org.jobdeck.qmp.server;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Makes and removes the files of Unix domain sockets.
 *
 * <p>A socket is bound in a fresh directory that nobody else can enter, gets its mode there, and only then its name. So
 * there is no moment in which others could connect, nothing that has come to stand in its place is overwritten, and no
 * umask, which belongs to all threads, is touched.
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
        try (Shelter shelter = new Shelter()) {
            removeAbandoned(path, shelter);
            return bind(address, path, shelter);
        } catch (NoSuchFileException | NotDirectoryException e) {
            throw new IOException("The directory of the socket path " + path + " does not exist; make it first.", e);
        } catch (FileSystemException e) {
            throw new IOException("The socket " + path + " could not be made: " + e + "; choose another path.", e);
        }
    }

    private static ListenSocket bind(ListenAddress.Unix address, Path path, Shelter shelter) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            Path socket = shelter.privateDirectoryIn(path.getParent()).resolve("s");
            channel.bind(UnixDomainSocketAddress.of(socket), ListenSocket.BACKLOG);
            channel.configureBlocking(false);
            Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
            try {
                Files.createLink(path, socket);
            } finally {
                Files.delete(socket);
            }
            Object file = fileKey(path);
            return new ListenSocket(channel, address, () -> remove(path, file));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Deletes the file of a socket that nobody answers on; refuses to touch anything else. */
    private static void removeAbandoned(Path path, Shelter shelter) throws IOException {
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
            probe.connect(UnixDomainSocketAddress.of(shelter.wayTo(path)));
        } catch (ConnectException e) {
            LOG.log(Level.DEBUG, "a socket that nobody answers on is removed: " + path, e);
            Files.delete(path);
            return;
        } catch (SocketException e) {
            LOG.log(Level.DEBUG, "somebody has a socket, though it takes no client now: " + path, e);
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
}
