package org.jobdeck.ui.parts.nodegraph;

import java.util.List;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.graphics.GC;
import org.jobdeck.ui.model.JobView;
import org.jobdeck.ui.model.Tone;
import org.jobdeck.ui.model.graph.GraphLayout;
import org.jobdeck.ui.model.graph.GraphPlan;
import org.jobdeck.ui.widgets.Palette;

/** Draws a scene as its plan says. */
final class GraphPainter {

    private static final int STRIPE = 5;
    private static final int ARC = 8;
    private static final int ARROW = 5;
    private static final int LANES = 4;

    private final GC gc;
    private final Palette palette;
    private final Scene scene;
    private final GraphLayout.Measures measures;
    private final Font bold;
    private final Color background;
    private final Color foreground;

    GraphPainter(GC gc, Palette palette, Scene scene, GraphLayout.Measures measures, Font bold) {
        this.gc = gc;
        this.palette = palette;
        this.scene = scene;
        this.measures = measures;
        this.bold = bold;
        this.background = gc.getDevice().getSystemColor(SWT.COLOR_LIST_BACKGROUND);
        this.foreground = gc.getDevice().getSystemColor(SWT.COLOR_LIST_FOREGROUND);
    }

    /** Draws all of it; the box is where the keyboard is, or null. */
    void paint(GraphPlan plan, GraphPlan.Box focus) {
        gc.setAntialias(SWT.ON);
        gc.setTextAntialias(SWT.ON);
        int lane = 0;
        for (GraphPlan.Line line : plan.lines()) {
            if (line.from().kind() == GraphPlan.Kind.JOB) {
                drawHold(line, lane++ % LANES);
            } else {
                drawEdge(line);
            }
        }
        for (GraphPlan.Box box : plan.boxes()) {
            drawBox(box, box.equals(focus));
        }
    }

    // boxes

    private void drawBox(GraphPlan.Box box, boolean focus) {
        boolean chosen = scene.isChosen(box);
        gc.setBackground(background);
        gc.fillRoundRectangle(box.x(), box.y(), box.width(), box.height(), ARC, ARC);
        List<JobView> holders = box.kind() == GraphPlan.Kind.NODE
                ? scene.holders(box.name())
                : scene.jobOf(box).stream().toList();
        if (box.kind() == GraphPlan.Kind.NODE || box.kind() == GraphPlan.Kind.JOB) {
            drawStripes(box, holders);
        }
        gc.setForeground(chosen ? gc.getDevice().getSystemColor(SWT.COLOR_LIST_SELECTION) : palette.dimSign());
        gc.setLineWidth(chosen ? 3 : 1);
        gc.setLineStyle(box.kind() == GraphPlan.Kind.JOB ? SWT.LINE_DASH : SWT.LINE_SOLID);
        gc.drawRoundRectangle(box.x(), box.y(), box.width(), box.height(), ARC, ARC);
        gc.setLineStyle(SWT.LINE_SOLID);
        if (focus) {
            gc.setLineWidth(1);
            gc.setForeground(foreground);
            gc.setLineStyle(SWT.LINE_DOT);
            gc.drawRectangle(box.x() - 4, box.y() - 4, box.width() + 8, box.height() + 8);
            gc.setLineStyle(SWT.LINE_SOLID);
        }
        drawTexts(box);
    }

    /** A stripe for every job that holds the node, in the colour of how the job is. */
    private void drawStripes(GraphPlan.Box box, List<JobView> holders) {
        for (int i = 0; i < Math.min(holders.size(), LANES); i++) {
            gc.setBackground(palette.tone(Tone.of(holders.get(i))));
            gc.fillRectangle(box.x() + 1 + i * (STRIPE + 1), box.y() + 3, STRIPE, box.height() - 6);
        }
    }

