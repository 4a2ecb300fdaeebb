package org.jobdeck.source.qmp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jobdeck.qmp.client.QmpAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables as the kernel writes them. */
class OccupancyTest {

    private static final String HEAD = "Num       RefCount Protocol Flags    Type St Inode Path\n";
    private static final String LISTENS = "00000000e9e8befd: 00000002 00000000 00010000 0001 01 6225371 /run/a.sock\n";
    private static final String ACCEPTED = "00000000a1f30c10: 00000003 00000000 00000000 0001 03 6225373 /run/a.sock\n";
    private static final String WAITS = "00000000276ded40: 00000002 00000000 00000000 0001 02     0 /run/a.sock\n";
    private static final QmpAddress MONITOR = new QmpAddress.Unix(Path.of("/run/a.sock"));

    @TempDir
    Path directory;

    private Occupancy of(QmpAddress address, String... lines) throws Exception {
        Path table = directory.resolve("unix");
        Files.writeString(table, HEAD + String.join("", lines));
        return Occupancy.of(address, table);
    }

    @Test
    void tellsWhoIsServedAndWhoWaits() throws Exception {
        assertEquals(Occupancy.FREE, of(MONITOR, LISTENS));
        assertEquals(Occupancy.WAITING, of(MONITOR, LISTENS, WAITS));
        assertEquals(Occupancy.SERVED, of(MONITOR, LISTENS, WAITS, ACCEPTED));
        assertEquals(Occupancy.FREE, of(MONITOR, LISTENS, ACCEPTED.replace("/a.sock", "/b.sock"), "0: 1 2\n"));
    }

    @Test
    void whatIsNotListedIsNotKnown() throws Exception {
        assertEquals(Occupancy.UNKNOWN, of(MONITOR));
        assertEquals(Occupancy.UNKNOWN, of(MONITOR, ACCEPTED), "nobody listens by that path");
        assertEquals(Occupancy.UNKNOWN, of(new QmpAddress.Tcp("localhost", 4444), LISTENS));
        assertEquals(Occupancy.UNKNOWN, Occupancy.of(MONITOR, directory.resolve("missing")));
    }
}
