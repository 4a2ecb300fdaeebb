package org.jobdeck.cli.image;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jobdeck.block.InternalSnapshot;
import org.jobdeck.json.JsonArray;
import org.jobdeck.json.JsonObject;

/** Internal snapshots as QEMU's image tool lists them. */
final class SnapshotTable {

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final String ROW = "%-9s %-16s %8s %19s %12s %10s%n";
    private static final long NANOS = 1_000_000_000;

    private SnapshotTable() {}

    /** The list; empty if there are none. */
    static String text(List<InternalSnapshot> snapshots) {
        if (snapshots.isEmpty()) {
            return "";
        }
        StringBuilder out = new StringBuilder("Snapshot list:\n");
        out.append(String.format(ROW, "ID", "TAG", "VM SIZE", "DATE", "VM CLOCK", "ICOUNT"));
        snapshots.forEach(snapshot -> out.append(row(snapshot)));
        return out.toString();
    }

    private static String row(InternalSnapshot snapshot) {
        String date = DATE.format(Instant.ofEpochSecond(snapshot.seconds()).atZone(ZoneId.systemDefault()));
        long seconds = snapshot.vmClock() / NANOS;
        String clock = String.format(
                "%02d:%02d:%02d.%03d",
                seconds / 3600, seconds / 60 % 60, seconds % 60, snapshot.vmClock() / 1_000_000 % 1000);
        return String.format(
                ROW,
                snapshot.id(),
                snapshot.name(),
                HumanText.size(snapshot.vmStateSize()),
                date,
                clock,
                snapshot.icount() == -1 ? "" : String.valueOf(snapshot.icount()));
    }

    /** QEMU: a list of SnapshotInfo. */
    static JsonArray json(List<InternalSnapshot> snapshots) {
        return JsonArray.builder()
                .addAll(snapshots.stream().map(SnapshotTable::json).toList())
                .build();
    }

    private static JsonObject json(InternalSnapshot snapshot) {
        JsonObject.Builder json = JsonObject.builder()
                .put("id", snapshot.id())
                .put("name", snapshot.name())
                .put("vm-state-size", snapshot.vmStateSize())
                .put("date-sec", snapshot.seconds())
                .put("date-nsec", snapshot.nanoseconds())
                .put("vm-clock-sec", snapshot.vmClock() / NANOS)
                .put("vm-clock-nsec", snapshot.vmClock() % NANOS);
        if (snapshot.icount() != -1) {
            json.put("icount", snapshot.icount());
        }
        return json.build();
    }
}
