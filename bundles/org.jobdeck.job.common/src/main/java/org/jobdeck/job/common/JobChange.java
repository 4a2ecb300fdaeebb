package org.jobdeck.job.common;

import java.util.Map;

/**
 * Options to alter in a running job (QEMU 8.2: JobChangeOptions).
 *
 * @param type the job type the options belong to
 * @param options names and values as the type declares them
 */
public record JobChange(String type, Map<String, Object> options) {

    /** Makes the map unmodifiable. */
    public JobChange {
        options = Map.copyOf(options);
    }
}
