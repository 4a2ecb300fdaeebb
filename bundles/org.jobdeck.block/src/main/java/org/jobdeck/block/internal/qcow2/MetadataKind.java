package org.jobdeck.block.internal.qcow2;

import java.util.EnumSet;
import java.util.Set;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.NodeOptions;

/**
 * What lies in an image beside the guest's data, in the order in which QEMU looks whether a write would overwrite it
 * (QEMU: QCow2MetadataOverlap). Which of these are looked at is an option of the node.
 */
enum MetadataKind {
    MAIN_HEADER("main-header", "qcow2_header", Cost.CONSTANT),
    ACTIVE_L1("active-l1", "active L1 table", Cost.CONSTANT),
    ACTIVE_L2("active-l2", "active L2 table", Cost.CACHED),
    REFCOUNT_BLOCK("refcount-block", "refcount block", Cost.CACHED),
    REFCOUNT_TABLE("refcount-table", "refcount table", Cost.CONSTANT),
    SNAPSHOT_TABLE("snapshot-table", "snapshot table", Cost.CONSTANT),
    INACTIVE_L1("inactive-l1", "inactive L1 table", Cost.CACHED),
    INACTIVE_L2("inactive-l2", "inactive L2 table", Cost.ALL),
    BITMAP_DIRECTORY("bitmap-directory", "bitmap directory", Cost.CONSTANT);

    private static final String OPTION = "overlap-check";

    /** What it takes to look: the words of the option, each of which stands for those before it, too. */
    private enum Cost {
        NONE,
        CONSTANT,
        CACHED,
        ALL;

        static Cost of(String word) throws BlockException {
            return switch (word) {
                case "none" -> NONE;
                case "constant" -> CONSTANT;
                case "cached" -> CACHED;
                case "all" -> ALL;
                default -> throw NodeOptions.wrongValue(OPTION, word);
            };
        }
    }

    private final String option;
    private final String text;
    private final Cost cost;

    MetadataKind(String option, String text, Cost cost) {
        this.option = option;
        this.text = text;
        this.cost = cost;
    }

    /** Its name in messages. */
    String text() {
        return text;
    }

    /** Those that the options of a node name; without any, all that can be told from memory. */
    static Set<MetadataKind> from(NodeOptions options) throws BlockException {
        if (options.isObject(OPTION)) {
            return of(options.object(OPTION).orElseThrow());
        }
        return upTo(Cost.of(options.text(OPTION).orElse("cached")));
    }

    private static Set<MetadataKind> of(NodeOptions flags) throws BlockException {
        Set<MetadataKind> kinds = upTo(Cost.of(flags.text("template").orElse("cached")));
        for (MetadataKind kind : values()) {
            boolean wanted = flags.bool(kind.option).orElse(kinds.contains(kind));
            if (wanted) {
                kinds.add(kind);
            } else {
                kinds.remove(kind);
            }
        }
        flags.refuseUnused();
        return kinds;
    }

    private static Set<MetadataKind> upTo(Cost most) {
        Set<MetadataKind> kinds = EnumSet.noneOf(MetadataKind.class);
        for (MetadataKind kind : values()) {
            if (kind.cost.compareTo(most) <= 0) {
                kinds.add(kind);
            }
        }
        return kinds;
    }
}
