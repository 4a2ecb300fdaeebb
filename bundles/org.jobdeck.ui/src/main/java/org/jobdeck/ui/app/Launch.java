package org.jobdeck.ui.app;

import java.util.ArrayList;
import java.util.List;
import org.jobdeck.demo.DemoException;
import org.jobdeck.demo.DemoOptions;

/** What the program was started for. */
sealed interface Launch {

    /** The window over an engine of its own. */
    record Desktop() implements Launch {}

    /**
     * Sample images and jobs.
     *
     * @param options what is wanted of it
     */
    record Demo(DemoOptions options) implements Launch {}

    /**
     * Reads the arguments; none at all mean the desktop.
     *
     * @throws WrongOptionsException if they cannot be understood
     */
    static Launch parse(String[] arguments) throws WrongOptionsException {
        List<String> words = new ArrayList<>(List.of(arguments));
        // what the launcher of the platform adds has a single dash
        words.removeIf(word -> word.startsWith("-") && !word.startsWith("--"));
        words.removeIf(DesktopLog.VERBOSE::equals);
        if (words.isEmpty()) {
            return new Desktop();
        }
        List<String> rest = words.subList(1, words.size());
        return switch (words.getFirst()) {
            case "desktop" -> desktop(rest);
            case "demo" -> demo(rest);
            default ->
                throw new WrongOptionsException("'" + words.getFirst()
                        + "' is not something the window can show; it is started by 'desktop' or 'demo'");
        };
    }

    private static Launch demo(List<String> words) throws WrongOptionsException {
        DemoOptions options;
        try {
            options = DemoOptions.parse(words.toArray(String[]::new));
        } catch (DemoException e) {
            throw new WrongOptionsException(e.getMessage());
        }
        if (options.headless()) {
            throw new WrongOptionsException(
                    "'--headless' asks for the demo in the terminal, but this is the window; start it by 'jobdeck demo"
                            + " --headless'");
        }
        return new Demo(options);
    }

    private static Launch desktop(List<String> options) throws WrongOptionsException {
        if (options.isEmpty()) {
            return new Desktop();
        }
        String first = options.getFirst();
        if (first.equals("--attach") || first.startsWith("--attach=")) {
            throw new WrongOptionsException("--attach, which shows the jobs of a running QEMU, comes with a later"
                    + " release; without it the window shows the jobs of its own engine");
        }
        throw new WrongOptionsException("'" + first
                + "' is not an option of 'desktop', which has none but --attach ADDRESS and " + DesktopLog.VERBOSE);
    }
}
