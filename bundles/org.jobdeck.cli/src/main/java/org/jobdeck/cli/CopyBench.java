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
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jobdeck.json.JsonObject;
import org.jobdeck.loop.Clock;

/**
 * Measures how long whole images take to be copied by QEMU's image tool and by ours, in turn, the start of each process
 * included.
 */
final class CopyBench {

    static final String NAME = "copy";

    static final int MIB = 1 << 20;
    private static final long SEED = 1;
    private static final long LOOK_MILLIS = 20;

    private final Options options;
    private final Clock clock;

    /**
     * What to measure.
     *
     * @param sizes of the images, in bytes
     * @param rounds how often each program copies each image
     * @param folders where; a temporary folder is made in each
     * @param kinds the names of the copies to make; empty for all
     * @param json whether each figure is a line of JSON
     */
    record Options(List<Long> sizes, int rounds, List<Path> folders, List<String> kinds, boolean json) {}

    /** One kind of copy. */
    private record Kind(String name, String sourceFormat, List<String> arguments) {}

    /** How long one program took at the median, and the most memory that it had resident. */
    private record Figure(double seconds, long bytes) {}

    /** Those from raw come first: their source is gone when those from qcow2 are measured. */
    private static final List<Kind> KINDS = List.of(
            new Kind("raw-raw", "raw", List.of("-f", "raw", "-O", "raw")),
            new Kind("raw-qcow2", "raw", List.of("-f", "raw", "-O", "qcow2")),
            new Kind("compressed", "raw", List.of("-f", "raw", "-c", "-O", "qcow2")),
            new Kind("qcow2-raw", "qcow2", List.of("-f", "qcow2", "-O", "raw")));

    /** The names of all kinds of copies. */
    static List<String> kinds() {
        return KINDS.stream().map(Kind::name).toList();
    }

    CopyBench(Options options, Clock clock) {
        this.options = options;
        this.clock = clock;
    }

    /** Measures and prints; nothing is left behind, also after Ctrl-C. */
    void run(Host host) throws Failure {
        if (!options.json()) {
            host.out()
                    .printf(
                            Locale.ROOT,
                            "%d copies of each in turn, median seconds, start included; memory resident at most, MiB%n",
                            options.rounds());
        }
        for (Path folder : options.folders()) {
            try (Children children = Children.inNewFolder(folder, "jobdeck-bench");
                    Registration _ = host.onInterrupt(children::close);
                    Registration _ = host.onExit(children::close)) {
                measure(host, children, folder);
            } catch (IOException e) {
                throw Failure.failed("the benchmark failed: " + e.getMessage(), e);
            }
        }
    }

    private void measure(Host host, Children children, Path folder) throws IOException, Failure {
        if (!options.json()) {
            host.out()
                    .printf(
                            Locale.ROOT,
                            "%n%s%n%-10s  %-5s  %6s  %8s  %8s  %5s  %8s  %8s%n",
                            folder,
                            "copy",
                            "data",
                            "GiB",
                            "qemu-img",
                            "jobdeck",
                            "ratio",
                            "qemu-img",
                            "jobdeck");
        }
        for (long size : options.sizes()) {
            for (boolean half : List.of(true, false)) {
                Optional<String> lacks = Room.lacks(folder, half ? size : 2 * size);
                if (lacks.isPresent()) {
                    host.err().println("jobdeck: left out " + name(half, size) + " in " + folder + ": " + lacks.get());
                } else {
                    measure(host, children, folder, half, size);
                }
            }
        }
    }

    private static String name(boolean half, long size) {
        return String.format(Locale.ROOT, "%.1f GiB, %s", (double) size / (1L << 30), half ? "half" : "full");
    }

    private void measure(Host host, Children children, Path folder, boolean half, long size)
            throws IOException, Failure {
        List<String> real = List.of("qemu-img", "convert");
        List<String> ours = new ArrayList<>(DaemonProgram.ownProcess());
        ours.addAll(List.of("image", "convert"));
        Path raw = children.folder().resolve("source.raw");
        fill(raw, size, half);
        for (Kind kind : KINDS) {
            if (!options.kinds().isEmpty() && !options.kinds().contains(kind.name())) {
                continue;
            }
            Path source = sourceOf(kind, raw, children);
            Figure[] figures = figures(children, kind, source, real, ours);
            if (children.isEnded()) {
                throw Failure.cancelled("the benchmark was given up");
            }
            host.out()
                    .println(options.json() ? json(folder, kind, half, size, figures) : row(kind, half, size, figures));
            host.out().flush();
        }
        Files.deleteIfExists(raw);
        Files.deleteIfExists(children.folder().resolve("source.qcow2"));
    }

    private static String row(Kind kind, boolean half, long size, Figure[] figures) {
        return String.format(
                Locale.ROOT,
                "%-10s  %-5s  %6.1f  %8.2f  %8.2f  %5.2f  %8d  %8d",
                kind.name(),
                half ? "half" : "full",
                (double) size / (1L << 30),
                figures[0].seconds(),
                figures[1].seconds(),
                figures[1].seconds() / figures[0].seconds(),
                figures[0].bytes() / MIB,
                figures[1].bytes() / MIB);
    }

    private static String json(Path folder, Kind kind, boolean half, long size, Figure[] figures) {
        return JsonObject.builder()
                .put("folder", folder.toString())
                .put("copy", kind.name())
                .put("data", half ? "half" : "full")
                .put("bytes", size)
                .put("qemu-img-ms", Math.round(figures[0].seconds() * 1000))
                .put("jobdeck-ms", Math.round(figures[1].seconds() * 1000))
                .put("qemu-img-resident", figures[0].bytes())
                .put("jobdeck-resident", figures[1].bytes())
                .build()
                .toString();
    }

    private Figure[] figures(Children children, Kind kind, Path source, List<String> real, List<String> ours)
            throws IOException {
        long[][] times = new long[2][options.rounds()];
        long[] most = new long[2];
        for (int round = 0; round < options.rounds(); round++) {
            for (int program = 0; program < 2; program++) {
                Path target = children.folder().resolve("target");
                Files.deleteIfExists(target);
                List<String> command = new ArrayList<>(program == 0 ? real : ours);
                command.addAll(kind.arguments());
                command.addAll(List.of(source.toString(), target.toString()));
                long begin = clock.nanoTime();
                most[program] = Math.max(most[program], run(children, command));
                times[program][round] = clock.nanoTime() - begin;
            }
        }
        Files.deleteIfExists(children.folder().resolve("target"));
        return new Figure[] {
            new Figure(Percentiles.of(times[0]).share(0.5) / 1e9, most[0]),
            new Figure(Percentiles.of(times[1]).share(0.5) / 1e9, most[1])
        };
    }

    /** Runs a program to its end; returns how many bytes it had resident at most, 0 where the system does not say. */
    private static long run(Children children, List<String> command) throws IOException {
        Path log = children.folder().resolve("log");
        Process process = children.start(command, log);
        try {
            long most = 0;
            while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                most = Math.max(most, Room.resident(process.pid()));
            }
            if (process.exitValue() != 0) {
                throw new IOException(command.getFirst() + " failed: " + Files.readString(log));
            }
            return most;
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
        run(children, List.of("qemu-img", "convert", "-f", "raw", "-O", "qcow2", raw.toString(), image.toString()));
        Files.delete(raw);
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
