package org.jobdeck.block;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jobdeck.loop.Errno;

/**
 * The options of a {@code blkdebug} node: a filter that lets requests fail by rule.
 *
 * @param image the node whose requests may fail
 * @param errors rules that let requests fail
 * @param states rules that change the state, which other rules depend on; it begins with 1
 */
public record BlkdebugOptions(NodeRef image, List<InjectError> errors, List<SetState> states) {

    /** Copies the lists. */
    public BlkdebugOptions {
        errors = List.copyOf(errors);
        states = List.copyOf(states);
    }

    /** A node with one rule. */
    public BlkdebugOptions(NodeRef image, InjectError error) {
        this(image, List.of(error), List.of());
    }

    /**
     * A rule that, from an event on, lets requests fail.
     *
     * @param event the event after which it holds; {@code none}: from the beginning
     * @param state the state in which the event must come; empty: any
     * @param ioType {@code read}, {@code write}, {@code write-zeroes}, {@code discard}, {@code flush} or
     *     {@code block-status}; empty: all but the last
     * @param error what requests fail with
     * @param sector requests must touch this sector of 512 bytes; empty: all do
     * @param once whether it ends with the first request that failed
     * @param immediately whether the request fails before it has waited at all
     */
    public record InjectError(
            String event,
            OptionalInt state,
            Optional<String> ioType,
            Errno error,
            OptionalLong sector,
            boolean once,
            boolean immediately) {

        /** From the beginning all requests of one kind fail. */
        public static InjectError always(String ioType, Errno error) {
            return new InjectError(
                    "none", OptionalInt.empty(), Optional.of(ioType), error, OptionalLong.empty(), false, false);
        }

        /** The same for requests that touch a sector only. */
        public InjectError atSector(long newSector) {
            return new InjectError(event, state, ioType, error, OptionalLong.of(newSector), once, immediately);
        }

        /** The same for the first such request only. */
        public InjectError justOnce() {
            return new InjectError(event, state, ioType, error, sector, true, immediately);
        }

        /** The same, before the request has waited at all. */
        public InjectError atOnce() {
            return new InjectError(event, state, ioType, error, sector, once, true);
        }

        /** The same from another event on. */
        public InjectError on(String newEvent) {
            return new InjectError(newEvent, state, ioType, error, sector, once, immediately);
        }

        /** The same if the event comes in the given state. */
        public InjectError inState(int newState) {
            return new InjectError(event, OptionalInt.of(newState), ioType, error, sector, once, immediately);
        }

        private Map<String, Object> toMap() {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("event", event);
            state.ifPresent(s -> map.put("state", (long) s));
            ioType.ifPresent(t -> map.put("iotype", t));
            map.put("errno", (long) error.number());
            sector.ifPresent(s -> map.put("sector", s));
            map.put("once", once);
            map.put("immediately", immediately);
            return map;
        }
    }

    /**
     * A rule that changes the state at an event.
     *
     * @param event the event
     * @param state the state it must come in; empty: any
     * @param newState the state afterwards
     */
    public record SetState(String event, OptionalInt state, int newState) {

        private Map<String, Object> toMap() {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("event", event);
            state.ifPresent(s -> map.put("state", (long) s));
            map.put("new_state", (long) newState);
            return map;
        }
    }

    /** The description of the node. */
    public NodeSpec toSpec() {
        NodeSpec spec = NodeSpec.of("blkdebug").child("image", image);
        if (!errors.isEmpty()) {
            spec = spec.with(
                    "inject-error", errors.stream().map(InjectError::toMap).toList());
        }
        if (!states.isEmpty()) {
            spec = spec.with("set-state", states.stream().map(SetState::toMap).toList());
        }
        return spec;
    }
}
