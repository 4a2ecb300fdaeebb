package org.jobdeck.exploration;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** What an execution has come upon: the first violation and, when asked for, everything that happened. */
final class Findings {

    private final AtomicReference<Violation> first = new AtomicReference<>();
    private final List<String> trace;

    /** With or without a trace. */
    Findings(boolean traced) {
        trace = traced ? new ArrayList<>() : null;
    }

    void report(Rule rule, String detail) {
        if (first.compareAndSet(null, new Violation(rule, detail))) {
            note("VIOLATION: " + first.get());
        }
    }

    /** The first violation, or null. */
    Violation violation() {
        return first.get();
    }

    boolean traced() {
        return trace != null;
    }

    /** Writes a line of the trace, if there is one. By whoever has the turn. */
    void note(String line) {
        if (trace != null) {
            trace.add(line);
        }
    }

    List<String> trace() {
        return trace == null ? List.of() : List.copyOf(trace);
    }
}
