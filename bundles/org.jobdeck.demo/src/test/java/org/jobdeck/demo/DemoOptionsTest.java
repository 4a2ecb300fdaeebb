package org.jobdeck.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoOptionsTest {

    @Test
    void nothingIsWanted() throws DemoException {
        assertEquals(new DemoOptions(false, Optional.empty(), Optional.empty()), DemoOptions.parse());
    }

    @Test
    void everythingIsWanted() throws DemoException {
        DemoOptions all = new DemoOptions(true, Optional.of(Path.of("x.png")), Optional.of(Duration.ofSeconds(7)));
        assertEquals(all, DemoOptions.parse("--headless", "--screenshot", "x.png", "--seconds", "7"));
        assertEquals(all, DemoOptions.parse("--seconds=7s", "--screenshot=x.png", "--headless"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--frob | 'jobdeck demo' has no option '--frob'; it takes --headless, --screenshot FILE and --seconds"
                        + " N.",
                "extra | 'jobdeck demo' has no option 'extra'; it takes --headless, --screenshot FILE and --seconds N.",
                "--headless=no | The option '--headless' of 'jobdeck demo' takes no value; leave '=no' out.",
                "--screenshot | The option '--screenshot' of 'jobdeck demo' needs the name of a file.",
                "--screenshot= | The option '--screenshot' of 'jobdeck demo' needs the name of a file.",
                "--seconds | The option '--seconds' of 'jobdeck demo' needs a number.",
                "--seconds=-1 | The option '--seconds' of 'jobdeck demo' takes a whole number from 0 to 604800, but"
                        + " was given '-1'.",
                "--seconds 604801 | The option '--seconds' of 'jobdeck demo' takes a whole number from 0 to 604800,"
                        + " but was given '604801'."
            })
    void whatIsWrongIsASentence(String line, String sentence) {
        DemoException refused = assertThrows(DemoException.class, () -> DemoOptions.parse(line.split(" ")));
        assertEquals(sentence, refused.getMessage());
    }
}
