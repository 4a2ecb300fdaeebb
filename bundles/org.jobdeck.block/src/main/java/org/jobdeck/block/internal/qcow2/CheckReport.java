package org.jobdeck.block.internal.qcow2;

import java.util.ArrayList;
import java.util.List;
import org.jobdeck.block.ImageCheck;

/** What a check has found so far. */
final class CheckReport {

    /** More findings than these are counted only. */
    private static final int MOST_MESSAGES = 10_000;

    private final List<String> messages = new ArrayList<>();
    long corruptions;
    long leaks;
    long checkErrors;
    long corruptionsFixed;
    long leaksFixed;
    long allocated;
    long fragmented;
    long compressed;

    void say(String text) {
        if (messages.size() < MOST_MESSAGES) {
            messages.add(text);
        }
    }

    /** Something is wrong. */
    void error(String text) {
        corruptions++;
        say(text);
    }

    /** All that was found up to now is repaired. */
    void allFixed() {
        corruptionsFixed += corruptions;
        leaksFixed += leaks;
        corruptions = 0;
        leaks = 0;
    }

    ImageCheck result(long imageEnd, long totalClusters) {
        return new ImageCheck(
                corruptions,
                leaks,
                checkErrors,
                corruptionsFixed,
                leaksFixed,
                imageEnd,
                totalClusters,
                allocated,
                fragmented,
                compressed,
                List.copyOf(messages));
    }
}
