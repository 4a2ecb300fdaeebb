package org.jobdeck.ui.widgets;

import java.util.HashMap;
import java.util.Map;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageGcDrawer;
import org.eclipse.swt.widgets.Display;
import org.jobdeck.ui.model.Cells;
import org.jobdeck.ui.model.Tone;
import org.jobdeck.ui.model.UiVerb;

/**
 * The marks of rows and the signs of buttons, drawn when first needed in the colours of the palette and sharp at every
 * scale. Whoever makes one disposes of it.
 */
public final class Glyphs implements AutoCloseable {

    private static final int SIZE = 16;

    private record Mark(Cells.Kind kind, Tone tone) {}

    private record Sign(UiVerb verb, boolean dim) {}

    @FunctionalInterface
    private interface Drawing {
        void draw(GC gc);
    }

    private final Display display;
    private final Map<Object, Image> images = new HashMap<>();
    private Palette palette;

    /** Glyphs in that palette. */
    public Glyphs(Display display, Palette palette) {
        this.display = display;
        this.palette = palette;
    }

    /** The palette in use. */
    public Palette palette() {
        return palette;
    }

    /** Takes another palette: images given out before are disposed of and must be asked for again. */
    public void repaint(Palette next) {
        close();
        palette = next;
    }

    /** The mark of a row. */
    public Image mark(Cells cells) {
        return images.computeIfAbsent(
                new Mark(cells.kind(), cells.tone()), k -> image(gc -> drawMark(gc, cells.kind(), cells.tone())));
    }

    /** The mark of a source. */
    public Image sourceMark(Tone tone) {
        return images.computeIfAbsent(
                new Mark(Cells.Kind.SOURCE, tone), k -> image(gc -> drawMark(gc, Cells.Kind.SOURCE, tone)));
    }

    /** The mark of a job. */
    public Image mark(Tone tone) {
        return images.computeIfAbsent(
                new Mark(Cells.Kind.JOB, tone), k -> image(gc -> drawMark(gc, Cells.Kind.JOB, tone)));
    }

    /** The sign of a verb that is possible. */
    public Image sign(UiVerb verb) {
        return sign(verb, false);
    }

    /** The sign of a verb that is not possible: what the toolkit makes of a bright sign is as bright. */
    public Image dimSign(UiVerb verb) {
        return sign(verb, true);
    }

    /** The sign of what makes something new. */
    public Image plus() {
        return images.computeIfAbsent(
                "plus",
                k -> image(gc -> {
                    gc.setForeground(palette.sign());
                    gc.setLineWidth(2);
                    gc.drawLine(8, 3, 8, 13);
                    gc.drawLine(3, 8, 13, 8);
                }));
    }

    private Image sign(UiVerb verb, boolean dim) {
        return images.computeIfAbsent(new Sign(verb, dim), k -> image(gc -> drawSign(gc, verb, dim)));
    }

    @Override
    public void close() {
        images.values().forEach(Image::dispose);
        images.clear();
    }

    private Image image(Drawing drawing) {
        return new Image(
                display,
                new ImageGcDrawer() {
                    @Override
                    public void drawOn(GC gc, int width, int height) {
                        gc.setAntialias(SWT.ON);
                        gc.setLineCap(SWT.CAP_ROUND);
                        gc.setLineJoin(SWT.JOIN_ROUND);
                        drawing.draw(gc);
                    }

                    @Override
                    public int getGcStyle() {
                        return SWT.TRANSPARENT;
                    }
                },
                SIZE,
                SIZE);
    }

    private void drawMark(GC gc, Cells.Kind kind, Tone tone) {
        Color color = palette.tone(tone);
        switch (kind) {
            case SOURCE -> drawServer(gc, color);
            case GROUP -> drawSheets(gc, color);
            case TRANSACTION -> drawLink(gc, color);
            case NODE -> drawDisk(gc, color);
            case JOB -> drawJob(gc, color, tone);
        }
    }

