package org.jobdeck.ui.app;

import java.util.ArrayList;
import java.util.List;
import org.jobdeck.demo.DemoException;
import org.jobdeck.demo.DemoOptions;
import org.jobdeck.qmp.client.QmpAddress;

/** What the program was started for. */
sealed interface Launch {

    /** Names a monitor to attach to; may be given more than once. */
    String ATTACH = "--attach";

    /**
     * The window over an engine of its own.
     *
     * @param attached monitors to attach to
     */
    record Desktop(List<QmpAddress> attached) implements Launch {
        /** Makes the list unmodifiable. */
        public Desktop {
            attached = List.copyOf(attached);
        }
    }

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
            return new Desktop(List.of());
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
        List<QmpAddress> attached = new ArrayList<>();
        for (int i = 0; i < options.size(); i++) {
            String word = options.get(i);
            if (word.startsWith(ATTACH + "=")) {
                attached.add(address(word.substring(ATTACH.length() + 1)));
            } else if (word.equals(ATTACH)) {
                i++;
                if (i == options.size()) {
                    throw new WrongOptionsException(
                            "'" + ATTACH + "' needs the address of a monitor: unix:/path or tcp:host:port");
                }
                attached.add(address(options.get(i)));
            } else {
                throw new WrongOptionsException("'" + word + "' is not an option of 'desktop', which has none but "
                        + ATTACH + " ADDRESS and " + DesktopLog.VERBOSE);
            }
        }
        return new Desktop(attached);
    }

    private static QmpAddress address(String text) throws WrongOptionsException {
        try {
            return QmpAddress.parse(text);
        } catch (IllegalArgumentException e) {
            throw new WrongOptionsException(e.getMessage());
        }
    }
}
