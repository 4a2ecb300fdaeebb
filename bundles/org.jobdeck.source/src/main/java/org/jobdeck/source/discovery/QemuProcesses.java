package org.jobdeck.source.discovery;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jobdeck.qmp.client.QmpAddress;

/** Looks for monitors on the command lines of running processes. */
final class QemuProcesses {
    private static final Logger LOG = System.getLogger(QemuProcesses.class.getName());
    private static final int LONGEST = 1 << 20;

    private final HostFiles files;
    private final Path proc;

    QemuProcesses(HostFiles files) {
        this.files = files;
        this.proc = files.real(Path.of("/proc"));
    }

    List<FoundMonitor> find() {
        List<FoundMonitor> found = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path process : processes) {
                found.addAll(of(process));
            }
        } catch (IOException | DirectoryIteratorException e) {
            LOG.log(Level.DEBUG, "the list of processes cannot be read", e);
        }
        return found;
    }

    private List<FoundMonitor> of(Path process) {
        long pid;
        List<String> words;
        try (InputStream in = Files.newInputStream(process.resolve("cmdline"))) {
            pid = Long.parseLong(process.getFileName().toString());
            String line = new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8);
            words = List.of(line.split("\0"));
        } catch (IOException | NumberFormatException e) {
            LOG.log(Level.TRACE, "the process has gone, or is none", e);
            return List.of();
        }
        return QemuCommandLine.parse(words, path -> absolute(process, path)).stream()
                .flatMap(line -> line.monitors().stream()
                        .filter(this::mayBeThere)
                        .map(address -> new FoundMonitor(address, words(line), Optional.of(pid), managedBy(address))))
                .toList();
    }

    /** A relative path is one of the directory in which the process is, if that may be seen. */
    private static Path absolute(Path process, Path path) {
        if (path.isAbsolute()) {
            return path;
        }
        try {
            return Files.readSymbolicLink(process.resolve("cwd")).resolve(path);
        } catch (IOException e) {
            LOG.log(Level.TRACE, "the directory of a process is hidden", e);
            return path;
        }
    }

    /** The process may see other files at its paths than this one does. */
    private boolean mayBeThere(QmpAddress address) {
        return !(address instanceof QmpAddress.Unix(Path path)) || !files.isAbsent(path);
    }

    private static String words(QemuCommandLine line) {
        return line.machine().isEmpty() ? line.program() : line.machine() + " (" + line.program() + ")";
    }

    private static Optional<String> managedBy(QmpAddress address) {
        return address instanceof QmpAddress.Unix(Path path) ? Manager.of(path).map(Manager::words) : Optional.empty();
    }
}
