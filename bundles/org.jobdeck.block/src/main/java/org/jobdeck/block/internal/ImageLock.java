package org.jobdeck.block.internal;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.GrantedPermissions;
import org.jobdeck.block.Permission;
import org.jobdeck.block.Permissions;
import org.jobdeck.block.PreparedStep;
import org.jobdeck.loop.Errno;

/**
 * What others may do with a file while it is open here, told to every program that asks: QEMU's image locks (QEMU:
 * raw_handle_perm_lock).
 *
 * <p>Each permission has two bytes of the file. Whoever needs the permission holds a shared lock on the first, whoever
 * keeps others from it one on the second; whether somebody is in the way is found out by asking for the opposite byte.
 * The locks belong to the open file, so a second node of this process on the same file is another program. Main loop, or
 * a worker while the file is not yet anybody's.
 */
final class ImageLock {

    private static final Logger LOG = System.getLogger(ImageLock.class.getName());

    private static final int NEEDED = 100;
    private static final int UNSHARED = 200;

    private HostFile file;
    private Permissions needed = Permissions.NONE;
    private Permissions unshared = Permissions.NONE;

    /** No lock yet. */
    ImageLock(HostFile file) {
        this.file = file;
    }

    /**
     * Takes the locks for other permissions beside those that are held.
     *
     * @throws BlockException if somebody else is in the way
     */
    PreparedStep change(GrantedPermissions wanted) throws BlockException {
        Permissions perm = wanted.perm();
        Permissions kept = Permissions.ALL.minus(wanted.shared());
        try {
            lock(NEEDED, perm.minus(needed));
            lock(UNSHARED, kept.minus(unshared));
            check(perm, kept);
        } catch (BlockException e) {
            release(perm, kept);
            throw e;
        }
        return new PreparedStep() {
            @Override
            public void commit() {
                Permissions oldNeeded = needed;
                Permissions oldUnshared = unshared;
                needed = perm;
                unshared = kept;
                release(oldNeeded, oldUnshared);
            }

            @Override
            public void abort() {
                release(perm, kept);
            }
        };
    }

    /** Holds the same locks on the same file opened anew; those on the old one end with its closing. */
    void moveTo(HostFile other) {
        file = other;
        try {
            lock(NEEDED, needed);
            lock(UNSHARED, unshared);
        } catch (BlockException e) {
            LOG.log(Level.WARNING, "an image lock could not be taken along: {0}", e.getMessage());
        }
    }

    private void lock(int base, Permissions permissions) throws BlockException {
        for (Permission p : Permission.values()) {
            if (permissions.has(p)) {
                try {
                    file.lock(base + p.ordinal());
                } catch (BlockException e) {
                    throw new BlockException(
                            e.errno(), "Failed to lock byte " + (base + p.ordinal()) + ": " + e.getMessage(), e);
                }
            }
        }
    }

    private void check(Permissions perm, Permissions kept) throws BlockException {
        for (Permission p : Permission.values()) {
            if (perm.has(p) && file.isLocked(UNSHARED + p.ordinal())) {
                throw new BlockException(Errno.EAGAIN, "Failed to get \"" + p.text() + "\" lock");
            }
        }
        for (Permission p : Permission.values()) {
            if (kept.has(p) && file.isLocked(NEEDED + p.ordinal())) {
                throw new BlockException(Errno.EAGAIN, "Failed to get shared \"" + p.text() + "\" lock");
            }
        }
    }

    /** Gives those locks back that are not held for what holds now. */
    private void release(Permissions perm, Permissions kept) {
        unlock(NEEDED, perm.minus(needed));
        unlock(UNSHARED, kept.minus(unshared));
    }

    private void unlock(int base, Permissions permissions) {
        for (Permission p : Permission.values()) {
            if (permissions.has(p)) {
                try {
                    file.unlock(base + p.ordinal());
                } catch (BlockException e) {
                    LOG.log(Level.WARNING, "an image lock could not be given back: {0}", e.getMessage());
                }
            }
        }
    }
}
