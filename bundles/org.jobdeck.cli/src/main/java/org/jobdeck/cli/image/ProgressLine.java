package org.jobdeck.cli.image;

import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jobdeck.job.common.JobProgress;

/** The line that shows a progress in per cent, as QEMU's image tool draws it; or nothing. */
final class ProgressLine {

    private final PrintStream out;
    private final boolean shown;
    private double last;
    private boolean open;

    ProgressLine(PrintStream out, boolean shown) {
        this.out = out;
        this.shown = shown;
    }

    void begin() {
        print(0);
    }

    /** Draws it anew if it has moved by one per cent. */
    void show(JobProgress.Value progress) {
        if (progress.total() > 0) {
            double percent = 100.0 * progress.current() / progress.total();
            if (percent >= last + 1 || percent >= 100 && last < 100) {
                print(percent);
            }
        }
    }

    /** Draws it for the last time; one that ended early stays where it was. */
    void end(JobProgress.Value progress) {
        if (progress.current() >= progress.total() && last < 100) {
            print(100);
        }
    }

    /** Ends the line. */
    void close() {
        if (open) {
            open = false;
            out.print('\n');
            out.flush();
        }
    }

    private void print(double percent) {
        if (shown) {
            last = percent;
            open = true;
            // rounded as C does: what lies in the middle goes to the even digit
            String digits =
                    new BigDecimal(percent).setScale(2, RoundingMode.HALF_EVEN).toPlainString();
            out.print("    (" + digits + "/100%)\r");
            out.flush();
        }
    }
}
