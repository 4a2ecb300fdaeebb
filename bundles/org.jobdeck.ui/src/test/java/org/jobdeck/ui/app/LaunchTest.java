package org.jobdeck.ui.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
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
        assertEquals(new Launch.Desktop(), parse());
        assertEquals(new Launch.Desktop(), parse("desktop"));
        assertEquals(new Launch.Desktop(), parse("desktop", "--verbose"));
        assertEquals(new Launch.Desktop(), parse("-clearPersistedState", "desktop"));
    }

    @Test
    void theDemoTakesItsOptions() throws Exception {
        Launch.Demo demo =
                assertInstanceOf(Launch.Demo.class, parse("demo", "--screenshot", "window.png", "--seconds", "5"));
        assertEquals(Optional.of(Path.of("window.png")), demo.options().screenshot());
        assertEquals(Optional.of(Duration.ofSeconds(5)), demo.options().time());
    }

    @Test
    void attachingComesLater() {
        assertTrue(refusal("desktop", "--attach", "/run/qemu.sock").contains("comes with a later release"));
        assertTrue(refusal("desktop", "--attach=/run/qemu.sock").contains("comes with a later release"));
    }

    @Test
    void whatCannotBeUnderstoodIsNamed() {
        assertTrue(refusal("dance").contains("'dance'"));
        assertTrue(refusal("desktop", "--wide").contains("'--wide'"));
        assertTrue(refusal("demo", "--wide").contains("'--wide'"));
        assertTrue(refusal("demo", "--headless").contains("jobdeck demo --headless"));
    }
}
