package org.jobdeck.block;

/**
 * A limit as a bucket with a hole: what is done goes in, and as much leaks out a second as is allowed; while it is too
 * full nothing more may be done (QEMU: LeakyBucket). Guarded by its group.
 */
final class LeakyBucket {

    private static final double NANOS = 1e9;

    /** A second's amount divided by this may always be done at once. */
    private static final double SLACK = 10;

    private final ThrottleConfig.Limit limit;
    private double level;

    /** What was done within a burst of several seconds, which has a rate of its own. */
    private double burstLevel;

    LeakyBucket(ThrottleConfig.Limit limit) {
        this.limit = limit;
    }

    private boolean hasLongBursts() {
        return limit.burstSeconds() > 1;
    }

    /** So much time has gone by. */
    void leak(long nanos) {
        level = Math.max(level - limit.average() * (nanos / NANOS), 0);
        if (hasLongBursts()) {
            burstLevel = Math.max(burstLevel - limit.burst() * (nanos / NANOS), 0);
        }
    }

    /** So much was done. */
    void add(double units) {
        level += units;
        if (hasLongBursts()) {
            burstLevel += units;
        }
    }

    /** How many nanoseconds it takes until something may be done again; 0: at once. */
    long nanosToWait() {
        double size = limit.burst() == 0 ? limit.average() / SLACK : (double) limit.burst() * limit.burstSeconds();
        double extra = level - size;
        if (extra > 0) {
            return (long) (extra * NANOS / limit.average());
        }
        double extraInBurst = hasLongBursts() ? burstLevel - limit.burst() / SLACK : 0;
        return extraInBurst > 0 ? (long) (extraInBurst * NANOS / limit.burst()) : 0;
    }
}
