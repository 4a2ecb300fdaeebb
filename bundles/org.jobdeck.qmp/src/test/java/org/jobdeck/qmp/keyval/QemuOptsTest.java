package org.jobdeck.qmp.keyval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jobdeck.qmp.QmpException;
import org.junit.jupiter.api.Test;

/** The texts are what qemu-storage-daemon 7.2.22 prints for {@code --chardev}. */
class QemuOptsTest {
    private static final Map<String, QemuOpts.Kind> KNOWN = Map.of(
            "backend", QemuOpts.Kind.STRING,
            "path", QemuOpts.Kind.STRING,
            "server", QemuOpts.Kind.BOOL,
            "wait", QemuOpts.Kind.BOOL,
            "delay", QemuOpts.Kind.BOOL,
            "reconnect", QemuOpts.Kind.NUMBER,
            "size", QemuOpts.Kind.SIZE);

    @Test
    void valuesAreTyped() throws QmpException {
        QemuOpts opts = parse("socket,id=a_b.c-d,path=x,,y,server=on,wait=n,reconnect=0x10,size=1.5M,path=z,");
        assertEquals(Optional.of("a_b.c-d"), opts.id());
        assertEquals(
                "{\"backend\": \"socket\", \"path\": \"z\", \"server\": true, \"wait\": false, \"reconnect\": 16, "
                        + "\"size\": 1572864}",
                opts.values().toJson());
        assertEquals(List.of(), opts.warnings());
        assertFalse(opts.help());
        assertEquals(
                "x,y", parse("id=a,backend=x,,y").values().string("backend").orElseThrow());
        assertEquals(Optional.of("a"), parse("null,id=a,id=b").id());
        assertEquals(Optional.of("c"), parse("null,path=x,,id=a,id=c").id());
        assertEquals(Optional.empty(), parse("null").id());
        assertEquals("", parse(",id=a").values().string("backend").orElseThrow());
        assertTrue(parse("").values().isEmpty());
    }

    @Test
    void keysThatStandAloneAreOnOrOffWithAWarning() throws QmpException {
        QemuOpts opts = parse("socket,server,nowait,nodelay");
        assertEquals(
                "{\"backend\": \"socket\", \"server\": true, \"wait\": false, \"delay\": false}",
                opts.values().toJson());
        assertEquals(
                List.of(
                        "warning: short-form boolean option 'server' deprecated\nPlease use server=on instead",
                        "warning: short-form boolean option 'nowait' deprecated\nPlease use wait=off instead",
                        "warning: short-form boolean option 'nodelay' deprecated\nPlease use nodelay=on instead"),
                opts.warnings());
    }

    @Test
    void helpEndsTheReading() throws QmpException {
        assertTrue(parse("null,help,foo=1").help());
        assertTrue(parse("null,?").help());
    }

    @Test
    void wrongOptionsAreRefused() {
        refused("Invalid parameter 'foo'", "null,foo=maybe");
        refused("Invalid parameter 'foo'", "null,foo");
        refused("Invalid parameter 'null'", "id=a,null");
        refused("Parameter 'server' expects 'on' or 'off'", "null,server=on,server=maybe,foo=3");
        refused("Parameter 'reconnect' expects a number", "null,reconnect=x");
        refused("Parameter 'reconnect' expects a number", "null,reconnect=");
        refused(
                "Value '99999999999999999999' is too large for parameter 'reconnect'",
                "null,reconnect=99999999999999999999");
        String identifier = "Parameter 'id' expects an identifier\n"
                + "Identifiers consist of letters, digits, '-', '.', '_', starting with a letter.";
        for (String id : List.of("1", "", "-", "a,,", "é")) {
            refused(identifier, "null,foo=1,id=" + id);
        }
        refused(
                "Parameter 'size' expects a non-negative number below 2^64\n"
                        + "Optional suffix k, M, G, T, P or E means kilo-, mega-, giga-, tera-, peta-\n"
                        + "and exabytes, respectively.",
                "null,size=x");
    }

    private static QemuOpts parse(String text) throws QmpException {
        return QemuOpts.parse(text, "backend", KNOWN);
    }

    private static void refused(String message, String text) {
        assertEquals(
                message,
                assertThrows(QmpException.class, () -> parse(text), text).getMessage());
    }
}
