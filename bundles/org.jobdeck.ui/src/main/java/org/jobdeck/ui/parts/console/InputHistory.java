package org.jobdeck.ui.parts.console;

import java.util.ArrayList;
import java.util.List;

/** The lines that were sent, to go back to. */
final class InputHistory {

    private static final int MOST = 200;

    private final List<String> lines = new ArrayList<>();
    private int at;
    private String draft = "";

    /** Remembers a line as the latest; the same twice in a row counts once. */
    void add(String line) {
        if (lines.isEmpty() || !lines.getLast().equals(line)) {
            lines.add(line);
        }
        if (lines.size() > MOST) {
            lines.removeFirst();
        }
        at = lines.size();
        draft = "";
    }

    /** The line before the one that is shown; the oldest if there is none. */
    String back(String shown) {
        if (at == lines.size()) {
            draft = shown;
        }
        if (at > 0) {
            at--;
        }
        return at < lines.size() ? lines.get(at) : shown;
    }

    /** The line after the one that is shown; behind the latest what was being written. */
    String forward(String shown) {
        if (at >= lines.size()) {
            return shown;
        }
        at++;
        return at == lines.size() ? draft : lines.get(at);
    }
}
