package org.jobdeck.loop;

import java.util.Optional;

/**
 * The error numbers in which jobs and block drivers report failures, with Linux's numbers and the C library's texts
 * (QEMU: strerror).
 */
public enum Errno {
    /** Operation not permitted. */
    EPERM(1, "Operation not permitted"),
    /** No such file or directory. */
    ENOENT(2, "No such file or directory"),
    /** Input/output error. */
    EIO(5, "Input/output error"),
    /** Bad file descriptor. */
    EBADF(9, "Bad file descriptor"),
    /** Resource temporarily unavailable. */
    EAGAIN(11, "Resource temporarily unavailable"),
    /** Cannot allocate memory. */
    ENOMEM(12, "Cannot allocate memory"),
    /** Permission denied. */
    EACCES(13, "Permission denied"),
    /** Device or resource busy. */
    EBUSY(16, "Device or resource busy"),
    /** File exists. */
    EEXIST(17, "File exists"),
    /** Not a directory. */
    ENOTDIR(20, "Not a directory"),
    /** Is a directory. */
    EISDIR(21, "Is a directory"),
    /** Invalid argument. */
    EINVAL(22, "Invalid argument"),
    /** Too many open files. */
    EMFILE(24, "Too many open files"),
    /** File too large. */
    EFBIG(27, "File too large"),
    /** No space left on device. */
    ENOSPC(28, "No space left on device"),
    /** Read-only file system. */
    EROFS(30, "Read-only file system"),
    /** Too many levels of symbolic links. */
    ELOOP(40, "Too many levels of symbolic links"),
    /** No such device or address. */
    ENXIO(6, "No such device or address"),
    /** Value too large for defined data type. */
    EOVERFLOW(75, "Value too large for defined data type"),
    /** Operation not supported. */
    ENOTSUP(95, "Operation not supported"),
    /** Connection timed out. */
    ETIMEDOUT(110, "Connection timed out"),
    /** Operation now in progress. */
    EINPROGRESS(115, "Operation now in progress"),
    /** Disk quota exceeded. */
    EDQUOT(122, "Disk quota exceeded"),
    /** Operation canceled. */
    ECANCELED(125, "Operation canceled");

    private final int number;
    private final String text;

    Errno(int number, String text) {
        this.number = number;
        this.text = text;
    }

    /** The positive number; results of jobs carry its negative. */
    public int number() {
        return number;
    }

    /** The C library's English text. */
    public String text() {
        return text;
    }

    /** The constant of a positive or negative number, if it has one here. */
    public static Optional<Errno> of(int number) {
        int positive = Math.abs(number);
        for (Errno e : values()) {
            if (e.number == positive) {
                return Optional.of(e);
            }
        }
        return Optional.empty();
    }

    /** The text of a positive or negative number; unknown numbers read as the C library prints them. */
    public static String textOf(int number) {
        return of(number).map(Errno::text).orElse("Unknown error " + Math.abs(number));
    }
}
