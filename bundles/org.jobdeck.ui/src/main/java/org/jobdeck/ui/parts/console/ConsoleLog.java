package org.jobdeck.ui.parts.console;

import java.util.ArrayDeque;
import java.util.Deque;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyleRange;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.widgets.Composite;
import org.jobdeck.ui.model.Tone;
import org.jobdeck.ui.widgets.Palette;

/** What was sent and what came back; the oldest is forgotten. User interface thread only. */
final class ConsoleLog {

    /** What an entry is. */
    enum Kind {
        /** A command that was sent. */
        REQUEST,
        /** What came back. */
        ANSWER,
        /** Why nothing came back. */
        ERROR,
        /** What the server told by itself. */
        EVENT,
        /** What the console has to say. */
        NOTE
    }

    private record Entry(Kind kind, String text) {}

    private static final int MOST_CHARACTERS = 400_000;

    private final StyledText text;
    private final Deque<Entry> entries = new ArrayDeque<>();
    private Palette palette;

    ConsoleLog(Composite parent) {
        text = new StyledText(parent, SWT.MULTI | SWT.READ_ONLY | SWT.BORDER | SWT.V_SCROLL | SWT.WRAP);
        text.setFont(JFaceResources.getTextFont());
        text.setMargins(6, 4, 6, 4);
        // Tab leads on, as everywhere where nothing is written
        text.addListener(SWT.Traverse, e -> e.doit = true);
        palette = Palette.of(text.getDisplay());
    }

    StyledText control() {
        return text;
    }

    /** Shows an entry, and scrolls to it. */
    void add(Kind kind, String entry) {
        entries.add(new Entry(kind, entry));
        append(entries.getLast());
        while (text.getCharCount() > MOST_CHARACTERS && entries.size() > 1) {
            text.replaceTextRange(0, entries.removeFirst().text().length() + 1, "");
        }
        text.setTopIndex(text.getLineCount() - 1);
    }

    void clear() {
        entries.clear();
        text.setText("");
    }

    /** Shows the colours of another palette. */
    void repaint() {
        Palette next = Palette.of(text.getDisplay());
        if (next != palette) {
            palette = next;
            text.setText("");
            entries.forEach(this::append);
        }
    }

    private void append(Entry entry) {
        int start = text.getCharCount();
        text.append(entry.text() + "\n");
        StyleRange style = new StyleRange();
        style.start = start;
        style.length = entry.text().length();
        switch (entry.kind()) {
            case REQUEST -> {
                style.foreground = palette.tone(Tone.ACTIVE);
                style.fontStyle = SWT.BOLD;
            }
            case ERROR -> style.foreground = palette.tone(Tone.FAILED);
            case EVENT -> style.foreground = palette.tone(Tone.WAITING);
            case NOTE -> style.foreground = palette.tone(Tone.PAUSED);
            case ANSWER -> {
                // the colour of lists
            }
        }
        text.setStyleRange(style);
    }
}
