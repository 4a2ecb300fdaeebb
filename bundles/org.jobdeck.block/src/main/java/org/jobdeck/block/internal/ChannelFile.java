package org.jobdeck.block.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.jobdeck.block.BlockException;
import org.jobdeck.loop.Errno;

/** A file through a Java channel, for systems without calls of our own: it has no holes as far as it knows. */
final class ChannelFile implements HostFile {

    private final FileChannel channel;

    private ChannelFile(FileChannel channel) {
        this.channel = channel;
    }

    static HostFile open(String path, boolean readOnly) throws BlockException {
        Set<OpenOption> options =
                readOnly ? Set.of(StandardOpenOption.READ) : Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            Path file = Path.of(path);
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                throw HostFiles.notRegular(path);
            }
            return new ChannelFile(FileChannel.open(file, options));
        } catch (InvalidPathException e) {
            throw HostFiles.couldNotOpen(path.replace('\0', '?'), Errno.EINVAL, Errno.EINVAL.text());
        } catch (IOException e) {
            BlockException reason = translated(e);
            throw HostFiles.couldNotOpen(path, reason.errno(), reason.getMessage());
        }
    }

    /** Opens a file to be filled anew, and makes it if there is none; with {@code exclusive} only that. */
    static HostFile create(String path, boolean exclusive) throws BlockException {
        try {
            return new ChannelFile(FileChannel.open(
                    Path.of(path),
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE,
                    exclusive ? StandardOpenOption.CREATE_NEW : StandardOpenOption.CREATE));
        } catch (InvalidPathException e) {
            throw new BlockException(Errno.EINVAL, Errno.EINVAL.text(), e);
        } catch (IOException e) {
            throw translated(e);
        }
    }

    @Override
    public long size() throws BlockException {
        try {
            return channel.size();
        } catch (IOException e) {
            throw translated(e);
        }
    }

    /** All of it, as there are no holes as far as a channel can tell. */
    @Override
    public long allocated() throws BlockException {
        return size();
    }

    @Override
    public void read(long offset, ByteBuffer into) throws BlockException {
        try {
            long at = offset;
            while (into.hasRemaining()) {
                int got = channel.read(into, at);
                if (got < 0) {
                    break;
                }
                at += got;
            }
        } catch (IOException e) {
            throw translated(e);
        }
        while (into.hasRemaining()) {
            into.put((byte) 0);
        }
    }

    @Override
    public void write(long offset, ByteBuffer from) throws BlockException {
        try {
            long at = offset;
            while (from.hasRemaining()) {
                at += channel.write(from, at);
            }
        } catch (IOException e) {
            throw translated(e);
        }
    }

    @Override
    public void punchHole(long offset, long bytes) throws BlockException {
        throw new BlockException(Errno.ENOTSUP);
    }

    @Override
    public void zeroRange(long offset, long bytes) throws BlockException {
        throw new BlockException(Errno.ENOTSUP);
    }

    @Override
    public void allocate(long offset, long bytes) throws BlockException {
        throw new BlockException(Errno.ENOTSUP);
    }

    @Override
    public Extent extentAt(long offset) {
        return new Extent(true, Long.MAX_VALUE);
    }

    @Override
    public void sync() throws BlockException {
        try {
            channel.force(false);
        } catch (IOException e) {
            throw translated(e);
        }
    }

    @Override
    public void truncate(long length) throws BlockException {
        try {
            long now = channel.size();
            if (length < now) {
                channel.truncate(length);
            } else if (length > now) {
                // a channel can only grow by writing
                channel.write(ByteBuffer.allocate(1), length - 1);
            }
        } catch (IOException e) {
            throw translated(e);
        }
    }

    /** Locks of a channel are the whole process's, so they would not keep out whom they are to keep out. */
    @Override
    public void lock(long at) {
        // other systems' QEMU has no such locks either
    }

    @Override
    public void unlock(long at) {
        // there is none
    }

    @Override
    public boolean isLocked(long at) {
        return false;
    }

    @Override
    public void close() throws BlockException {
        try {
            channel.close();
        } catch (IOException e) {
            throw translated(e);
        }
    }

    private static BlockException translated(IOException e) {
        String text = String.valueOf(
                e instanceof FileSystemException f && f.getReason() != null ? f.getReason() : e.getMessage());
        Errno errno = switch (e) {
            case NoSuchFileException _ -> Errno.ENOENT;
            case AccessDeniedException _ -> Errno.EACCES;
            case FileAlreadyExistsException _ -> Errno.EEXIST;
            default -> errnoOf(text);
        };
        return new BlockException(errno, errno == Errno.EIO ? text : errno.text(), e);
    }

    /** Channels tell the number of an error only in the words of the system. */
    private static Errno errnoOf(String text) {
        for (Errno errno : Errno.values()) {
            if (text.contains(errno.text())) {
                return errno;
            }
        }
        return text.contains("not enough space") ? Errno.ENOSPC : Errno.EIO;
    }
}
