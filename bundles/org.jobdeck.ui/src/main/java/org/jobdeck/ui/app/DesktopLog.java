package org.jobdeck.ui.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.ErrorManager;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * Keeps the log off the terminal that the window was started from, until it is closed: it goes to a file in the user's
 * state folder, which is made when there is something to write. Where that cannot be done there is no log.
 */
final class DesktopLog implements AutoCloseable {

    /** Asks for the log on the terminal. */
    static final String VERBOSE = "--verbose";

    /** The file begins anew when it is longer. */
    private static final int MOST_BYTES = 1 << 20;

    private final Logger logger;
    private final List<Handler> before;
    private final Handler file;

    /**
     * Takes a log over.
     *
     * @param logger whose handlers are replaced
     * @param file what its records are written to instead
     */
    DesktopLog(Logger logger, Path file) {
        this(logger, List.of(logger.getHandlers()), new LateFile(file));
        before.forEach(logger::removeHandler);
        logger.addHandler(this.file);
    }

    private DesktopLog(Logger logger, List<Handler> before, Handler file) {
        this.logger = logger;
        this.before = before;
        this.file = file;
    }

    /** Takes the log of the process over, unless the user wants to see it; null, which closes like any other, if so. */
    static DesktopLog open(String[] arguments, Map<String, String> environment, String home) {
        if (Arrays.asList(arguments).contains(VERBOSE)) {
            return null;
        }
        Path file = StateFolder.of(environment, home).resolve("desktop.log");
        return new DesktopLog(Logger.getLogger(""), file);
    }

    @Override
    public void close() {
        logger.removeHandler(file);
        file.close();
        before.forEach(logger::addHandler);
    }

    /** Opens its file for the first record. */
    private static final class LateFile extends Handler {

        private final Path path;
        private final ReentrantLock lock = new ReentrantLock();
        private Handler opened;
        private boolean over;

        LateFile(Path path) {
            this.path = path;
        }

        @Override
        public void publish(LogRecord entry) {
            lock.lock();
            try {
                if (opened == null && !over) {
                    open();
                }
                if (opened != null) {
                    opened.publish(entry);
                }
            } finally {
                lock.unlock();
            }
        }

        private void open() {
            try {
                Files.createDirectories(path.getParent());
                opened = new FileHandler(path.toString().replace("%", "%%"), MOST_BYTES, 1, true);
                opened.setFormatter(new SimpleFormatter());
                opened.setErrorManager(new Silence());
            } catch (IOException e) {
                // a program whose log cannot be written has nowhere to say so
                over = true;
            }
        }

        @Override
        public void flush() {
            // every record is written at once
        }

        @Override
        public void close() {
            lock.lock();
            try {
                over = true;
                if (opened != null) {
                    opened.close();
                    opened = null;
                }
            } finally {
                lock.unlock();
            }
        }
    }

    /** The standard one writes to the terminal. */
    private static final class Silence extends ErrorManager {
        @Override
        public void error(String message, Exception cause, int code) {
            // a full disk shall not disturb the user because of a log
        }
    }
}
