package org.jobdeck.daemon;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where a user's own engines are reached: {@code jobdeck/PID.qmp} in the folder that the system keeps for what this user
 * runs now ({@code XDG_RUNTIME_DIR}, otherwise {@code /run/user/UID}). Any thread; touches the file system.
 */
public final class OwnSockets {

    private static final Logger LOG = System.getLogger(OwnSockets.class.getName());
    private static final String VARIABLE = "XDG_RUNTIME_DIR";
    private static final String FOLDER = "jobdeck";
    private static final Pattern NAME = Pattern.compile("([0-9]{1,10})\\.qmp");
    private static final Path SELF = Path.of("/proc/self");
    private static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rwx------");
    private static final FileAttribute<Set<PosixFilePermission>> MADE_PRIVATE =
            PosixFilePermissions.asFileAttribute(PRIVATE);

    private final Path folder;

    private OwnSockets(Path folder) {
        this.folder = folder;
    }

    /**
     * Those of the user with that environment.
     *
     * @return empty if the system keeps no such folder for the user
     */
    public static Optional<OwnSockets> of(Map<String, String> environment) {
        String named = environment.getOrDefault(VARIABLE, "");
        Optional<Path> runtime = named.isEmpty() ? usualFolder() : Optional.of(Path.of(named));
        return runtime.filter(Path::isAbsolute).map(path -> new OwnSockets(path.resolve(FOLDER)));
    }

    private static Optional<Path> usualFolder() {
        try {
            Path path = Path.of("/run/user", uidOf(SELF).toString());
            return Files.isDirectory(path) && uidOf(path).equals(uidOf(SELF)) ? Optional.of(path) : Optional.empty();
        } catch (IOException | UnsupportedOperationException e) {
            LOG.log(Level.DEBUG, "the system does not tell whose process this is", e);
            return Optional.empty();
        }
    }

    private static Integer uidOf(Path path) throws IOException {
        return (Integer) Files.getAttribute(path, "unix:uid");
    }

    /** The folder with the sockets, which need not exist. */
    public Path folder() {
        return folder;
    }

    /** The sockets that are there, in the order of their names; whoever made one may be gone. */
    public List<Path> list() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> pidOf(file).isPresent()).sorted().toList();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "no sockets of own engines are found in " + folder, e);
            return List.of();
        }
    }

    /**
     * The place for this process, in a folder that nobody else can enter and that is made if there is none; what processes
     * that are gone have left there is removed.
     *
     * @throws IOException with one sentence if there can be no such folder
     */
    Path claim() throws IOException {
        try {
            Files.createDirectory(folder, MADE_PRIVATE);
        } catch (FileAlreadyExistsException e) {
            LOG.log(Level.DEBUG, "another engine was here before", e);
        } catch (IOException | UnsupportedOperationException e) {
            throw new IOException("the folder '" + folder + "' cannot be made: " + reasonOf(e), e);
        }
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                || !Files.getPosixFilePermissions(folder).equals(PRIVATE)
                || !Files.getOwner(folder).equals(Files.getOwner(folder.getParent()))) {
            throw new IOException(
                    "'" + folder + "' is no folder of this user's that nobody else can enter (mode 0700)");
        }
        list().forEach(OwnSockets::removeAbandoned);
        return folder.resolve(ProcessHandle.current().pid() + ".qmp");
    }

    private static String reasonOf(Exception e) {
        return e instanceof IOException io ? FileReasons.of(io) : e.toString();
    }

    private static Optional<Long> pidOf(Path file) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        return name.matches() ? Optional.of(Long.valueOf(name.group(1))) : Optional.empty();
    }

    /** A process of another container may look dead; so that nobody listens counts, too. */
    private static void removeAbandoned(Path socket) {
        if (pidOf(socket).flatMap(ProcessHandle::of).isPresent()) {
            return;
        }
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            probe.configureBlocking(false);
            probe.connect(UnixDomainSocketAddress.of(socket));
        } catch (ConnectException _) {
            delete(socket);
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "left alone: " + socket, e);
        }
    }

    private static void delete(Path socket) {
        try {
            Files.deleteIfExists(socket);
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "could not be removed: " + socket, e);
        }
    }
}
