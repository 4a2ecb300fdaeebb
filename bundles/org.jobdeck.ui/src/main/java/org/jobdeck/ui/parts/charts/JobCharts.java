package org.jobdeck.ui.parts.charts;

import java.util.Arrays;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swtchart.LineStyle;
import org.jobdeck.ui.i18n.Messages;
import org.jobdeck.ui.model.Figures;
import org.jobdeck.ui.model.JobView;
import org.jobdeck.ui.model.Tone;
import org.jobdeck.ui.model.series.Convergence;
import org.jobdeck.ui.model.series.Curves;
import org.jobdeck.ui.model.series.Scale;
import org.jobdeck.ui.model.series.Series;
import org.jobdeck.ui.widgets.Palette;

/** The two charts of a job: its rate, and what is left; side by side where there is room. */
final class JobCharts {

    private static final Messages TEXTS = Messages.of(JobCharts.class);

    private static final int SIDE_BY_SIDE_FROM = 520;

    private final Composite area;
    private final LineChart rate;
    private final LineChart rest;
    private Palette palette;

    JobCharts(Composite parent) {
        area = new Composite(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(2).equalWidth(true).applyTo(area);
        rate = new LineChart(area, TEXTS.get("rate.title"));
        GridDataFactory.fillDefaults().grab(true, true).applyTo(rate.control());
        rest = new LineChart(area, TEXTS.get("rest.title"));
        GridDataFactory.fillDefaults().grab(true, true).applyTo(rest.control());
        area.addListener(SWT.Resize, e -> {
            ((GridLayout) area.getLayout()).numColumns = area.getSize().x >= SIDE_BY_SIDE_FROM ? 2 : 1;
            area.layout();
        });
    }

    Composite control() {
        return area;
    }

    void show(JobView job, Series series, double now, Convergence convergence) {
        Palette next = Palette.of(area.getDisplay());
        rate.begin();
        rest.begin();
        if (next != palette) {
            palette = next;
            rate.paint(palette);
            rest.paint(palette);
        }
        Curves curves = Curves.of(series, job.rate() > 0 ? now : lastOf(series), convergence);
        showRate(job, curves);
        showRest(curves);
    }

    private void showRate(JobView job, Curves curves) {
        long limit = job.snapshot().speed();
        double most = Math.max(most(curves.rates()), limit);
        Scale bytes = Scale.ofBytes(most);
        double end = last(curves.seconds());
        Scale time = Scale.ofSeconds(end);
        double[] x = time.apply(curves.seconds());
        rate.draw(
                "rate",
                look(TEXTS.get("rate.now"), Tone.ACTIVE, LineStyle.SOLID, true),
                x,
                bytes.apply(curves.rates()));
        rate.draw(
                "average",
                look(TEXTS.get("rate.average"), Tone.DONE, LineStyle.SOLID, false),
                x,
                bytes.apply(curves.averages()));
        double[] limitX = limit > 0 ? time.apply(new double[] {0, end}) : new double[0];
        rate.draw(
                "limit",
                look(TEXTS.get("rate.limit"), Tone.PAUSED, LineStyle.DASH, false),
                limitX,
                bytes.apply(new double[] {limit, limit}));
        rate.describe(TEXTS.format(
                "rate.description", Figures.rate(job.rate()), Figures.rate(job.average()), Figures.rate(limit)));
        rate.show(time.unit(), end / time.size(), bytes.unit() + "/s", most / bytes.size());
    }

    private void showRest(Curves curves) {
        double most = most(curves.left());
        Scale bytes = Scale.ofBytes(most);
        double end = Math.max(last(curves.seconds()), last(curves.projectionSeconds()));
        Scale time = Scale.ofSeconds(end);
        rest.draw(
                "left",
                look(TEXTS.get("rest.left"), Tone.ATTENTION, LineStyle.SOLID, true),
                time.apply(curves.seconds()),
                bytes.apply(curves.left()));
        rest.draw(
                "projection",
                look(TEXTS.get("rest.projection"), Tone.ATTENTION, LineStyle.DOT, false),
                time.apply(curves.projectionSeconds()),
                bytes.apply(curves.projectionLeft()));
        rest.describe(TEXTS.format("rest.description", String.valueOf(Math.round(last(curves.left())))));
        rest.show(time.unit(), end / time.size(), bytes.unit(), most / bytes.size());
    }

    private LineChart.Look look(String name, Tone tone, LineStyle style, boolean filled) {
        return new LineChart.Look(name, palette.tone(tone), style, filled);
    }

    private static double lastOf(Series series) {
        return series.size() == 0 ? 0 : series.seconds(series.size() - 1);
    }

    private static double last(double[] values) {
        return values.length == 0 ? 0 : values[values.length - 1];
    }

    private static double most(double[] values) {
        return Arrays.stream(values).max().orElse(0);
    }
}
