package org.jobdeck.source;

import java.util.Objects;

/**
 * How the machine is to which a source's disks belong (QMP: {@code query-status}).
 *
 * @param name what the user knows the machine by (QMP: {@code query-name}); empty if it has no name
 * @param word QEMU's word for its state, as in "running", "paused" or "io-error"; empty where there is no machine: in a
 *     storage daemon and in the embedded engine
 * @param running whether its processors run
 */
public record MachineStatus(String name, String word, boolean running) {

    /** There is no machine, or nothing is known of it yet. */
    public static final MachineStatus NONE = new MachineStatus("", "", false);

    /** Refuses nulls. */
    public MachineStatus {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(word, "word");
    }

    /** Whether there is a machine. */
    public boolean isPresent() {
        return !word.isEmpty();
    }

    /** Whether it stands still for a reason that somebody should look at: an error of its disks or of itself. */
    public boolean isAlarm() {
        return word.equals("io-error") || word.equals("internal-error") || word.equals("guest-panicked");
    }
}
