package org.jobdeck.cli.image;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jobdeck.image.ImageException;

/** The options of new images ({@code -o}), in the order in which the tool tells what it makes. */
enum CreateOption {
    ENCRYPTION(
            "encryption",
            Kind.FLAG,
            "Encrypt the image with format 'aes'. (Deprecated in favor of encrypt.format=aes)"),
    ENCRYPT_FORMAT("encrypt.format", Kind.TEXT, "Encrypt the image, format choices: 'aes', 'luks'"),
    ENCRYPT_KEY("encrypt.key-secret", Kind.TEXT, "ID of secret providing qcow AES key or LUKS passphrase"),
    ENCRYPT_CIPHER("encrypt.cipher-alg", Kind.TEXT, "Name of encryption cipher algorithm"),
    ENCRYPT_MODE("encrypt.cipher-mode", Kind.TEXT, "Name of encryption cipher mode"),
    ENCRYPT_IVGEN("encrypt.ivgen-alg", Kind.TEXT, "Name of IV generator algorithm"),
    ENCRYPT_IVGEN_HASH("encrypt.ivgen-hash-alg", Kind.TEXT, "Name of IV generator hash algorithm"),
    ENCRYPT_HASH("encrypt.hash-alg", Kind.TEXT, "Name of encryption hash algorithm"),
    ENCRYPT_TIME("encrypt.iter-time", Kind.NUMBER, "Time to spend in PBKDF in milliseconds"),
    CLUSTER_SIZE("cluster_size", Kind.SIZE, "qcow2 cluster size", "65536"),
    EXTENDED_L2("extended_l2", Kind.FLAG, "Extended L2 tables", "off"),
    QCOW2_PREALLOCATION("preallocation", Kind.TEXT, "Preallocation mode (allowed values: off, metadata, falloc, full)"),
    COMPRESSION_TYPE("compression_type", Kind.TEXT, "Compression method used for image cluster compression", "zlib"),
    SIZE("size", Kind.SIZE, "Virtual disk size"),
    COMPAT("compat", Kind.TEXT, "Compatibility level (v2 [0.10] or v3 [1.1])"),
    BACKING_FILE("backing_file", Kind.TEXT, "File name of a base image"),
    BACKING_FORMAT("backing_fmt", Kind.TEXT, "Image format of the base image"),
    DATA_FILE("data_file", Kind.TEXT, "File name of an external data file"),
    DATA_FILE_RAW("data_file_raw", Kind.FLAG, "The external data file must stay valid as a raw image"),
    LAZY_REFCOUNTS("lazy_refcounts", Kind.FLAG, "Postpone refcount updates", "off"),
    REFCOUNT_BITS("refcount_bits", Kind.NUMBER, "Width of a reference count entry in bits", "16"),
    NOCOW("nocow", Kind.FLAG, "Turn off copy-on-write (valid only on btrfs)"),
    FILE_PREALLOCATION("preallocation", Kind.TEXT, "Preallocation mode (allowed values: off, falloc, full)"),
    EXTENT_SIZE_HINT("extent_size_hint", Kind.SIZE, "Extent size hint for the image file, 0 to disable");

    /** What the value of an option can be. */
    enum Kind {
        TEXT("str"),
        FLAG("bool (on/off)"),
        NUMBER("num"),
        SIZE("size");

        private final String label;

        Kind(String label) {
            this.label = label;
        }
    }

    private static final List<CreateOption> OF_FILES = List.of(SIZE, NOCOW, FILE_PREALLOCATION, EXTENT_SIZE_HINT);

    private final String key;
    private final Kind kind;
    private final String help;
    private final Optional<String> byDefault;

    CreateOption(String key, Kind kind, String help) {
        this(key, kind, help, null);
    }

    CreateOption(String key, Kind kind, String help, String byDefault) {
        this.key = key;
        this.kind = kind;
        this.help = help;
        this.byDefault = Optional.ofNullable(byDefault);
    }

    String key() {
        return key;
    }

    Optional<String> byDefault() {
        return byDefault;
    }

    /** The options of a format, without those that its file may have. */
    static List<CreateOption> ofFormat(String format) {
        if (format.equals("raw")) {
            return List.of(SIZE);
        }
        return Arrays.stream(values())
                .filter(option -> option == SIZE || !OF_FILES.contains(option))
                .toList();
    }

    /** The options of a format and of the file it is made in. */
    static List<CreateOption> withFile(String format) {
        List<CreateOption> all = new ArrayList<>(ofFormat(format));
        for (CreateOption option : OF_FILES) {
            if (all.stream().noneMatch(known -> known.key.equals(option.key))) {
                all.add(option);
            }
        }
        return all;
    }

    /** The line of the option in the list of all. */
    String helpLine() {
        String left = "  " + key + "=<" + kind.label + ">";
        return String.format("%-24s - %s%n", left, help);
    }

    /**
     * The value in its normal form: a number of bytes, a number, on or off.
     *
     * @throws ImageException with QEMU's text
     */
    String normal(String value) throws ImageException {
        return switch (kind) {
            case TEXT -> value;
            case FLAG -> {
                if (!value.equals("on") && !value.equals("off")) {
                    throw new ImageException("Parameter '" + key + "' expects 'on' or 'off'");
                }
                yield value;
            }
            case NUMBER -> {
                if (!value.matches("[0-9]{1,18}")) {
                    throw new ImageException("Parameter '" + key + "' expects a number");
                }
                yield String.valueOf(Long.parseLong(value));
            }
            case SIZE ->
                Sizes.parse(value)
                        .filter(bytes -> bytes.bitLength() <= 64)
                        .map(Object::toString)
                        .orElseThrow(() -> new ImageException("Parameter '" + key
                                + "' expects a non-negative number below 2^64; optional suffix k, M, G, T, P or E means"
                                + " kilo-, mega-, giga-, tera-, peta- and exabytes, respectively."));
        };
    }
}
