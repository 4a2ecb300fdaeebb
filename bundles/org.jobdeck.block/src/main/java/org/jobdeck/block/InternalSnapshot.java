package org.jobdeck.block;

import org.jobdeck.json.JsonObject;

/**
 * A state of the disk that an image keeps in itself (QEMU: QEMUSnapshotInfo).
 *
 * @param id unique in the image
 * @param name as its maker called it
 * @param vmStateSize how long the saved state of a machine is, in bytes; 0 for none
 * @param seconds when it was made, in seconds since 1970
 * @param nanoseconds and the rest of that
 * @param vmClock how long the machine had run, in nanoseconds
 * @param icount how many instructions it had run; -1 where they were not counted
 * @param diskSize how long the disk was; 0 where that was not noted
 */
public record InternalSnapshot(
        String id,
        String name,
        long vmStateSize,
        long seconds,
        int nanoseconds,
        long vmClock,
        long icount,
        long diskSize) {

    private static final long NANOSECONDS = 1_000_000_000;

    /** One of the disk alone; the image gives it an id. */
    public static InternalSnapshot ofDisk(String name, long seconds, int nanoseconds) {
        return new InternalSnapshot("", name, 0, seconds, nanoseconds, 0, -1, 0);
    }

    /** In the form of the monitor protocol (QEMU: SnapshotInfo). */
    JsonObject toJson() {
        JsonObject.Builder json = JsonObject.builder()
                .put("id", id)
                .put("name", name)
                .put("vm-state-size", vmStateSize)
                .put("date-sec", seconds)
                .put("date-nsec", nanoseconds)
                .put("vm-clock-sec", vmClock / NANOSECONDS)
                .put("vm-clock-nsec", vmClock % NANOSECONDS);
        if (icount != -1) {
            json.put("icount", icount);
        }
        return json.build();
    }
}