    private void drawTexts(GraphPlan.Box box) {
        int x = box.x() + STRIPE * 2 + 2;
        int y = box.y() + measures.padding();
        int room = box.x() + box.width() - x - 4;
        Font plain = gc.getFont();
        boolean first = true;
        for (Scene.TextLine line : scene.lines(box)) {
            gc.setFont(first ? bold : plain);
            gc.setForeground(line.tone() == null ? foreground : palette.tone(line.tone()));
            gc.drawText(shortened(line.text(), room), x, y, SWT.DRAW_TRANSPARENT);
            y += measures.lineHeight();
            first = false;
        }
        gc.setFont(plain);
    }

    /** A text with an ellipsis in its middle, where it is too long: beginning and end tell most names apart. */
    private String shortened(String text, int room) {
        String shown = text;
        for (int keep = text.length() - 1; keep > 2 && gc.textExtent(shown).x > room; keep--) {
            int head = (keep + 1) / 2;
            shown = text.substring(0, head) + "…" + text.substring(text.length() - (keep - head));
        }
        return shown;
    }

    // lines

    private void drawEdge(GraphPlan.Line line) {
        GraphPlan.Box from = line.from();
        GraphPlan.Box to = line.to();
        gc.setForeground(palette.sign());
        gc.setBackground(palette.sign());
        gc.setLineWidth(1);
        if (to.y() > from.y() + from.height()) {
            int x1 = from.x() + from.width() / 2;
            int x2 = to.x() + to.width() / 2;
            int y1 = from.y() + from.height();
            int y2 = to.y();
            int bend = y2 - measures.gapY() / 2;
            gc.drawPolyline(new int[] {x1, y1, x1, bend, x2, bend, x2, y2});
            gc.fillPolygon(new int[] {x2, y2, x2 - ARROW, y2 - ARROW * 2, x2 + ARROW, y2 - ARROW * 2});
            label(line.role(), x2 + ARROW + 2, y2 - measures.gapY() / 2 - measures.lineHeight() / 2 + 2);
        } else {
            int y = Math.max(from.y(), to.y()) + measures.padding() + measures.lineHeight() / 2;
            boolean rightwards = to.x() > from.x();
            int x1 = rightwards ? from.x() + from.width() : from.x();
            int x2 = rightwards ? to.x() : to.x() + to.width();
            int tip = rightwards ? -ARROW * 2 : ARROW * 2;
            gc.drawLine(x1, y, x2, y);
            gc.fillPolygon(new int[] {x2, y, x2 + tip, y - ARROW, x2 + tip, y + ARROW});
            label(line.role(), Math.min(x1, x2) + 3, y - measures.lineHeight() - 1);
        }
    }

    /** From a job up through the gap between the columns to the side of the node that it holds. */
    private void drawHold(GraphPlan.Line line, int lane) {
        GraphPlan.Box job = line.from();
        GraphPlan.Box node = line.to();
        Color color = palette.tone(scene.jobOf(job).map(Tone::of).orElse(Tone.IDLE));
        gc.setForeground(color);
        gc.setBackground(color);
        gc.setLineWidth(scene.isChosen(job) ? 2 : 1);
        gc.setLineStyle(SWT.LINE_DASH);
        int shift = lane * 4;
        int x1 = job.x() + job.width() / 2 + shift;
        int y1 = job.y();
        int right = node.x() + node.width();
        int gutter = right + measures.gapX() / 4 + shift;
        int bend = y1 - measures.gapY() / 3 - shift;
        int y2 = node.y() + node.height() - measures.padding() - measures.lineHeight() / 2;
        gc.drawPolyline(new int[] {x1, y1, x1, bend, gutter, bend, gutter, y2, right, y2});
        gc.setLineStyle(SWT.LINE_SOLID);
        gc.fillOval(right - 3, y2 - 3, 7, 7);
    }

    private void label(String text, int x, int y) {
        if (!text.isEmpty()) {
            gc.drawText(text, x, y, SWT.DRAW_TRANSPARENT);
        }
    }
}
