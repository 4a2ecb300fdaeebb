package org.jobdeck.ui.widgets;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Link;
import org.eclipse.swt.widgets.Listener;

/** Lines with a mark and a link each, as many as there are; touches only what differs. */
public final class LinkList {

    /**
     * A line.
     *
     * @param mark stands before it
     * @param link the part that can be clicked
     * @param rest follows it; may be empty
     * @param tip what there is to say under the pointer; may be empty
     * @param act what a click does
     */
    public record Line(Image mark, String link, String rest, String tip, Runnable act) {

        /** A line that says all there is. */
        public Line(Image mark, String link, String rest, Runnable act) {
            this(mark, link, rest, "", act);
        }
    }

    private record Slot(Label mark, Link text) {}

    private final Composite list;
    private final Listener onSettings = event -> repaint();
    private final List<Slot> slots = new ArrayList<>();
    private List<Line> lines = List.of();

    /** An empty list. */
    public LinkList(Composite parent) {
        list = new Composite(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(2).spacing(6, 3).applyTo(list);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(list);
        Display display = list.getDisplay();
        display.addListener(SWT.Settings, onSettings);
        list.addListener(SWT.Dispose, e -> display.removeListener(SWT.Settings, onSettings));
    }

    private void repaint() {
        Color color = Palette.of(list.getDisplay()).link();
        slots.forEach(slot -> slot.text().setLinkForeground(color));
    }

    /** The widget. */
    public Composite control() {
        return list;
    }

    /** Shows other lines; whether that may need another amount of room. */
    public boolean show(List<Line> next) {
        lines = List.copyOf(next);
        boolean moved = false;
        while (slots.size() < lines.size()) {
            slots.add(slot(slots.size()));
            moved = true;
        }
        for (int i = 0; i < slots.size(); i++) {
            Slot slot = slots.get(i);
            boolean used = i < lines.size();
            moved |= use(slot.mark(), used) | use(slot.text(), used);
            if (used) {
                moved |= fill(slot, lines.get(i));
            }
        }
        return moved;
    }

    private static boolean fill(Slot slot, Line line) {
        if (slot.mark().getImage() != line.mark()) {
            slot.mark().setImage(line.mark());
        }
        String tip = line.tip().isEmpty() ? null : line.tip();
        if (!Objects.equals(slot.text().getToolTipText(), tip)) {
            slot.text().setToolTipText(tip);
        }
        String text = "<a>" + plain(line.link()) + "</a>" + (line.rest().isEmpty() ? "" : "  " + plain(line.rest()));
        String old = slot.text().getText();
        if (old.equals(text)) {
            return false;
        }
        slot.text().setText(text);
        return old.length() != text.length();
    }

    /** A text in which a link sees neither tags nor a mnemonic. */
    private static String plain(String text) {
        return text.replace("&", "&&").replace("<", "‹").replace(">", "›");
    }

    private Slot slot(int index) {
        Label mark = new Label(list, SWT.NONE);
        GridDataFactory.fillDefaults().align(SWT.CENTER, SWT.BEGINNING).applyTo(mark);
        Link text = new Link(list, SWT.NONE);
        text.setLinkForeground(Palette.of(list.getDisplay()).link());
        GridDataFactory.fillDefaults().grab(true, false).applyTo(text);
        text.addListener(SWT.Selection, e -> {
            if (index < lines.size()) {
                lines.get(index).act().run();
            }
        });
        return new Slot(mark, text);
    }

    private static boolean use(Control control, boolean used) {
        GridData data = (GridData) control.getLayoutData();
        if (data.exclude != used) {
            return false;
        }
        data.exclude = !used;
        control.setVisible(used);
        return true;
    }
}
