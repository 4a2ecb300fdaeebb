package org.jobdeck.qmp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where sockets are made, what is in the way, and what stays behind. */
class ListenSocketTest {
    @TempDir
    Path directory;

    private ListenSocket open(Path path) throws IOException {
        return ListenSocket.open(new ListenAddress.Unix(path));
    }

    private String refused(Path path) {
        return assertThrows(IOException.class, () -> open(path)).getMessage();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    @Test
    void aSocketIsForItsUserAloneAndGoesWithItsOwner() throws IOException {
        Path path = directory.resolve("s");
        try (ListenSocket socket = open(path)) {
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
            assertEquals(0xC000, (Integer) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS) & 0xF000);
            assertEquals(path.toString(), socket.address().toString());
            assertEquals(List.of(path), files());
        }
        assertEquals(List.of(), files());
    }

    @Test
    void aFileThatIsNoSocketIsLeftAlone() throws IOException {
        Path path = Files.writeString(directory.resolve("s"), "precious");
        assertEquals(
                "The socket path " + path
                        + " belongs to a file that is no socket; choose another path or remove the file.",
                refused(path));
        assertEquals("precious", Files.readString(path));

        Path link = Files.createSymbolicLink(directory.resolve("l"), path);
        assertTrue(refused(link).contains("no socket"));
        assertTrue(refused(directory).contains("no socket"));
    }

    @Test
    void aSocketInUseIsLeftAloneHoweverManyWaitForIt() throws IOException {
        Path path = directory.resolve("s");
        List<SocketChannel> waiting = new ArrayList<>();
        try (ListenSocket socket = open(path)) {
            assertThrows(SocketException.class, () -> {
                while (true) {
                    SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX);
                    waiting.add(client);
                    client.configureBlocking(false);
                    client.connect(UnixDomainSocketAddress.of(path));
                }
            });
            assertEquals(
                    "The socket " + path + " is in use by another process; choose another path or end that process.",
                    refused(path));
            assertTrue(Files.exists(path));
            assertTrue(socket.channel().isOpen());
        }
        for (SocketChannel client : waiting) {
            client.close();
        }
    }

    @Test
    void aSocketThatNobodyAnswersOnIsReplaced() throws IOException {
        Path path = directory.resolve("s");
        try (ServerSocketChannel gone = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            gone.bind(UnixDomainSocketAddress.of(path));
        }
        assertTrue(Files.exists(path));
        try (ListenSocket socket = open(path)) {
            new LineClient(socket.address()).close();
        }
        assertFalse(Files.exists(path));
    }

    @Test
    void aFileThatTookThePlaceOfTheSocketStays() throws IOException {
        Path path = directory.resolve("s");
        try (ListenSocket socket = open(path)) {
            Files.delete(path);
            Files.writeString(path, "new");
            assertTrue(socket.channel().isOpen());
        }
        assertEquals("new", Files.readString(path));
    }

    @Test
    void pathsUpToTheKernelsLimitAreTaken() throws IOException {
        String name = "n".repeat(107 - directory.toString().length() - 1);
        Path longest = directory.resolve(name);
        try (ListenSocket socket = open(longest);
                Shelter shelter = new Shelter()) {
            new LineClient(new ListenAddress.Unix(shelter.wayTo(longest))).close();
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(longest)));
            assertTrue(refused(longest).contains("in use"));
            assertTrue(socket.channel().isOpen());
        }
        assertEquals(List.of(), files());

        Path longer = directory.resolve(name + "n");
        assertEquals("The socket path " + longer + " has 108 bytes; give one of at most 107.", refused(longer));
        Path nowhere = directory.resolve("none/s");
        assertEquals(
                "The directory of the socket path " + nowhere + " does not exist; make it first.", refused(nowhere));
    }

    @Test
    void tcpStaysOnThisMachineUnlessToldOtherwise() throws IOException {
        for (String host : List.of("127.0.0.1", "localhost")) {
            try (ListenSocket socket = ListenSocket.open(new ListenAddress.Tcp(host, 0, false))) {
                ListenAddress.Tcp bound = (ListenAddress.Tcp) socket.address();
                assertTrue(bound.port() > 0);
                new LineClient(bound).close();
                String message = assertThrows(IOException.class, () -> ListenSocket.open(bound))
                        .getMessage();
                assertTrue(message.startsWith("Listening on " + bound + " failed"), message);
            }
        }
        for (String host : List.of("0.0.0.0", "", "::")) {
            ListenAddress.Tcp address = new ListenAddress.Tcp(host, 0, false);
            assertEquals(
                    "A monitor was asked to listen on " + address + ", which other machines may reach;"
                            + " give a loopback address, or allow others expressly.",
                    assertThrows(IOException.class, () -> ListenSocket.open(address))
                            .getMessage());
        }
        ListenSocket.open(new ListenAddress.Tcp("0.0.0.0", 0, true)).close();
        assertThrows(IllegalArgumentException.class, () -> new ListenAddress.Tcp("localhost", 65536, false));
        assertEquals("[::1]:7", new ListenAddress.Tcp("::1", 7, false).toString());
    }
}
