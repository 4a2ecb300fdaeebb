package org.jobdeck.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a daemon says that cannot be set up as asked. */
@Timeout(60)
class DaemonStartTest {

    @TempDir
    private Path folder;

    private static DaemonException refused(String... arguments) {
        return assertThrows(DaemonException.class, () -> StorageDaemon.start(List.of(arguments)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--monitor | nope | chardev \"nope\" not found",
                "--monitor | chardev=m,bogus=1 | Parameter 'bogus' is unexpected",
                "--blockdev | driver=foo | Parameter 'driver' does not accept value 'foo'",
                "--blockdev | driver=null-co | 'node-name' must be specified for the root node",
                "--object | iothread | Parameter 'id' is missing",
                "--object | iothread,id=0a | Parameter 'id' expects an identifier",
            })
    void theOptionAndWhatIsWrongWithIt(String option, String value, String wrong) {
        DaemonException e = refused(option, value);
        assertEquals(option + " " + value + ": " + wrong, e.getMessage());
        assertTrue(e.isWrongUsage());
    }

    @Test
    void aSocketThatOthersMayReachIsRefused() {
        String chardev = "socket,id=m,host=0.0.0.0,port=0,server=on,wait=off";
        DaemonException e = refused("--chardev", chardev);
        assertEquals(
                "--chardev " + chardev
                        + ": a monitor was to listen on 0.0.0.0:0, which other machines may reach, and QMP"
                        + " knows no passwords; give a loopback address such as host=127.0.0.1, or add --allow-remote",
                e.getMessage());
        assertTrue(e.isWrongUsage());
    }

    @Test
    void whatCouldNotBeHadLeavesNothingBehind() {
        Path socket = folder.resolve("qmp");
        Path missing = folder.resolve("missing.raw");
        DaemonException e = refused(
                "--chardev",
                "socket,id=m,server=on,wait=off,path=" + socket,
                "--monitor",
                "m",
                "--blockdev",
                "driver=file,node-name=a,filename=" + missing);
        assertTrue(
                e.getMessage().endsWith(": Could not open '" + missing + "': No such file or directory"),
                e.getMessage());
        assertFalse(e.isWrongUsage());
        assertFalse(Files.exists(socket));
        assertFalse(Files.exists(missing));
    }

    @Test
    void twoMonitorsCannotShareASocket() {
        DaemonException e = refused(
                "--chardev",
                "socket,id=m,server=on,wait=off,path=" + folder.resolve("qmp"),
                "--monitor",
                "m",
                "--monitor",
                "m");
        assertEquals("--monitor m: Device 'm' is in use", e.getMessage());
    }
}
