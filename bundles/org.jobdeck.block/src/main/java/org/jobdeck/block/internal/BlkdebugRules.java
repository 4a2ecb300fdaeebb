package org.jobdeck.block.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.NodeOptions;
import org.jobdeck.loop.Errno;

/** The rules of one blkdebug node, and which of them hold now. Any thread. */
final class BlkdebugRules {

    static final String READ = "read";
    static final String WRITE = "write";
    static final String WRITE_ZEROES = "write-zeroes";
    static final String DISCARD = "discard";
    static final String FLUSH = "flush";
    static final String BLOCK_STATUS = "block-status";

    private static final Set<String> USUAL_TYPES = Set.of(READ, WRITE, WRITE_ZEROES, DISCARD, FLUSH);
    private static final long SECTOR = 512;
    private static final long FIRST_STATE = 1;

    /** An error to inject; {@code state} 0 means any, {@code sector} -1 means any. */
    record ErrorRule(
            String event, long state, Set<String> types, Errno error, long sector, boolean once, boolean immediately) {

        boolean applies(String type, long offset, long bytes) {
            if (!types.contains(type)) {
                return false;
            }
            long at = sector * SECTOR;
            return sector < 0 || bytes > 0 && at >= offset && at - offset < bytes;
        }
    }

    private record StateRule(String event, long state, long newState) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final List<ErrorRule> errors = new ArrayList<>();
    private final List<StateRule> states = new ArrayList<>();

    /** The rules whose event has come last, in the order in which they were given. */
    private List<ErrorRule> active = new ArrayList<>();

    private long state = FIRST_STATE;

    BlkdebugRules(NodeOptions options) throws BlockException {
        for (NodeOptions rule : options.objects("inject-error")) {
            errors.add(errorRule(rule));
        }
        for (NodeOptions rule : options.objects("set-state")) {
            states.add(new StateRule(
                    BlkdebugEvents.require(rule.requiredText("event")),
                    rule.number("state").orElse(0L),
                    rule.number("new_state")
                            .orElseThrow(() -> new BlockException(Errno.EINVAL, "Parameter 'new_state' is missing"))));
            refuseUnused(rule);
        }
        event(BlkdebugEvents.NONE);
    }

    private static ErrorRule errorRule(NodeOptions rule) throws BlockException {
        long number = rule.number("errno").orElse((long) Errno.EIO.number());
        Errno error = Math.abs(number) > Integer.MAX_VALUE
                ? null
                : Errno.of((int) number).orElse(null);
        if (error == null) {
            throw new BlockException(Errno.EINVAL, "blkdebug knows no error number " + number);
        }
        ErrorRule made = new ErrorRule(
                BlkdebugEvents.require(rule.requiredText("event")),
                rule.number("state").orElse(0L),
                types(rule.text("iotype")),
                error,
                rule.number("sector").orElse(-1L),
                rule.bool("once").orElse(false),
                rule.bool("immediately").orElse(false));
        refuseUnused(rule);
        return made;
    }

    private static Set<String> types(Optional<String> wanted) throws BlockException {
        if (wanted.isEmpty()) {
            return USUAL_TYPES;
        }
        String type = wanted.get();
        if (!USUAL_TYPES.contains(type) && !type.equals(BLOCK_STATUS)) {
            throw new BlockException(Errno.EINVAL, "Parameter 'iotype' does not accept value '" + type + "'");
        }
        return Set.of(type);
    }

    private static void refuseUnused(NodeOptions rule) throws BlockException {
        for (String option : rule.unused()) {
            throw new BlockException(Errno.EINVAL, "Parameter '" + option + "' is unexpected");
        }
    }

    /** Something has come to the named point. */
    void event(String name) {
        lock.lock();
        try {
            long now = state;
            List<ErrorRule> hit = errors.stream()
                    .filter(r -> r.event().equals(name) && (r.state() == 0 || r.state() == now))
                    .toList();
            if (!hit.isEmpty()) {
                active = new ArrayList<>(hit);
            }
            for (StateRule rule : states) {
                if (rule.event().equals(name) && (rule.state() == 0 || rule.state() == now)) {
                    state = rule.newState();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** The rule by which a request fails, if one does; a rule for one request is gone then. */
    Optional<ErrorRule> check(String type, long offset, long bytes) {
        lock.lock();
        try {
            Optional<ErrorRule> hit =
                    active.stream().filter(r -> r.applies(type, offset, bytes)).findFirst();
            hit.filter(ErrorRule::once).ifPresent(rule -> {
                active.removeIf(r -> r == rule);
                errors.removeIf(r -> r == rule);
            });
            return hit;
        } finally {
            lock.unlock();
        }
    }
}
