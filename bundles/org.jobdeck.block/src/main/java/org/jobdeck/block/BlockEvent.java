package org.jobdeck.block;

import java.util.Locale;
import java.util.Optional;
import org.jobdeck.json.JsonObject;

/** Something that happened to a node and that the user is to know (QEMU: the events of block-core). Immutable. */
public sealed interface BlockEvent {

    /** The event's name in the monitor protocol. */
    String name();

    /** What it carries in the monitor protocol. */
    JsonObject data();

    /** What events of the same name are about, where each thing is told of for itself. */
    String subject();

    /** Whether such events of one thing are told of once a second at most. */
    default boolean isLimited() {
        return true;
    }

    /**
     * Something was found in an image that cannot be (QEMU: BLOCK_IMAGE_CORRUPTED).
     *
     * @param device the backend on the node; empty without one
     * @param nodeName the node
     * @param message what was found
     * @param offset where in the image's file, in bytes; empty if that is not the point
     * @param size how many bytes; empty likewise
     * @param fatal whether the image takes no more requests
     */
    record ImageCorrupted(
            String device, String nodeName, String message, Optional<Long> offset, Optional<Long> size, boolean fatal)
            implements BlockEvent {
        @Override
        public String name() {
            return "BLOCK_IMAGE_CORRUPTED";
        }

        @Override
        public String subject() {
            return nodeName;
        }

        @Override
        public boolean isLimited() {
            return false;
        }

        @Override
        public JsonObject data() {
            return JsonObject.builder()
                    .put("device", device)
                    .put("node-name", nodeName)
                    .put("msg", message)
                    .putIfPresent("offset", offset)
                    .putIfPresent("size", size)
                    .put("fatal", fatal)
                    .build();
        }
    }

    /** What was done when a quorum found one of its images wanting. */
    enum QuorumOp {
        READ,
        WRITE,
        FLUSH
    }

    /**
     * One image of a quorum failed, or has other data than most (QEMU: QUORUM_REPORT_BAD).
     *
     * @param op what was done
     * @param error why it failed; empty if it has other data
     * @param nodeName the image
     * @param sector the first sector of 512 bytes
     * @param sectors how many
     */
    record QuorumBad(QuorumOp op, Optional<String> error, String nodeName, long sector, long sectors)
            implements BlockEvent {
        @Override
        public String name() {
            return "QUORUM_REPORT_BAD";
        }

        @Override
        public String subject() {
            return nodeName;
        }

        @Override
        public JsonObject data() {
            return JsonObject.builder()
                    .put("type", op.name().toLowerCase(Locale.ROOT))
                    .putIfPresent("error", error)
                    .put("node-name", nodeName)
                    .put("sector-num", sector)
                    .put("sectors-count", sectors)
                    .build();
        }
    }

    /**
     * Too few images of a quorum agree (QEMU: QUORUM_FAILURE).
     *
     * @param reference the quorum, by its device or node-name
     * @param sector the first sector of 512 bytes
     * @param sectors how many
     */
    record QuorumFailed(String reference, long sector, long sectors) implements BlockEvent {
        @Override
        public String name() {
            return "QUORUM_FAILURE";
        }

        @Override
        public String subject() {
            return "";
        }

        @Override
        public JsonObject data() {
            return JsonObject.builder()
                    .put("reference", reference)
                    .put("sector-num", sector)
                    .put("sectors-count", sectors)
                    .build();
        }
    }
}
