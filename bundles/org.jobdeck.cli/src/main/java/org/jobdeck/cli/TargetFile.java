package org.jobdeck.cli;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jobdeck.source.Units;

/**
 * The image that a job writes.
 *
 * <p>A file that is there and as long as the source is overwritten and never removed. One that is not there is made, empty
 * and sparse, and removed again unless the job succeeds. Until then it carries the extended attribute {@code
 * user.jobdeck.partial}, where the file system has such: what a killed run leaves behind can be told by it.
 */
final class TargetFile {

    /** The name of the mark, without the system's prefix {@code user.}. */
    static final String MARK = "jobdeck.partial";

    private final Path path;
    private final SourceFile source;
    private final boolean existed;
    private final boolean keepPartial;
    private final AtomicBoolean settled = new AtomicBoolean();
    private Object identity;

    private TargetFile(Path path, SourceFile source, boolean existed, boolean keepPartial) {
        this.path = path;
        this.source = source;
        this.existed = existed;
        this.keepPartial = keepPartial;
    }

    /**
     * Looks whether the target can be; changes nothing.
     *
     * @param keepPartial whether a file made for a job that then fails stays
     * @throws Failure if it cannot be: one sentence
     */
    static TargetFile check(String text, SourceFile source, boolean keepPartial) throws Failure {
        Path path = FileErrors.path("the target", text);
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(path, BasicFileAttributes.class);
        } catch (NoSuchFileException e) {
            checkPlace(path, source);
            return new TargetFile(path, source, false, keepPartial);
        } catch (IOException e) {
            throw Failure.failed(
                    "the target '" + path + "' cannot be used: " + FileErrors.reason(e) + "; name another", e);
        }
        checkExisting(path, attributes, source);
        return new TargetFile(path, source, true, keepPartial);
    }

    private static void checkExisting(Path path, BasicFileAttributes attributes, SourceFile source) throws Failure {
        if (attributes.isDirectory()) {
            throw Failure.failed("the target '" + path + "' is a folder; give the path of a file, for instance '"
                    + path.resolve(Objects.requireNonNullElse(source.path().getFileName(), path)) + "'");
        }
        if (!attributes.isRegularFile()) {
            throw Failure.failed("the target '" + path
                    + "' is a device, pipe or socket; give the path of a regular file or of one to be made");
        }
        try {
            if (Files.isSameFile(path, source.path())) {
                throw Failure.failed("the source '" + source.path() + "' and the target '" + path
                        + "' are the same file; name another target");
            }
            if (attributes.size() != source.length()) {
                throw Failure.failed("the target '" + path + "' is there and has " + attributes.size()
                        + " bytes, but the source '" + source.path() + "' has " + source.length()
                        + (isMarked(path) ? "; it is what an interrupted run left: remove it" : "; remove it")
                        + " or name another target");
            }
            FileChannel.open(path, StandardOpenOption.WRITE).close();
            checkRoom(path, source, AllocatedBytes.of(path).orElse(0));
        } catch (IOException e) {
            throw Failure.failed(
                    "the target '" + path + "' cannot be written: " + FileErrors.reason(e)
                            + "; name another target or see to it that you may write this one",
                    e);
        }
    }

    private static void checkPlace(Path path, SourceFile source) throws Failure {
        if (Files.isSymbolicLink(path)) {
            throw Failure.failed("the target '" + path
                    + "' is a symbolic link to a file that does not exist; remove the link or name another target");
        }
        Path folder = folderOf(path);
        if (!Files.exists(folder)) {
            throw Failure.failed("the folder '" + folder + "' of the target '" + path
                    + "' does not exist; make it first or name another target");
        }
        if (!Files.isDirectory(folder)) {
            throw Failure.failed("the target '" + path + "' cannot be made, because '" + folder + "' is not a folder");
        }
        if (!Files.isWritable(folder)) {
            throw Failure.failed("the target '" + path + "' cannot be made, because you may not write to the folder '"
                    + folder + "'; name another place");
        }
        try {
            checkRoom(path, source, 0);
        } catch (IOException e) {
            throw Failure.failed("the place of the target '" + path + "' cannot be used: " + FileErrors.reason(e), e);
        }
    }

    private static Path folderOf(Path path) {
        return Objects.requireNonNull(path.toAbsolutePath().getParent(), "a file has a folder");
    }

    private static void checkRoom(Path path, SourceFile source, long alreadyTaken) throws IOException, Failure {
        long usable = Files.getFileStore(folderOf(path)).getUsableSpace();
        long needed = source.allocated() - alreadyTaken;
        if (needed > usable) {
            throw Failure.failed("there is not enough room for the target '" + path + "': the source '" + source.path()
                    + "' takes " + Units.bytes(source.allocated()) + " on its disk, and " + Units.bytes(usable)
                    + " are free there; free some room or name another place");
        }
    }

    Path path() {
        return path;
    }

    /** Whether the file was there before. */
    boolean existed() {
        return existed;
    }

    /**
     * Makes the file, if it is not there, with the source's length and no data.
     *
     * @throws Failure if that does not work; then there is no file
     */
    void make() throws Failure {
        if (existed) {
            return;
        }
        try {
            FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)
                    .close();
            identity = identityNow();
        } catch (FileAlreadyExistsException e) {
            throw Failure.failed(
                    "the target '" + path + "' has been made by somebody else at this moment; run it again", e);
        } catch (IOException e) {
            throw Failure.failed(
                    "the target '" + path + "' cannot be made: " + FileErrors.reason(e) + "; name another place", e);
        }
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(source.length());
        } catch (IOException e) {
            settle(false);
            throw Failure.failed(
                    "the target '" + path + "' cannot be " + source.length() + " bytes long: " + FileErrors.reason(e)
                            + "; name a place that takes files of that size",
                    e);
        }
        mark(true);
    }

    /**
     * The job is over: brings the file to the source's exact length, or removes it if it was made for nothing. A second call
     * does nothing. Any thread.
     *
     * @return what has become of the file, as the end of a sentence; empty if there is nothing to tell
     * @throws Failure if the length cannot be set
     */
    String settle(boolean succeeded) throws Failure {
        if (!settled.compareAndSet(false, true)) {
            return "";
        }
        if (!succeeded && !existed && !keepPartial) {
            return remove();
        }
        trim();
        if (succeeded) {
            mark(false);
            return "";
        }
        return existed ? "'" + path + "' is now an incomplete copy" : "'" + path + "' is kept as a partial copy";
    }

    /**
     * No job came of it: removes the file if it was made, leaves it alone otherwise.
     *
     * @return what has become of the file, as the end of a sentence; empty if there is nothing to tell
     */
    String withdraw() {
        return settled.compareAndSet(false, true) && !existed ? remove() : "";
    }

    private String remove() {
        try {
            Object now = identityNow();
            if (!Objects.equals(identity, now)) {
                return "'" + path + "' is another file now and was left alone";
            }
            Files.delete(path);
            return "'" + path + "' was removed again";
        } catch (NoSuchFileException e) {
            return "'" + path + "' is gone";
        } catch (IOException e) {
            return "'" + path + "' is incomplete and could not be removed (" + FileErrors.reason(e) + ")";
        }
    }

    /** What tells this file from another one of its name. */
    private Object identityNow() throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey();
    }

    /** Images are written in units of 512 bytes, so the last unit may reach beyond the end. */
    private void trim() throws Failure {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            if (channel.size() > source.length()) {
                channel.truncate(source.length());
            }
        } catch (IOException e) {
            throw Failure.failed(
                    "the target '" + path + "' was written, but could not be cut to its exact length of "
                            + source.length() + " bytes: " + FileErrors.reason(e),
                    e);
        }
    }

    private static UserDefinedFileAttributeView attributesOf(Path path) {
        return Files.getFileAttributeView(path, UserDefinedFileAttributeView.class);
    }

    private static boolean isMarked(Path path) throws IOException {
        UserDefinedFileAttributeView view = attributesOf(path);
        return view != null && view.list().contains(MARK);
    }

    /** The mark is a help for those who tidy up; a file system without such attributes does without it. */
    private void mark(boolean partial) {
        try {
            UserDefinedFileAttributeView view = attributesOf(path);
            if (view == null) {
                return;
            }
            if (partial) {
                view.write(MARK, ByteBuffer.wrap("1".getBytes(StandardCharsets.US_ASCII)));
            } else if (view.list().contains(MARK)) {
                view.delete(MARK);
            }
        } catch (IOException | UnsupportedOperationException e) {
            System.getLogger(TargetFile.class.getName())
                    .log(System.Logger.Level.DEBUG, "the target has no place for a mark", e);
        }
    }
}