    /** A disc with a sign inside, so that the state can be told without its colour; a rim sets it off a selected row. */
    private void drawJob(GC gc, Color color, Tone tone) {
        gc.setBackground(palette.onTone());
        gc.fillOval(0, 0, 16, 16);
        gc.setBackground(color);
        gc.fillOval(1, 1, 14, 14);
        gc.setForeground(palette.onTone());
        gc.setBackground(palette.onTone());
        gc.setLineWidth(2);
        switch (tone) {
            case IDLE -> gc.fillOval(6, 6, 4, 4);
            case ACTIVE -> gc.fillPolygon(new int[] {6, 4, 12, 8, 6, 12});
            case STALLED -> {
                // an hourglass
                gc.fillPolygon(new int[] {5, 4, 11, 4, 8, 8});
                gc.fillPolygon(new int[] {5, 12, 11, 12, 8, 8});
            }
            case PAUSED -> {
                gc.fillRectangle(5, 5, 2, 6);
                gc.fillRectangle(9, 5, 2, 6);
            }
            case ATTENTION -> {
                gc.drawLine(8, 4, 8, 8);
                gc.fillOval(7, 10, 2, 2);
            }
            case WAITING -> gc.drawPolyline(new int[] {8, 4, 8, 8, 11, 9});
            case DONE -> gc.drawPolyline(new int[] {5, 8, 7, 10, 11, 6});
            case CANCELLED -> gc.fillRectangle(5, 5, 6, 6);
            case FAILED -> {
                gc.drawLine(6, 6, 10, 10);
                gc.drawLine(10, 6, 6, 10);
            }
            case LOST -> {
                gc.drawLine(4, 8, 6, 8);
                gc.drawLine(10, 8, 12, 8);
            }
            case UNSEEN -> {
                gc.setLineWidth(1);
                gc.drawPolyline(new int[] {6, 6, 6, 5, 7, 4, 9, 4, 10, 5, 10, 6, 8, 8, 8, 9});
                gc.fillOval(7, 11, 2, 2);
            }
        }
    }

    private void drawServer(GC gc, Color color) {
        for (int y : new int[] {2, 9}) {
            gc.setBackground(palette.onTone());
            gc.fillRoundRectangle(0, y - 1, 16, 7, 3, 3);
            gc.setBackground(color);
            gc.fillRoundRectangle(1, y, 14, 5, 3, 3);
            gc.setBackground(palette.onTone());
            gc.fillRectangle(3, y + 2, 2, 1);
            gc.fillRectangle(9, y + 2, 4, 1);
        }
    }

    private void drawSheets(GC gc, Color color) {
        for (int i = 2; i >= 0; i--) {
            gc.setBackground(palette.onTone());
            gc.fillRoundRectangle(i * 2, 2 + (2 - i) * 3, 12, 7, 3, 3);
            gc.setBackground(color);
            gc.fillRoundRectangle(i * 2 + 1, 3 + (2 - i) * 3, 10, 5, 2, 2);
        }
    }

    private void drawLink(GC gc, Color color) {
        gc.setLineWidth(4);
        gc.setForeground(palette.onTone());
        gc.drawRoundRectangle(2, 5, 7, 6, 5, 5);
        gc.drawRoundRectangle(7, 5, 7, 6, 5, 5);
        gc.setLineWidth(2);
        gc.setForeground(color);
        gc.drawRoundRectangle(2, 5, 7, 6, 5, 5);
        gc.drawRoundRectangle(7, 5, 7, 6, 5, 5);
    }

    private void drawDisk(GC gc, Color color) {
        gc.setBackground(palette.onTone());
        gc.fillRoundRectangle(1, 1, 14, 14, 8, 6);
        gc.setBackground(color);
        gc.fillRoundRectangle(2, 2, 12, 12, 8, 6);
        gc.setForeground(palette.onTone());
        gc.setLineWidth(1);
        gc.drawLine(3, 6, 12, 6);
        gc.drawLine(3, 10, 12, 10);
    }

    private void drawSign(GC gc, UiVerb verb, boolean dim) {
        Color sign = dim ? palette.dimSign() : palette.sign();
        Color danger = dim ? sign : palette.tone(Tone.FAILED);
        gc.setForeground(sign);
        gc.setBackground(sign);
        gc.setLineWidth(2);
        switch (verb) {
            case PAUSE -> {
                gc.fillRectangle(4, 3, 3, 10);
                gc.fillRectangle(9, 3, 3, 10);
            }
            case RESUME -> gc.fillPolygon(new int[] {4, 2, 14, 8, 4, 14});
            case COMPLETE -> gc.drawPolyline(new int[] {3, 8, 7, 12, 13, 4});
            case FINALIZE -> {
                gc.drawPolyline(new int[] {2, 6, 5, 9, 10, 3});
                gc.drawLine(3, 13, 13, 13);
            }
            case DISMISS -> {
                gc.drawLine(3, 5, 13, 5);
                gc.drawLine(7, 3, 9, 3);
                gc.drawPolyline(new int[] {4, 6, 5, 14, 11, 14, 12, 6});
            }
            case CANCEL -> {
                gc.setForeground(danger);
                gc.drawLine(4, 4, 12, 12);
                gc.drawLine(12, 4, 4, 12);
            }
            case FORCE_CANCEL -> {
                gc.setBackground(danger);
                gc.fillPolygon(new int[] {5, 1, 11, 1, 15, 5, 15, 11, 11, 15, 5, 15, 1, 11, 1, 5});
                gc.setForeground(palette.onTone());
                gc.drawLine(5, 5, 11, 11);
                gc.drawLine(11, 5, 5, 11);
            }
            case SPEED -> {
                gc.drawArc(2, 3, 12, 12, -20, 220);
                gc.drawLine(8, 9, 11, 6);
            }
        }
    }
}
