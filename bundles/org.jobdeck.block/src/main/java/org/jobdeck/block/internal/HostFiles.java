package org.jobdeck.block.internal;

import org.jobdeck.block.BlockException;
import org.jobdeck.loop.Errno;

/** Opens files of the host in the way that suits the operating system: the one place that knows which it is. */
final class HostFiles {

    private HostFiles() {}

    /**
     * Opens an existing regular file.
     *
     * @throws BlockException with QEMU's text
     */
    static HostFile open(String path, boolean readOnly) throws BlockException {
        return isLinux() ? LinuxFile.open(path, readOnly) : ChannelFile.open(path, readOnly);
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

    static BlockException notRegular(String path) {
        return new BlockException(Errno.EINVAL, "'file' driver requires '" + path + "' to be a regular file");
    }
}
