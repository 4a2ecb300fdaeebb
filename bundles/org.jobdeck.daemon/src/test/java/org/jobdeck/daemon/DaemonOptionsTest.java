package org.jobdeck.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jobdeck.daemon.DaemonOptions.Kind;
import org.jobdeck.daemon.DaemonOptions.Step;
import org.jobdeck.qmp.server.ListenAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The daemon's command line. */
class DaemonOptionsTest {

    @Test
    void stepsKeepTheirOrder() throws DaemonException {
        DaemonOptions options = DaemonOptions.parse(List.of(
                "--monitor",
                "m",
                "--blockdev={\"driver\": \"null-co\"}",
                "--chardev",
                "socket,id=m",
                "--pidfile",
                "p"));
        assertEquals(
                List.of(
                        new Step(Kind.MONITOR, "--monitor", "m"),
                        new Step(Kind.BLOCKDEV, "--blockdev", "{\"driver\": \"null-co\"}"),
                        new Step(Kind.CHARDEV, "--chardev", "socket,id=m")),
                options.steps());
        assertEquals(Optional.of(Path.of("p")), options.pidFile());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--bogus | unrecognized option '--bogus'",
                "foo | foo: Unexpected argument",
                "--chardev | option '--chardev' requires an argument",
                "--export | this daemon has no option '--export', which QEMU's has; leave it out",
                "--allow-remote=no | unrecognized option '--allow-remote=no'",
            })
    void whatIsWrongIsSaid(String argument, String sentence) {
        DaemonException e = assertThrows(DaemonException.class, () -> DaemonOptions.parse(List.of(argument)));
        assertEquals(sentence, e.getMessage());
        assertTrue(e.isWrongUsage());
    }

    @Test
    void aSocketIsAPathOrAPort() throws DaemonException {
        assertEquals(
                new ChardevOptions("m", Optional.of(new ListenAddress.Unix(Path.of("/x/y"))), false),
                ChardevOptions.parse("socket,id=m,path=/x/y,server=on,wait=off", false));
        assertEquals(
                new ChardevOptions("m", Optional.of(new ListenAddress.Tcp("localhost", 4444, true)), true),
                ChardevOptions.parse("socket,id=m,host=localhost,port=4444,server=on", true));
    }

    @Test
    void standardStreamsCanTakeThePlaceOfASocket() throws DaemonException {
        assertEquals(new ChardevOptions("m", Optional.empty(), false), ChardevOptions.parse("stdio,id=m", false));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bogus,id=m | 'bogus' is not a char driver that this daemon has; it has 'socket' and 'stdio'",
                "socket,path=x,server=on | chardev: no id specified",
                "socket,id=m,path=x,server=on,foo=1 | Invalid parameter 'foo'",
                "socket,id=m,path=x,server=maybe | Parameter 'server' expects 'on' or 'off'",
                "socket,id=m,path=x | a monitor's socket waits for clients here; add server=on",
                "socket,id=m,host=127.0.0.1,server=on | chardev: socket: no port given",
                "socket,id=m,server=on | a socket needs path=FILE, or host=ADDRESS with port=NUMBER",
                "socket,id=m,server=on,host=h,port=99999 | the port '99999' is not a number of 0 to 65535",
                "socket,id=m,server=on,host=h,port=x | the port 'x' is not a number of 0 to 65535",
                "socket,id=m,server=on,host=h,port=1,path=x"
                        + " | a socket has either a path or a host with a port; leave one of them out",
                "socket,id=m,server=on,path=x,telnet=on"
                        + " | this daemon's chardevs have no parameter 'telnet'; leave it out",
            })
    void whatIsWrongWithASocketIsSaid(String text, String sentence) {
        assertEquals(
                sentence,
                assertThrows(DaemonException.class, () -> ChardevOptions.parse(text, false))
                        .getMessage());
    }
}
