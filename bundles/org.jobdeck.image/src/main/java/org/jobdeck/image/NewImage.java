package org.jobdeck.image;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An image to be made.
 *
 * @param format the driver's name
 * @param options by the names they have for QEMU's image tool; values are in their normal form: amounts and numbers in
 *     decimal digits, {@code on} and {@code off}
 */
public record NewImage(String format, Map<String, String> options) {

    /** Copies the map. */
    public NewImage {
        options = Map.copyOf(options);
    }

    /** The value of an option. */
    Optional<String> get(String option) {
        return Optional.ofNullable(options.get(option));
    }

    /** The length in bytes; beyond 63 bits it is negative. */
    long size() {
        return get("size").map(Long::parseUnsignedLong).orElse(0L);
    }

    /** The same with another length. */
    NewImage ofSize(long bytes) {
        Map<String, String> other = new HashMap<>(options);
        other.put("size", String.valueOf(bytes));
        return new NewImage(format, other);
    }

    /** The files that belong to it, its own first. */
    List<String> filesOf(String file) {
        return get("data_file").map(data -> List.of(file, data)).orElse(List.of(file));
    }
}
