package org.jobdeck.job.monitor.histories;

import java.util.List;

/**
 * A job of a history.
 *
 * @param number tells it from the others
 * @param spot where its body runs
 * @param grouped whether it is a member of the one transaction that jobs of the history share
 * @param answer to cancel
 * @param refusesComplete whether the driver refuses the order to complete
 * @param failsPrepare whether the driver fails at the last moment
 * @param body what it does
 */
record JobScript(
        int number,
        Spot spot,
        boolean grouped,
        boolean manualFinalize,
        boolean manualDismiss,
        Answer answer,
        boolean refusesComplete,
        boolean failsPrepare,
        List<Act> body) {

    /** How many traits there are that can be made plain. */
    static final int TRAITS = 7;

    JobScript {
        body = List.copyOf(body);
    }

    String id() {
        return "j" + number;
    }

    JobScript with(List<Act> newBody) {
        return new JobScript(
                number, spot, grouped, manualFinalize, manualDismiss, answer, refusesComplete, failsPrepare, newBody);
    }

    /** The same job with one of its traits made plain; itself if it is plain already. */
    JobScript plainer(int trait) {
        return new JobScript(
                number,
                trait == 0 ? Spot.MAIN_LOOP : spot,
                trait != 1 && grouped,
                trait != 2 && manualFinalize,
                trait != 3 && manualDismiss,
                trait == 4 ? Answer.ALWAYS_FORCE : answer,
                trait != 5 && refusesComplete,
                trait != 6 && failsPrepare,
                body);
    }

    @Override
    public String toString() {
        return "job " + id() + " in " + spot
                + (grouped ? ", grouped" : "")
                + (manualFinalize ? ", manual finalize" : "")
                + (manualDismiss ? ", manual dismiss" : "")
                + (answer == Answer.ALWAYS_FORCE ? "" : ", answers " + answer)
                + (refusesComplete ? ", refuses complete" : "")
                + (failsPrepare ? ", fails in prepare" : "")
                + ": " + body;
    }
}
