package org.jobdeck.cli.image;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jobdeck.image.ImageException;
import org.jobdeck.image.NewImage;
import org.jobdeck.image.Qcow2Layout;

/** The options of an image to be made, as {@code -o} has them. Changed by one thread. */
final class CreateOptions {

    static final ImageOption OPTION =
            ImageOption.value('o', "OPTION=VALUE,…", "Options of the new image; -o help lists them.");

    private static final String COMPAT_2 = "0.10";
    private static final String COMPAT_3 = "1.1";
    private static final List<String> PREALLOCATIONS = List.of("off", "metadata", "falloc", "full");
    private static final List<String> FORMATS = List.of("raw", "qcow2");

    private final String format;
    private final Map<CreateOption, String> values = new EnumMap<>(CreateOption.class);

    private CreateOptions(String format) {
        this.format = format;
    }

    /** The options that were given for a new image in a format, without a look at what they mean together. */
    static CreateOptions parse(String format, ImageArguments arguments) throws ImageException {
        if (!FORMATS.contains(format)) {
            throw new ImageException("Unknown file format '" + format + "'");
        }
        CreateOptions options = new CreateOptions(format);
        List<CreateOption> known = CreateOption.withFile(format);
        for (String list : arguments.all(OPTION.key())) {
            checkList(list);
            for (String member : membersOf(list)) {
                int equals = member.indexOf('=');
                String name = equals < 0 ? member : member.substring(0, equals);
                CreateOption option = known.stream()
                        .filter(o -> o.key().equals(name))
                        .findFirst()
                        .orElseThrow(() -> new ImageException("Invalid parameter '" + name + "'"));
                options.values.put(option, option.normal(equals < 0 ? "on" : member.substring(equals + 1)));
            }
        }
        return options;
    }

    /** Whether images of that format can be made. */
    static boolean isFormat(String name) {
        return FORMATS.contains(name);
    }

    /** Whether the list of all options was asked for. */
    static boolean isHelp(ImageArguments arguments) {
        return arguments.all(OPTION.key()).stream()
                .flatMap(list -> membersOf(list).stream())
                .anyMatch(member -> member.equals("help") || member.equals("?"));
    }

    /** The list of all options. */
    static String help(String format, boolean withFile) throws ImageException {
        if (!FORMATS.contains(format)) {
            throw new ImageException("Unknown file format '" + format + "'");
        }
        StringBuilder out = new StringBuilder();
        out.append(withFile ? "Supported options:\n" : "Supported " + format + " options:\n");
        List<CreateOption> options =
                new ArrayList<>(withFile ? CreateOption.withFile(format) : CreateOption.ofFormat(format));
        options.sort(Comparator.comparing(CreateOption::key));
        options.forEach(option -> out.append(option.helpLine()));
        if (!withFile) {
            out.append("\nThe protocol level may support further options.\n"
                    + "Specify the target filename to include those options.\n");
        }
        return out.toString();
    }

    private static void checkList(String list) throws ImageException {
        if (list.isEmpty() || list.startsWith(",") || list.replace(",,", "").endsWith(",")) {
            throw new ImageException("Invalid option list: " + list);
        }
    }

    /** What stands between the commas; two of them are one that belongs to a value. */
    private static List<String> membersOf(String list) {
        List<String> members = new ArrayList<>();
        StringBuilder member = new StringBuilder();
        for (int i = 0; i < list.length(); i++) {
            char c = list.charAt(i);
            boolean twice = c == ',' && i + 1 < list.length() && list.charAt(i + 1) == ',';
            if (c == ',' && !twice) {
                members.add(member.toString());
                member.setLength(0);
            } else {
                member.append(c);
                i += twice ? 1 : 0;
            }
        }
        members.add(member.toString());
        return members;
    }

    Optional<String> get(CreateOption option) {
        return Optional.ofNullable(values.get(option)).or(option::byDefault);
    }

    /** Sets an option that the format must have. */
    void set(CreateOption option, String value) {
        values.put(option, value);
    }

    /** Whether images of this format can have the option. */
    boolean knows(CreateOption option) {
        return CreateOption.withFile(format).contains(option);
    }

    /** The length, if it was given. */
    Optional<Long> size() {
        return get(CreateOption.SIZE).map(Long::parseUnsignedLong);
    }

    /** What the image tool prints before it makes the image. */
    String formatting(String fileName) {
        StringBuilder out = new StringBuilder("Formatting '" + fileName + "', fmt=" + format);
        for (CreateOption option : CreateOption.withFile(format)) {
            get(option)
                    .ifPresent(value ->
                            out.append(' ').append(option.key()).append('=').append(value.replace(",", ",,")));
        }
        return out.append('\n').toString();
    }

    /**
     * What the size of an image depends on; empty for raw.
     *
     * @throws ImageException if there can be no such image
     */
    Optional<Qcow2Layout> layout() throws ImageException {
        if (format.equals("raw")) {
            return Optional.empty();
        }
        String preallocation = get(CreateOption.QCOW2_PREALLOCATION).orElse("off");
        if (!PREALLOCATIONS.contains(preallocation)) {
            throw new ImageException("invalid parameter value: " + preallocation);
        }
        String compat = get(CreateOption.COMPAT).orElse(COMPAT_3);
        if (!compat.equals(COMPAT_2) && !compat.equals(COMPAT_3)) {
            throw new ImageException("Invalid compatibility level: '" + compat + "'");
        }
        return Optional.of(new Qcow2Layout(
                compat.equals(COMPAT_2) ? 2 : 3,
                Long.parseUnsignedLong(get(CreateOption.CLUSTER_SIZE).orElseThrow()),
                Long.parseLong(get(CreateOption.REFCOUNT_BITS).orElseThrow()),
                isOn(CreateOption.EXTENDED_L2),
                preallocation.equals("full") || preallocation.equals("falloc"),
                values.containsKey(CreateOption.BACKING_FILE)));
    }

    boolean isOn(CreateOption option) {
        return get(option).filter("on"::equals).isPresent();
    }

    /** The image to be made. */
    NewImage image() {
        Map<String, String> all = new java.util.LinkedHashMap<>();
        values.forEach((option, value) -> all.put(option.key(), value));
        return new NewImage(format, all);
    }
}
