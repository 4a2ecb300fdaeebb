package org.jobdeck.cli;

import java.io.IOException;
import java.time.Duration;
import org.jobdeck.loop.Clock;

/**
 * A daemon in which jobs live.
 *
 * @param program which one it is
 * @param process where it runs
 * @param makingNanos how long it took to make the jobs and their nodes
 * @param kilobytes by how much its resident memory grew meanwhile
 */
record LoadedDaemon(DaemonProgram program, DaemonProcess process, long makingNanos, long kilobytes)
        implements AutoCloseable {

    /**
     * Starts a daemon and makes jobs in it.
     *
     * @throws LiveBackups.TooSlow if that takes longer than allowed
     * @throws IOException if it cannot be done
     */
    static LoadedDaemon start(DaemonProgram program, Children children, Clock clock, int jobs, Duration longest)
            throws IOException {
        DaemonProcess process = DaemonProcess.start(program, children, clock);
        try {
            long before = process.residentKilobytes();
            long start = clock.nanoTime();
            LiveBackups.make(process, jobs, longest);
            long making = clock.nanoTime() - start;
            return new LoadedDaemon(program, process, making, process.residentKilobytes() - before);
        } catch (IOException | RuntimeException e) {
            process.close();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        process.close();
    }
}
