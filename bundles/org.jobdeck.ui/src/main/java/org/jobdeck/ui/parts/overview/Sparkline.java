package org.jobdeck.ui.parts.overview;

import java.util.Arrays;
import org.eclipse.swt.SWT;
import org.eclipse.swt.accessibility.AccessibleAdapter;
import org.eclipse.swt.accessibility.AccessibleEvent;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;
import org.jobdeck.ui.i18n.Messages;
import org.jobdeck.ui.model.Figures;
import org.jobdeck.ui.model.Tone;
import org.jobdeck.ui.model.series.Series;
import org.jobdeck.ui.widgets.Palette;

/** The last minutes of a rate, as a filled line without axes. */
final class Sparkline extends Canvas {

    private static final Messages TEXTS = Messages.of(Sparkline.class);

    /** How much is shown, in seconds: at first what there is, then so much. */
    private static final double LONGEST = 300;

    private static final double SHORTEST = 60;

    private static final int HEIGHT = 72;
    private static final int FILL_ALPHA = 60;

    private Series series;
    private double now;
    private String text = "";
    private int samples;
    private boolean level = true;

    Sparkline(Composite parent) {
        super(parent, SWT.DOUBLE_BUFFERED);
        addListener(SWT.Paint, e -> paint(e.gc));
        getAccessible().addAccessibleListener(new AccessibleAdapter() {
            @Override
            public void getName(AccessibleEvent e) {
                e.result = describe();
            }
        });
    }

    /** Shows the series up to that time, in its seconds. */
    void show(Series next, double seconds) {
        boolean same = next == series && next.size() == samples;
        series = next;
        samples = next.size();
        now = seconds;
        boolean wasLevel = level;
        level = peak() <= 0;
        // a line that lies at the bottom, or has no new end, looks as before
        if (same || wasLevel && level) {
            return;
        }
        redraw();
        String description = describe();
        if (!description.equals(text)) {
            text = description;
            setToolTipText(description);
        }
    }

    @Override
    public Point computeSize(int widthHint, int heightHint, boolean changed) {
        return new Point(widthHint == SWT.DEFAULT ? 200 : widthHint, heightHint == SWT.DEFAULT ? HEIGHT : heightHint);
    }

    private String describe() {
        return TEXTS.format("throughput.peak", Figures.rate(Math.round(peak())));
    }

    private int first() {
        return series.indexBack(LONGEST);
    }

    private double peak() {
        double peak = 0;
        for (int i = series == null || series.size() == 0 ? 0 : first(); series != null && i < series.size(); i++) {
            peak = Math.max(peak, series.rate(i));
        }
        return peak;
    }

    private void paint(GC gc) {
        Rectangle area = getClientArea();
        Palette palette = Palette.of(getDisplay());
        gc.setAntialias(SWT.ON);
        int bottom = area.height - 2;
        gc.setForeground(palette.track());
        gc.drawLine(0, bottom, area.width, bottom);
        double peak = peak();
        if (peak <= 0) {
            return;
        }
        int first = first();
        int count = series.size() - first;
        int[] points = new int[count * 2 + 6];
        int at = 0;
        for (int i = first; i < series.size(); i++) {
            at = point(points, at, x(series.seconds(i), area.width), y(series.rate(i), peak, bottom));
        }
        // what was measured last holds until now
        at = point(points, at, area.width, points[at - 1]);
        at = point(points, at, area.width, bottom);
        point(points, at, points[0], bottom);
        gc.setBackground(palette.tone(Tone.ACTIVE));
        gc.setAlpha(FILL_ALPHA);
        gc.fillPolygon(points);
        gc.setAlpha(255);
        gc.setForeground(palette.tone(Tone.ACTIVE));
        gc.setLineWidth(2);
        int[] line = Arrays.copyOf(points, count * 2 + 2);
        gc.drawPolyline(line);
    }

    private int x(double seconds, int width) {
        double span = Math.clamp(now, SHORTEST, LONGEST);
        return (int) Math.round(width * (1 - Math.clamp((now - seconds) / span, 0, 1)));
    }

    private static int y(double rate, double peak, int bottom) {
        return (int) Math.round(bottom - rate / peak * (bottom - 3));
    }

    private static int point(int[] points, int at, int x, int y) {
        points[at] = x;
        points[at + 1] = y;
        return at + 2;
    }
}
