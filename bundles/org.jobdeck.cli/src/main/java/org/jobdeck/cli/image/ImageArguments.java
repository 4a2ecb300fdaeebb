package org.jobdeck.cli.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The arguments of one image command, taken apart as C programs do: letters can stand together, a value can stand in the
 * same argument, long names can be cut short, options and operands can be mixed, and {@code --} ends the options.
 */
final class ImageArguments {

    /** An option as it was given. */
    record Given(ImageOption option, String value) {}

    private final List<ImageOption> known;
    private final List<Given> given = new ArrayList<>();
    private final List<String> operands = new ArrayList<>();

    private ImageArguments(List<ImageOption> known) {
        this.known = known;
    }

    static ImageArguments parse(List<ImageOption> known, List<String> arguments) throws UsageException {
        ImageArguments result = new ImageArguments(known);
        for (int at = 0; at < arguments.size(); at++) {
            String argument = arguments.get(at);
            if (argument.equals("--")) {
                result.operands.addAll(arguments.subList(at + 1, arguments.size()));
                break;
            }
            Optional<String> next = at + 1 < arguments.size() ? Optional.of(arguments.get(at + 1)) : Optional.empty();
            boolean usedNext = false;
            if (argument.startsWith("--")) {
                usedNext = result.longOption(argument, next);
            } else if (argument.startsWith("-") && argument.length() > 1) {
                usedNext = result.letters(argument, next);
            } else {
                result.operands.add(argument);
            }
            at += usedNext ? 1 : 0;
        }
        return result;
    }

    private boolean longOption(String argument, Optional<String> next) throws UsageException {
        int equals = argument.indexOf('=');
        String name = argument.substring(2, equals < 0 ? argument.length() : equals);
        ImageOption option = find(name, argument);
        if (!option.takesArgument()) {
            if (equals >= 0) {
                throw new UsageException("unrecognized option '" + argument + "'");
            }
            given.add(new Given(option, ""));
            return false;
        }
        if (equals >= 0) {
            given.add(new Given(option, argument.substring(equals + 1)));
            return false;
        }
        given.add(new Given(option, required(argument, next)));
        return true;
    }

    private ImageOption find(String name, String argument) throws UsageException {
        List<ImageOption> beginning = new ArrayList<>();
        for (ImageOption option : known) {
            if (option.name().equals(name)) {
                return option;
            }
            if (!name.isEmpty() && option.name().startsWith(name)) {
                beginning.add(option);
            }
        }
        if (beginning.size() != 1) {
            throw new UsageException("unrecognized option '" + argument + "'");
        }
        return beginning.getFirst();
    }

    private boolean letters(String argument, Optional<String> next) throws UsageException {
        for (int i = 1; i < argument.length(); i++) {
            char letter = argument.charAt(i);
            ImageOption option = known.stream()
                    .filter(o -> o.letter() == letter)
                    .findFirst()
                    .orElseThrow(() -> new UsageException("unrecognized option '" + argument + "'"));
            if (option.takesArgument()) {
                boolean here = i + 1 < argument.length();
                given.add(new Given(option, here ? argument.substring(i + 1) : required(argument, next)));
                return !here;
            }
            given.add(new Given(option, ""));
        }
        return false;
    }

    private static String required(String argument, Optional<String> next) throws UsageException {
        return next.orElseThrow(() -> new UsageException("missing argument for option '" + argument + "'"));
    }

    /** All options in the order in which they were given. */
    List<Given> given() {
        return given;
    }

    /** Whether the option of that key was given. */
    boolean has(String key) {
        return given.stream().anyMatch(g -> g.option().key().equals(key));
    }

    /** The value that was given last. */
    Optional<String> last(String key) {
        List<String> all = all(key);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }

    /** All values that were given. */
    List<String> all(String key) {
        return given.stream()
                .filter(g -> g.option().key().equals(key))
                .map(Given::value)
                .toList();
    }

    /** What is no option. */
    List<String> operands() {
        return operands;
    }
}
