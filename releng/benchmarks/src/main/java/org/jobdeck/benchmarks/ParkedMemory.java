package org.jobdeck.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;

/** How much heap a job takes that has stopped at a pause point, and a bare virtual thread that is parked. */
final class ParkedMemory {

    private final MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    private final int count;

    /** With that many at once. */
    ParkedMemory(int count) {
        this.count = count;
    }

    /** Bytes a job on a private loop, all that belongs to it included. */
    long bytesPerJob() {
        try (JobField field = new JobField()) {
            long before = used();
            field.park(count);
            return (used() - before) / count;
        }
    }

    /** Bytes a virtual thread. */
    long bytesPerThread() {
        try (BareThreads threads = new BareThreads()) {
            long before = used();
            threads.park(count);
            return (used() - before) / count;
        }
    }

    /** The second collection takes what the first one's clean-up has let go. */
    private long used() {
        memory.gc();
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed();
    }
}
