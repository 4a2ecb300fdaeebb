package org.jobdeck.block.internal;

/** The numbers of Linux's system calls that the file driver needs, on 64-bit machines. */
enum SystemCall {
    OPENAT(257, 56),
    CLOSE(3, 57),
    PREAD(17, 67),
    PWRITE(18, 68),
    LSEEK(8, 62),
    FALLOCATE(285, 47),
    FDATASYNC(75, 83),
    FTRUNCATE(77, 46),
    STATX(332, 291),
    FCNTL(72, 25);

    private final long number;

    /** Its number on Intel's machines, and that which all newer ones have in common. */
    SystemCall(long intel, long others) {
        number = System.getProperty("os.arch", "").equals("amd64") ? intel : others;
    }

    /** Its number on this machine. */
    long number() {
        return number;
    }
}
