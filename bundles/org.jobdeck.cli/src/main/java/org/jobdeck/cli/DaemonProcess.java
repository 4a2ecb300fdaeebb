package org.jobdeck.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jobdeck.loop.Clock;

/** A storage daemon that runs, with a connection to it. */
final class DaemonProcess implements AutoCloseable {

    private static final long LONGEST_START = TimeUnit.SECONDS.toNanos(30);
    private static final String RESIDENT = "VmRSS:";

    private final Children children;
    private final Process process;
    private final QmpProbe probe;
    private final long startNanos;

    private DaemonProcess(Children children, Process process, QmpProbe probe, long startNanos) {
        this.children = children;
        this.process = process;
        this.probe = probe;
        this.startNanos = startNanos;
    }

    /**
     * Starts a daemon and connects to it.
     *
     * @throws IOException with one sentence if it does not come up
     */
    static DaemonProcess start(DaemonProgram program, Children children, Clock clock) throws IOException {
        Path socket = Files.createTempFile(children.folder(), "qmp", ".sock");
        Files.delete(socket);
        Path output = Files.createTempFile(children.folder(), "output", ".txt");
        long start = clock.nanoTime();
        Process process = children.start(program.listeningOn(socket), output);
        try {
            while (true) {
                try {
                    QmpProbe probe = QmpProbe.connect(socket);
                    return new DaemonProcess(children, process, probe, clock.nanoTime() - start);
                } catch (IOException e) {
                    if (process.waitFor(1, TimeUnit.MILLISECONDS) || clock.nanoTime() - start > LONGEST_START) {
                        throw new IOException(program.name() + " did not come up: " + lastLine(output, e), e);
                    }
                }
            }
        } catch (IOException | RuntimeException e) {
            children.end(process);
            throw e;
        } catch (InterruptedException e) {
            children.end(process);
            throw new IOException("the wait for " + program.name() + " was given up", e);
        }
    }

    private static String lastLine(Path output, IOException otherwise) throws IOException {
        return Files.readString(output)
                .lines()
                .reduce((first, second) -> second)
                .orElseGet(otherwise::getMessage);
    }

    QmpProbe probe() {
        return probe;
    }

    /** From before the process was started until it had greeted and negotiated. */
    long startNanos() {
        return startNanos;
    }

    /**
     * The resident memory in kB.
     *
     * @throws IOException if the system does not tell, as only Linux does
     */
    long residentKilobytes() throws IOException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        for (String line : Files.readAllLines(status)) {
            if (line.startsWith(RESIDENT)) {
                return Long.parseLong(line.substring(RESIDENT.length()).replaceAll("[^0-9]", ""));
            }
        }
        throw new IOException(status + " does not tell the resident memory");
    }

    /** Kills it; whoever waits for a reply gets an error. Any thread. */
    void kill() {
        children.end(process);
    }

    @Override
    public void close() throws IOException {
        kill();
        probe.close();
    }
}
