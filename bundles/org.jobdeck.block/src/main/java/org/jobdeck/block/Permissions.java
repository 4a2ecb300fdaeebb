package org.jobdeck.block;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * A set of {@link Permission}s (QEMU: a mask of BLK_PERM_*).
 *
 * @param bits the sum of the members' {@link Permission#bit() bits}
 */
public record Permissions(int bits) {

    /** The empty set. */
    public static final Permissions NONE = new Permissions(0);
    /** All permissions (QEMU: BLK_PERM_ALL). */
    public static final Permissions ALL = new Permissions(15);

    /** Checks that only known bits are set. */
    public Permissions {
        if ((bits & ~15) != 0) {
            throw new IllegalArgumentException("there are four permissions, bits 1 to 8, but the mask is " + bits);
        }
    }

    /** The set of the given members. */
    public static Permissions of(Permission... members) {
        return NONE.with(members);
    }

    /** Whether {@code p} is in this set. */
    public boolean has(Permission p) {
        return (bits & p.bit()) != 0;
    }

    /** Whether every member of {@code other} is in this set. */
    public boolean hasAll(Permissions other) {
        return (other.bits & ~bits) == 0;
    }

    /** Whether {@link Permission#WRITE} or {@link Permission#WRITE_UNCHANGED} is in this set. */
    public boolean canWrite() {
        return has(Permission.WRITE) || has(Permission.WRITE_UNCHANGED);
    }

    /** Whether there is no member. */
    public boolean isEmpty() {
        return bits == 0;
    }

    /** This set and the given members. */
    public Permissions with(Permission... members) {
        int sum = bits;
        for (Permission p : members) {
            sum |= p.bit();
        }
        return new Permissions(sum);
    }

    /** This set without the given members. */
    public Permissions without(Permission... members) {
        int rest = bits;
        for (Permission p : members) {
            rest &= ~p.bit();
        }
        return new Permissions(rest);
    }

    /** The members of either set. */
    public Permissions or(Permissions other) {
        return new Permissions(bits | other.bits);
    }

    /** The members of both sets. */
    public Permissions and(Permissions other) {
        return new Permissions(bits & other.bits);
    }

    /** The members of this set that are not in the other. */
    public Permissions minus(Permissions other) {
        return new Permissions(bits & ~other.bits);
    }

    /** The members' names, separated by commas; {@code none} for the empty set. */
    public String names() {
        return isEmpty()
                ? "none"
                : Arrays.stream(Permission.values())
                        .filter(this::has)
                        .map(Permission::text)
                        .collect(Collectors.joining(", "));
    }

    @Override
    public String toString() {
        return names();
    }
}
