package org.jobdeck.job.monitor.histories;

/**
 * One request.
 *
 * @param job the number of the job
 * @param amount a small number: the speed, or whether by force
 */
record Step(StepKind kind, int job, int amount) {

    boolean force() {
        return amount % 2 == 1;
    }

    @Override
    public String toString() {
        return (kind.foreign() ? "elsewhere: " : "main loop: ") + kind + " j" + job
                + switch (kind) {
                    case SET_SPEED, PROGRESS, MOVE, REST -> " " + amount;
                    case CANCEL, CANCEL_SYNC -> force() ? " by force" : " softly";
                    default -> "";
                };
    }
}
