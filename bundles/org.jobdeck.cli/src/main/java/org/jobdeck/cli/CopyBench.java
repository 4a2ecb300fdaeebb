package org.jobdeck.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.jobdeck.loop.Clock;

/**
 * Measures how long whole images take to be copied by QEMU's image tool and by ours, in turn, the start of each process
 * included.
 */
final class CopyBench {

    static final String NAME = "copy";

    private static final int MIB = 1 << 20;
    private static final long SEED = 1;

    private final Options options;
    private final Clock clock;

    /**
     * What to measure.
     *
     * @param sizes of the images, in bytes
     * @param rounds how often each program copies each image
     * @param folder where; a temporary folder is made in it
     */
    record Options(List<Long> sizes, int rounds, Path folder) {}

    /** One kind of copy. */
    private record Kind(String name, String sourceFormat, List<String> arguments) {}

    private static final List<Kind> KINDS = List.of(
            new Kind("raw to raw", "raw", List.of("-f", "raw", "-O", "raw")),
            new Kind("qcow2 to raw", "qcow2", List.of("-f", "qcow2", "-O", "raw")));

    CopyBench(Options options, Clock clock) {
        this.options = options;
        this.clock = clock;
    }

    /** Measures and prints; nothing is left behind, also after Ctrl-C. */
    void run(Host host) throws Failure {
        try (Children children = Children.inNewFolder(options.folder(), "jobdeck-bench");
                Registration _ = host.onInterrupt(children::close);
                Registration _ = host.onExit(children::close)) {
            measure(host, children);
        } catch (IOException e) {
            throw Failure.failed("the benchmark failed: " + e.getMessage(), e);
        }
    }

    private void measure(Host host, Children children) throws IOException, Failure {
        List<String> real = List.of("qemu-img", "convert");
        List<String> ours = new ArrayList<>(DaemonProgram.ownProcess());
        ours.addAll(List.of("image", "convert"));
        host.out()
                .printf(
                        Locale.ROOT,
                        "copies in %s, %d of each in turn, median seconds, start included%n",
                        options.folder(),
                        options.rounds());
        host.out().printf("%-14s  %-5s  %6s  %8s  %8s  %5s%n", "copy", "data", "GiB", "qemu-img", "jobdeck", "ratio");
        for (long size : options.sizes()) {
            for (boolean half : List.of(true, false)) {
                Path raw = children.folder().resolve("source.raw");
                fill(raw, size, half);
                for (Kind kind : KINDS) {
                    Path source = sourceOf(kind, raw, children);
                    row(host, children, kind, half, size, medians(children, kind, source, real, ours));
                }
            }
        }
    }

    private static void row(Host host, Children children, Kind kind, boolean half, long size, double[] medians)
            throws Failure {
        if (children.isEnded()) {
            throw Failure.cancelled("the benchmark was given up");
        }
        host.out()
                .printf(
                        Locale.ROOT,
                        "%-14s  %-5s  %6.1f  %8.2f  %8.2f  %5.2f%n",
                        kind.name(),
                        half ? "half" : "full",
                        (double) size / (1L << 30),
                        medians[0],
                        medians[1],
                        medians[1] / medians[0]);
        host.out().flush();
    }

    private double[] medians(Children children, Kind kind, Path source, List<String> real, List<String> ours)
            throws IOException {
        long[][] times = new long[2][options.rounds()];
        for (int round = 0; round < options.rounds(); round++) {
            times[0][round] = time(children, real, kind, source);
            times[1][round] = time(children, ours, kind, source);
        }
        return new double[] {
            Percentiles.of(times[0]).share(0.5) / 1e9, Percentiles.of(times[1]).share(0.5) / 1e9
        };
    }

    private long time(Children children, List<String> program, Kind kind, Path source) throws IOException {
        Path target = children.folder().resolve("target");
        Files.deleteIfExists(target);
        List<String> command = new ArrayList<>(program);
        command.addAll(kind.arguments());
        command.addAll(List.of(source.toString(), target.toString()));
        long begin = clock.nanoTime();
        run(children, command);
        return clock.nanoTime() - begin;
    }

    private static void run(Children children, List<String> command) throws IOException {
        Path log = children.folder().resolve("log");
        Process process = children.start(command, log);
        try {
            if (process.waitFor() != 0) {
                throw new IOException(command.getFirst() + " failed: " + Files.readString(log));
            }
        } catch (InterruptedException e) {
            throw new IOException("interrupted while a copy was made", e);
        } finally {
            children.end(process);
        }
    }

    private static Path sourceOf(Kind kind, Path raw, Children children) throws IOException {
        if (kind.sourceFormat().equals("raw")) {
            return raw;
        }
        Path image = children.folder().resolve("source." + kind.sourceFormat());
        run(children, List.of("qemu-img", "convert", "-O", kind.sourceFormat(), raw.toString(), image.toString()));
        return image;
    }

    /** A MiB of data and, if only half of it is data, a MiB of nothing in turn. */
    private static void fill(Path file, long size, boolean half) throws IOException {
        byte[] data = new byte[MIB];
        new Random(SEED).nextBytes(data);
        Files.deleteIfExists(file);
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SPARSE)) {
            for (long at = 0; at < size; at += half ? 2L * MIB : MIB) {
                channel.write(ByteBuffer.wrap(data), at);
            }
            if (channel.size() < size) {
                channel.write(ByteBuffer.allocate(1), size - 1);
            }
        }
    }
}
