package org.jobdeck.ui.parts.charts;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import org.eclipse.swt.SWT;
import org.eclipse.swt.accessibility.AccessibleAdapter;
import org.eclipse.swt.accessibility.AccessibleEvent;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swtchart.Chart;
import org.eclipse.swtchart.IAxis;
import org.eclipse.swtchart.ILineSeries;
import org.eclipse.swtchart.ISeries;
import org.eclipse.swtchart.LineStyle;
import org.eclipse.swtchart.Range;
import org.jobdeck.ui.i18n.Messages;
import org.jobdeck.ui.widgets.Palette;

/** Lines over time, all from 0, in the colours of the desktop's theme. */
final class LineChart {

    private static final Messages TEXTS = Messages.of(LineChart.class);

    private static final int TICK_DISTANCE = 56;
    private static final double HEADROOM = 1.08;

    /**
     * How a line is drawn.
     *
     * @param name in the legend
     * @param color its colour
     * @param style whole, dashed or dotted
     * @param area whether what is below it is filled
     */
    record Look(String name, Color color, LineStyle style, boolean area) {}

    private final Chart chart;
    private final String title;
    private String description = "";

    LineChart(Composite parent, String title) {
        this.title = title;
        chart = new Chart(parent, SWT.NONE);
        chart.getTitle().setText(title);
        chart.getAxisSet().getYAxis(0).getTitle().setVisible(false);
        chart.getLegend().setPosition(SWT.BOTTOM);
        Font font = parent.getFont();
        chart.getTitle().setFont(font);
        chart.getLegend().setFont(font);
        for (IAxis axis : axes()) {
            axis.getTitle().setFont(font);
            axis.getTick().setFont(font);
            axis.getTick().setTickMarkStepHint(TICK_DISTANCE);
            axis.getTick().setFormat(new DecimalFormat("#,##0.##", DecimalFormatSymbols.getInstance(Locale.ROOT)));
        }
        chart.getPlotArea().getControl().getAccessible().addAccessibleListener(new AccessibleAdapter() {
            @Override
            public void getName(AccessibleEvent e) {
                e.result = title + ": " + description;
            }
        });
    }

    Chart control() {
        return chart;
    }

    /** What somebody hears who cannot see it. */
    void describe(String words) {
        description = words;
    }

    /** Takes the colours of a palette. */
    void paint(Palette palette) {
        Color background = chart.getDisplay().getSystemColor(SWT.COLOR_LIST_BACKGROUND);
        Color foreground = chart.getDisplay().getSystemColor(SWT.COLOR_LIST_FOREGROUND);
        chart.setBackground(background);
        chart.getPlotArea().setBackground(background);
        chart.getLegend().setBackground(background);
        chart.getLegend().setForeground(foreground);
        chart.getTitle().setForeground(foreground);
        for (IAxis axis : axes()) {
            axis.getTitle().setForeground(foreground);
            axis.getTick().setForeground(foreground);
            axis.getGrid().setForeground(palette.track());
            axis.getGrid().setStyle(LineStyle.SOLID);
        }
    }

    /** Draws a line, or takes it away if it has no points. */
    void draw(String id, Look look, double[] x, double[] y) {
        ISeries<?> series = chart.getSeriesSet().getSeries(id);
        if (x.length == 0) {
            if (series != null) {
                chart.getSeriesSet().deleteSeries(id);
            }
            return;
        }
        ILineSeries<?> line = series == null
                ? (ILineSeries<?>) chart.getSeriesSet().createSeries(ISeries.SeriesType.LINE, id)
                : (ILineSeries<?>) series;
        line.setDescription(look.name());
        line.setSymbolType(ILineSeries.PlotSymbolType.NONE);
        line.setLineColor(look.color());
        line.setLineStyle(look.style());
        line.setLineWidth(2);
        line.setAntialias(SWT.ON);
        line.enableArea(look.area());
        line.setXSeries(x);
        line.setYSeries(y);
    }

    /** Sets units and ends of the axes, and shows all that was drawn. */
    void show(String xUnit, double xMost, String yUnit, double yMost) {
        IAxis time = chart.getAxisSet().getXAxis(0);
        IAxis value = chart.getAxisSet().getYAxis(0);
        time.getTitle().setText(xUnit);
        // beside the axis it would stand upright, which is drawn from a picture, and blurred at 200 %
        chart.getTitle().setText(TEXTS.format("chart.title", title, yUnit));
        time.setRange(new Range(0, Math.max(xMost, 1)));
        value.setRange(new Range(0, Math.max(yMost, 1) * HEADROOM));
        chart.suspendUpdate(false);
        chart.redraw();
    }

    /** Draws nothing until {@link #show}. */
    void begin() {
        chart.suspendUpdate(true);
    }

    private IAxis[] axes() {
        return chart.getAxisSet().getAxes();
    }
}
