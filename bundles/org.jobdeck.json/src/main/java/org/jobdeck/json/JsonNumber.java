package org.jobdeck.json;

import java.util.Objects;
import java.util.OptionalLong;

/**
 * A JSON number in one of the three shapes that QEMU keeps apart (QEMU: {@code QNum}).
 *
 * <p>A whole number that fits a signed 64-bit integer is {@link Kind#SIGNED}, however it was made; one that fits only
 * an unsigned 64-bit integer is {@link Kind#UNSIGNED}; everything with a point, an exponent or more digits is {@link
 * Kind#DOUBLE}. Two numbers are equal if they are of one kind and have the same value: 1 and 1.0 differ.
 *
 * @param kind how to read the bits
 * @param bits a signed or unsigned 64-bit integer, or the bits of an IEEE 754 double
 */
public record JsonNumber(Kind kind, long bits) implements JsonValue {

    /** The shape of a number. */
    public enum Kind {
        /** -2^63 to 2^63-1. */
        SIGNED,
        /** 2^63 to 2^64-1. */
        UNSIGNED,
        /** An IEEE 754 double, infinities included. */
        DOUBLE
    }

    /**
     * Checks that the kind is the one that the value must have.
     *
     * @throws IllegalArgumentException if an unsigned number would fit a signed one
     */
    public JsonNumber {
        Objects.requireNonNull(kind, "kind");
        if (kind == Kind.UNSIGNED && bits >= 0) {
            throw new IllegalArgumentException(
                    "An unsigned JSON number was asked for " + bits + ", which is a signed one; use ofUnsigned.");
        }
    }

    /** A whole number. */
    public static JsonNumber of(long value) {
        return new JsonNumber(Kind.SIGNED, value);
    }

    /** A whole number given as an unsigned 64-bit integer. */
    public static JsonNumber ofUnsigned(long value) {
        return new JsonNumber(value < 0 ? Kind.UNSIGNED : Kind.SIGNED, value);
    }

    /** A floating-point number; 2.0 stays a {@link Kind#DOUBLE}, though it is written as {@code 2}. */
    public static JsonNumber of(double value) {
        return new JsonNumber(Kind.DOUBLE, Double.doubleToLongBits(value));
    }

    /** The value as a signed 64-bit integer; empty for doubles and for what is too large. */
    public OptionalLong asLong() {
        return kind == Kind.SIGNED ? OptionalLong.of(bits) : OptionalLong.empty();
    }

    /** The value as an unsigned 64-bit integer; empty for doubles and for negative numbers. */
    public OptionalLong asUnsignedLong() {
        return kind == Kind.UNSIGNED || kind == Kind.SIGNED && bits >= 0 ? OptionalLong.of(bits) : OptionalLong.empty();
    }

    /** The value as a double, rounded if it is a large integer. */
    public double doubleValue() {
        return switch (kind) {
            case SIGNED -> bits;
            case UNSIGNED -> (bits >>> 1 | bits & 1) * 2.0;
            case DOUBLE -> Double.longBitsToDouble(bits);
        };
    }

    @Override
    public String toString() {
        return switch (kind) {
            case SIGNED -> Long.toString(bits);
            case UNSIGNED -> Long.toUnsignedString(bits);
            case DOUBLE -> DoubleText.of(Double.longBitsToDouble(bits));
        };
    }
}
