package org.jobdeck.block.internal;

import org.jobdeck.block.BlockException;
import org.jobdeck.loop.Errno;

/** Opens files of the host in the way that suits the operating system: the one place that knows which it is. */
final class HostFiles {

    private HostFiles() {}

    /**
     * Opens an existing regular file.
     *
     * @param direct whether reads and writes go past the page cache; only Linux has that
     * @throws BlockException with QEMU's text
     */
    static HostFile open(String path, boolean readOnly, boolean direct) throws BlockException {
        if (!isLinux()) {
            return ChannelFile.open(path, readOnly);
        }
        HostFile file = LinuxFile.open(path, readOnly);
        return direct ? DirectFile.open(file, path, readOnly) : file;
    }

    /**
     * Opens a file to be filled anew, and makes it if there is none.
     *
     * @param exclusive whether it is an error (EEXIST) if there is one
     * @throws BlockException with the bare text of the error number
     */
    static HostFile create(String path, boolean exclusive) throws BlockException {
        return isLinux() ? LinuxFile.create(path, exclusive) : ChannelFile.create(path, exclusive);
    }

    private static boolean isLinux() {
        return System.getProperty("os.name", "").equals("Linux");
    }

    static BlockException couldNotOpen(String path, Errno errno, String reason) {
        return new BlockException(errno, "Could not open '" + path + "': " + reason);
    }

    static BlockException couldNotOpenDirect(String path, BlockException cause) {
        return cause.errno() == Errno.EINVAL
                ? couldNotOpen(path, Errno.EINVAL, "filesystem does not support O_DIRECT")
                : couldNotOpen(path, cause.errno(), cause.getMessage());
    }

    static BlockException notRegular(String path) {
        return new BlockException(Errno.EINVAL, "'file' driver requires '" + path + "' to be a regular file");
    }
}
