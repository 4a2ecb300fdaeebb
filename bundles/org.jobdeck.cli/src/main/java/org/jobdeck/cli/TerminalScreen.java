package org.jobdeck.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp;

/** The terminal this process was started in. */
final class TerminalScreen implements Screen {

    private static final int FALLBACK_COLUMNS = 80;
    private static final int FALLBACK_ROWS = 24;

    private final Terminal terminal;
    private final boolean whole;
    private final Attributes original;
    private final Display display;
    private Size size = new Size(0, 0);
    private volatile boolean closed;

    private TerminalScreen(Terminal terminal, boolean whole) {
        this.terminal = terminal;
        this.whole = whole;
        this.original = terminal.enterRawMode();
        this.display = new Display(terminal, whole);
        if (whole) {
            terminal.puts(InfoCmp.Capability.enter_ca_mode);
        }
        followSize();
    }

    /** Takes the terminal over; empty if it cannot be drawn on. */
    static Optional<Screen> open(boolean whole) {
        Terminal terminal = null;
        try {
            // signals are the host's: the terminal would put back the system's way of dealing with them
            terminal = TerminalBuilder.builder()
                    .system(true)
                    .dumb(true)
                    .nativeSignals(false)
                    .build();
            if (isCapable(terminal)) {
                return Optional.of(new TerminalScreen(terminal, whole));
            }
            terminal.close();
        } catch (IOException | IllegalStateException e) {
            System.getLogger(TerminalScreen.class.getName())
                    .log(System.Logger.Level.WARNING, "the terminal cannot be used: " + e.getMessage());
        }
        return Optional.empty();
    }

    private static boolean isCapable(Terminal terminal) {
        return !terminal.getType().equals(Terminal.TYPE_DUMB)
                && !terminal.getType().equals(Terminal.TYPE_DUMB_COLOR);
    }

    @Override
    public int columns() {
        int columns = terminal.getWidth();
        return columns > 0 ? columns : FALLBACK_COLUMNS;
    }

    @Override
    public int rows() {
        int rows = terminal.getHeight();
        return rows > 0 ? rows : FALLBACK_ROWS;
    }

    @Override
    public void show(List<String> lines) {
        followSize();
        List<AttributedString> cut = new ArrayList<>();
        for (String line : lines) {
            // the last column stays free: some terminals begin a new line as soon as it is written
            cut.add(new AttributedString(line).columnSubSequence(0, size.getColumns() - 1));
        }
        display.update(
                cut,
                lines.isEmpty()
                        ? 0
                        : size.cursorPos(lines.size() - 1, cut.getLast().columnLength()));
    }

    private void followSize() {
        Size now = new Size(columns(), rows());
        if (!now.equals(size)) {
            size = now;
            // what a terminal makes of its lines when it is resized differs, so all are written anew
            terminal.puts(whole ? InfoCmp.Capability.clear_screen : InfoCmp.Capability.carriage_return);
            terminal.puts(InfoCmp.Capability.clr_eos);
            display.resize(size.getRows(), size.getColumns());
            display.reset();
        }
    }

    @Override
    public void onKey(IntConsumer listener, Runnable gone) {
        waitForKeys();
        Thread thread = new Thread(() -> readKeys(listener, gone), "jobdeck-keys");
        // it may stand in a read for as long as the process lives
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Has a read wait for a key. In raw mode alone it would return nothing after a while, which cannot be told from a
     * terminal that is gone; the reader of the terminal's own has that flaw, so the keys are read past it.
     */
    private void waitForKeys() {
        Attributes waiting = terminal.getAttributes();
        waiting.setControlChar(Attributes.ControlChar.VMIN, 1);
        waiting.setControlChar(Attributes.ControlChar.VTIME, 0);
        terminal.setAttributes(waiting);
    }

    private void readKeys(IntConsumer listener, Runnable gone) {
        try {
            for (int key = System.in.read(); key >= 0 && !closed; key = System.in.read()) {
                listener.accept(key);
            }
        } catch (IOException e) {
            System.getLogger(TerminalScreen.class.getName())
                    .log(System.Logger.Level.DEBUG, "the terminal gives no more keys", e);
        }
        if (!closed) {
            gone.run();
        }
    }

    @Override
    public void close() {
        closed = true;
        if (whole) {
            terminal.puts(InfoCmp.Capability.exit_ca_mode);
        } else {
            terminal.writer().println();
        }
        terminal.flush();
        terminal.setAttributes(original);
        try {
            terminal.close();
        } catch (IOException e) {
            System.getLogger(TerminalScreen.class.getName()).log(System.Logger.Level.DEBUG, "the terminal is gone", e);
        }
    }
}
