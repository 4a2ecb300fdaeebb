package org.jobdeck.demo;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What the user wants of the demo.
 *
 * @param headless whether it is shown in the terminal even where a window could be
 * @param screenshot where to save a picture of the window, if at all
 * @param time how long it lasts, if it is to end by itself
 */
public record DemoOptions(boolean headless, Optional<Path> screenshot, Optional<Duration> time) {

    /** The longest time in seconds: a week. */
    public static final long MOST_SECONDS = Duration.ofDays(7).toSeconds();

    private static final String HEADLESS = "--headless";
    private static final String SCREENSHOT = "--screenshot";
    private static final String SECONDS = "--seconds";

    /**
     * Reads the arguments behind {@code demo}: {@code --headless}, {@code --screenshot FILE}, {@code --seconds N}; a value
     * may follow behind an equals sign as well.
     *
     * @throws DemoException if they are wrong
     */
    public static DemoOptions parse(String... args) throws DemoException {
        DemoOptions options = new DemoOptions(false, Optional.empty(), Optional.empty());
        for (int i = 0; i < args.length; i++) {
            int equals = args[i].indexOf('=');
            String name = equals < 0 ? args[i] : args[i].substring(0, equals);
            boolean takesValue = name.equals(SCREENSHOT) || name.equals(SECONDS);
            String value = equals < 0 ? null : args[i].substring(equals + 1);
            if (takesValue && value == null) {
                value = ++i < args.length ? args[i] : null;
            }
            options = options.with(name, value);
        }
        return options;
    }

    private DemoOptions with(String name, String value) throws DemoException {
        switch (name) {
            case HEADLESS:
                if (value != null) {
                    throw new DemoException(
                            "The option '--headless' of 'jobdeck demo' takes no value; leave '=" + value + "' out.");
                }
                return new DemoOptions(true, screenshot, time);
            case SCREENSHOT:
                return new DemoOptions(headless, Optional.of(file(value)), time);
            case SECONDS:
                return new DemoOptions(headless, screenshot, Optional.of(seconds(value)));
            default:
                throw new DemoException("'jobdeck demo' has no option '" + name
                        + "'; it takes --headless, --screenshot FILE and --seconds N.");
        }
    }

    private static Path file(String value) throws DemoException {
        if (value == null || value.isEmpty()) {
            throw new DemoException("The option '--screenshot' of 'jobdeck demo' needs the name of a file.");
        }
        try {
            return Path.of(value);
        } catch (InvalidPathException e) {
            throw new DemoException(
                    "The option '--screenshot' of 'jobdeck demo' was given '" + value
                            + "', which cannot be the name of a file: " + e.getReason() + ".",
                    e);
        }
    }

    private static Duration seconds(String value) throws DemoException {
        if (value == null) {
            throw new DemoException("The option '--seconds' of 'jobdeck demo' needs a number.");
        }
        String number = value.endsWith("s") ? value.substring(0, value.length() - 1) : value;
        if (!number.matches("[0-9]{1,6}") || Long.parseLong(number) > MOST_SECONDS) {
            throw new DemoException("The option '--seconds' of 'jobdeck demo' takes a whole number from 0 to "
                    + MOST_SECONDS + ", but was given '" + value + "'.");
        }
        return Duration.ofSeconds(Long.parseLong(number));
    }
}
