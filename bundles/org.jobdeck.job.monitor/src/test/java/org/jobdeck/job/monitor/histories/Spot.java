package org.jobdeck.job.monitor.histories;

/** Where a body runs. */
enum Spot {
    MAIN_LOOP,
    PRIVATE_LOOP,
    FURTHER_LOOP
}
