package org.jobdeck.ui.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which theme is the light one beside that of a dark desktop. */
class ToolkitThemeTest {

    @ParameterizedTest
    @CsvSource({"Adwaita, Adwaita", "Adwaita-dark, Adwaita", "Arc-Dark, Arc", "Darkness, Darkness"})
    void theLightThemeIsNamedWithoutTheEnd(String ofDesktop, String light) {
        assertEquals(light, ToolkitTheme.lightOf(ofDesktop));
    }
}
