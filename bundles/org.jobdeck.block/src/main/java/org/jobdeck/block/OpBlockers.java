package org.jobdeck.block;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The op blockers of one node, newest first. Main loop only. */
final class OpBlockers {

    private final Map<OpType, Deque<OpBlocker>> blockers = new EnumMap<>(OpType.class);

    void block(OpType op, OpBlocker blocker) {
        blockers.computeIfAbsent(op, key -> new ArrayDeque<>()).addFirst(blocker);
    }

    void unblock(OpType op, OpBlocker blocker) {
        Deque<OpBlocker> list = blockers.get(op);
        if (list != null) {
            list.removeIf(b -> b == blocker);
        }
    }

    Optional<OpBlocker> newest(OpType op) {
        Deque<OpBlocker> list = blockers.get(op);
        return list == null ? Optional.empty() : Optional.ofNullable(list.peekFirst());
    }

    boolean areEmpty() {
        return blockers.values().stream().allMatch(Deque::isEmpty);
    }
}
