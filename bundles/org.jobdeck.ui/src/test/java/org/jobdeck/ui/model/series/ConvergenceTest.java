package org.jobdeck.ui.model.series;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class ConvergenceTest {

    private final Series series = new Series(0);

    /** A job that copies and is dirtied at a steady pace for so many seconds. */
    private Convergence after(int seconds, long copies, long dirties, long begin) {
        for (int i = 0; i <= seconds; i++) {
            long total = begin + dirties * i;
            series.add(i * 1_000_000_000L, copies, total - copies * i, total);
        }
        return Convergence.of(series);
    }

    @Test
    void aJobThatIsFasterThanItsWorkGrowsComesToItsEnd() {
        Convergence convergence = after(30, 100, 40, 10_000);
        assertEquals(Convergence.Verdict.CONVERGING, convergence.verdict());
        assertEquals(100, convergence.copied(), 1e-6);
        assertEquals(40, convergence.dirtied(), 1e-6);
        assertEquals(10_000 - 60 * 30, convergence.left());
        assertEquals(convergence.left() / 60.0, convergence.seconds(), 1e-6);
    }

    @Test
    void aJobWhoseWorkGrowsFasterNeverDoes() {
        Convergence convergence = after(30, 100, 130, 10_000);
        assertEquals(Convergence.Verdict.NEVER, convergence.verdict());
        assertEquals(130, convergence.dirtied(), 1e-6);
    }

    @Test
    void oneThatCopiesAsMuchAsIsDirtiedNeverDoesEither() {
        assertEquals(Convergence.Verdict.NEVER, after(30, 100, 100, 10_000).verdict());
    }

    @Test
    void whatStandsStillAndWhatHasNothingLeftAreNotJudged() {
        assertEquals(Convergence.Verdict.STILL, after(30, 0, 0, 10_000).verdict());
        assertEquals(
                Convergence.Verdict.NOTHING_LEFT,
                new ConvergenceTest().after(10, 100, 0, 1000).verdict());
        assertEquals(
                Convergence.Verdict.UNKNOWN,
                new ConvergenceTest().after(1, 100, 0, 1000).verdict());
        assertEquals(Convergence.Verdict.UNKNOWN, Convergence.of(new Series(0)).verdict());
    }

    @Test
    void onlyTheLastSecondsCount() {
        for (int i = 0; i <= 60; i++) {
            // for the first minute it was not keeping up, then the guest fell silent
            long total = 10_000 + 200L * Math.min(i, 30);
            series.add(i * 1_000_000_000L, 100, total - 100L * i, total);
        }
        assertEquals(Convergence.Verdict.CONVERGING, Convergence.of(series).verdict());
    }

    @Test
    void curvesReachUntilNowAndIntoTheFuture() {
        Convergence convergence = after(40, 100, 0, 5_000);
        Curves curves = Curves.of(series, 42, convergence);
        assertEquals(42, curves.seconds()[curves.seconds().length - 1]);
        assertEquals(100, curves.rates()[curves.rates().length - 1]);
        assertEquals(100, curves.averages()[20], 1e-6);
        assertArrayEquals(new double[] {42, 52}, curves.projectionSeconds(), 1e-6);
        assertArrayEquals(new double[] {1000, 0}, curves.projectionLeft(), 1e-6);
    }

    @Test
    void aFarFutureIsNotDrawnToItsEnd() {
        Convergence convergence = after(40, 1, 0, 1_000_000);
        Curves curves = Curves.of(series, 40, convergence);
        assertEquals(80, curves.projectionSeconds()[1], 1e-6);
        assertTrue(curves.projectionLeft()[1] > 999_000);
    }

    @Test
    void noSamplesGiveNoCurves() {
        Series none = new Series(0);
        Curves curves = Curves.of(none, 5, Convergence.of(none));
        assertEquals(0, curves.seconds().length);
        assertEquals(0, curves.projectionSeconds().length);
    }

    @Test
    void unitsKeepNumbersShort() {
        assertEquals("MiB", Scale.ofBytes(5 << 20).unit());
        assertEquals("B", Scale.ofBytes(0).unit());
        assertEquals("s", Scale.ofSeconds(90).unit());
        assertEquals("min", Scale.ofSeconds(600).unit());
        assertEquals("h", Scale.ofSeconds(20_000).unit());
        assertArrayEquals(new double[] {1, 2}, Scale.ofBytes(3 << 20).apply(new double[] {1 << 20, 2 << 20}));
    }
}
