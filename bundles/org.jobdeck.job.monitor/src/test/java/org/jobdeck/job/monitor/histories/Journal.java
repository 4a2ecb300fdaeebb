package org.jobdeck.job.monitor.histories;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jobdeck.job.common.JobEvent;

/** What a run of a history did, written down by whatever thread did it. */
final class Journal {

    private final List<String> faults = new CopyOnWriteArrayList<>();
    private final List<JobEvent> events = new CopyOnWriteArrayList<>();
    private final Map<Integer, List<String>> calls = new ConcurrentHashMap<>();
    private final Map<Integer, Integer> results = new ConcurrentHashMap<>();

    /** Something is wrong. */
    void fault(String what) {
        faults.add(what);
    }

    void expect(boolean holds, String what) {
        if (!holds) {
            fault(what);
        }
    }

    void event(JobEvent event) {
        events.add(event);
    }

    /** A callback of the driver of that job. */
    void call(int job, String name) {
        calls.computeIfAbsent(job, number -> new CopyOnWriteArrayList<>()).add(name);
    }

    void result(int job, int result) {
        results.put(job, result);
    }

    List<String> faults() {
        return faults;
    }

    List<JobEvent> events() {
        return events;
    }

    List<String> calls(int job) {
        return calls.getOrDefault(job, List.of());
    }

    long count(int job, String call) {
        return calls(job).stream().filter(call::equals).count();
    }

    /** What the completion callback was told; null if it was not called. */
    Integer result(int job) {
        return results.get(job);
    }
}
