package org.jobdeck.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The older syntax of options. */
class QemuOptsTest {

    @Test
    void theFirstValueMayStandWithoutItsName() {
        QemuOpts opts = QemuOpts.parse("socket,id=m", "backend");
        assertEquals(Optional.of("socket"), opts.get("backend"));
        assertEquals(Optional.of("m"), opts.get("id"));
        assertEquals(Optional.empty(), opts.get("path"));
    }

    @Test
    void aDoubledCommaBelongsToTheValue() {
        QemuOpts opts = QemuOpts.parse("socket,path=a,,b,,,,c=d,id=m", "backend");
        assertEquals(Optional.of("a,b,,c=d"), opts.get("path"));
        assertEquals(Optional.of("m"), opts.get("id"));
    }

    @Test
    void namesAloneSwitchOnAndOff() throws DaemonException {
        QemuOpts opts = QemuOpts.parse("socket,server,nowait", "backend");
        assertTrue(opts.bool("server", false));
        assertFalse(opts.bool("wait", true));
        assertTrue(opts.bool("mux", true));
    }

    @Test
    void aSwitchIsOnOrOff() {
        QemuOpts opts = QemuOpts.parse("socket,server=maybe", "backend");
        DaemonException e = assertThrows(DaemonException.class, () -> opts.bool("server", false));
        assertEquals("Parameter 'server' expects 'on' or 'off'", e.getMessage());
        assertTrue(e.isWrongUsage());
    }

    @Test
    void theLastOfTwoCountsAndUnknownOnesAreRefused() {
        QemuOpts opts = QemuOpts.parse("socket,id=a,id=b,foo=1", "backend");
        assertEquals(Optional.of("b"), opts.get("id"));
        DaemonException e = assertThrows(DaemonException.class, () -> opts.refuseOthers(Set.of("backend", "id")));
        assertEquals("Invalid parameter 'foo'", e.getMessage());
    }
}
