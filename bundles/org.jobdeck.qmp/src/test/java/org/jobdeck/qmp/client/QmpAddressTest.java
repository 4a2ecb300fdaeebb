package org.jobdeck.qmp.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class QmpAddressTest {

    @Test
    void bothFormsAreReadAndToldAlike() {
        for (String text :
                List.of("unix:/run/qmp.sock", "unix:qmp", "tcp:localhost:4444", "tcp:[::1]:1", "tcp:h:65535")) {
            assertEquals(text, QmpAddress.parse(text).toString());
        }
        assertEquals(new QmpAddress.Unix(Path.of("/run/qmp.sock")), QmpAddress.parse("/run/qmp.sock"));
        assertEquals(new QmpAddress.Unix(Path.of("./qmp")), QmpAddress.parse("./qmp"));
        assertEquals(new QmpAddress.Tcp("::1", 4444), QmpAddress.parse("tcp:::1:4444"));
    }

    @Test
    void othersAreRefusedWithASentence() {
        for (String text : List.of(
                "",
                "qmp",
                "unix:",
                "tcp:",
                "tcp:host",
                "tcp:host:",
                "tcp::1",
                "tcp:host:0",
                "tcp:host:65536",
                "tcp:host:x",
                "unix:\0",
                "unix:/" + "x".repeat(107))) {
            String said = assertThrows(IllegalArgumentException.class, () -> QmpAddress.parse(text), text)
                    .getMessage();
            assertTrue(said.endsWith(".") && said.contains("give"), said);
        }
        assertEquals(
                107,
                ((QmpAddress.Unix) QmpAddress.parse("unix:/" + "x".repeat(106)))
                        .path()
                        .toString()
                        .length());
    }
}
