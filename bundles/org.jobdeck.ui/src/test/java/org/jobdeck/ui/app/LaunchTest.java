package org.jobdeck.ui.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jobdeck.qmp.client.QmpAddress;
import org.junit.jupiter.api.Test;

class LaunchTest {

    private static Launch parse(String... arguments) throws WrongOptionsException {
        return Launch.parse(arguments);
    }

    private static String refusal(String... arguments) {
        return assertThrows(WrongOptionsException.class, () -> Launch.parse(arguments))
                .getMessage();
    }

    @Test
    void withoutArgumentsItIsTheDesktop() throws Exception {
        assertEquals(new Launch.Desktop(List.of()), parse());
        assertEquals(new Launch.Desktop(List.of()), parse("desktop"));
        assertEquals(new Launch.Desktop(List.of()), parse("desktop", "--verbose"));
        assertEquals(new Launch.Desktop(List.of()), parse("-clearPersistedState", "desktop"));
    }

    @Test
    void theDemoTakesItsOptions() throws Exception {
        Launch.Demo demo =
                assertInstanceOf(Launch.Demo.class, parse("demo", "--screenshot", "window.png", "--seconds", "5"));
        assertEquals(Optional.of(Path.of("window.png")), demo.options().screenshot());
        assertEquals(Optional.of(Duration.ofSeconds(5)), demo.options().time());
    }

    @Test
    void monitorsAreAttachedInTheirOrder() throws Exception {
        assertEquals(
                new Launch.Desktop(
                        List.of(new QmpAddress.Unix(Path.of("/run/qemu.sock")), new QmpAddress.Tcp("localhost", 4444))),
                parse("desktop", "--attach", "/run/qemu.sock", "--attach=tcp:localhost:4444"));
        assertTrue(refusal("desktop", "--attach").contains("needs the address of a monitor"));
        assertTrue(refusal("desktop", "--attach", "qemu").contains("'qemu' is not an address of a monitor"));
    }

    @Test
    void whatCannotBeUnderstoodIsNamed() {
        assertTrue(refusal("dance").contains("'dance'"));
        assertTrue(refusal("desktop", "--wide").contains("'--wide'"));
        assertTrue(refusal("demo", "--wide").contains("'--wide'"));
        assertTrue(refusal("demo", "--headless").contains("jobdeck demo --headless"));
    }
}
