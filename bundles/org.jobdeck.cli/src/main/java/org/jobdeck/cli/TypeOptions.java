package org.jobdeck.cli;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jobdeck.job.driver.JobDriverFactory;
import org.jobdeck.job.driver.OptionKind;
import org.jobdeck.job.driver.OptionSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** The options that a kind of job declares, as options of the command line: the same names with two dashes. */
final class TypeOptions {

    private final Map<String, OptionSpec> declared = new LinkedHashMap<>();

    TypeOptions(List<OptionSpec> options) {
        options.forEach(option -> declared.put(option.name(), option));
    }

    /** Those for an engine of our own; the ones that take a node are left out, because nobody can have made a node before. */
    static TypeOptions of(JobDriverFactory factory) {
        return new TypeOptions(factory.options().stream()
                .filter(option -> option.kind() != OptionKind.NODE)
                .toList());
    }

    /** Whether the type works on a file of that name. */
    boolean hasFile(String name) {
        OptionSpec option = declared.get(name);
        return option != null && (option.kind() == OptionKind.EXISTING_FILE || option.kind() == OptionKind.FILE);
    }

    /** Adds them to a command; files named in {@code needed} must be given. */
    void addTo(CommandSpec command, List<String> needed) {
        for (OptionSpec option : declared.values()) {
            command.addOption(asPicocli(option, option.required() || needed.contains(option.name())));
        }
    }

    private static picocli.CommandLine.Model.OptionSpec asPicocli(OptionSpec option, boolean required) {
        var builder = picocli.CommandLine.Model.OptionSpec.builder("--" + option.name())
                .required(required)
                .description(CommandTree.escaped(helpOf(option)))
                .paramLabel(labelOf(option));
        return switch (option.kind()) {
            case FLAG ->
                builder.arity("0..1")
                        .type(Boolean.class)
                        .fallbackValue("true")
                        .converters(text -> value(option, text))
                        .build();
            case SIZE, RATE, NUMBER ->
                builder.arity("1")
                        .type(Long.class)
                        .converters(text -> value(option, text))
                        .build();
            case CHOICE ->
                builder.arity("1")
                        .type(String.class)
                        .completionCandidates(option.choices())
                        .converters(text -> value(option, text))
                        .build();
            case EXISTING_FILE, FILE, TEXT, NODE ->
                builder.arity("1").type(String.class).build();
        };
    }

    /**
     * What a text stands for, of the Java type of the option's kind.
     *
     * @throws picocli.CommandLine.TypeConversionException if the option does not take it
     */
    static Object value(OptionSpec option, String text) {
        return switch (option.kind()) {
            case FLAG -> Amounts.parseFlag(text);
            case SIZE, RATE -> Amounts.inRange(Amounts.parseBytes(text), option.min(), option.max());
            case NUMBER -> Amounts.inRange(Amounts.parseNumber(text), option.min(), option.max());
            case CHOICE -> oneOf(option, text);
            case EXISTING_FILE, FILE, TEXT, NODE -> text;
        };
    }

    private static String labelOf(OptionSpec option) {
        return switch (option.kind()) {
            case EXISTING_FILE, FILE -> "FILE";
            case SIZE -> "SIZE";
            case RATE -> "RATE";
            case NUMBER -> "N";
            case FLAG -> "on|off";
            case CHOICE -> String.join("|", option.choices());
            case NODE -> "NODE";
            case TEXT -> "TEXT";
        };
    }

    private static String helpOf(OptionSpec option) {
        String help =
                Character.toUpperCase(option.help().charAt(0)) + option.help().substring(1);
        Object standard = option.defaultValue();
        if (standard == null) {
            return help + ".";
        }
        String shown = switch (option.kind()) {
            case FLAG -> (Boolean) standard ? "on" : "off";
            default -> standard.toString();
        };
        return help + " (default: " + shown + ").";
    }

    private static String oneOf(OptionSpec option, String text) {
        if (!option.choices().contains(text)) {
            throw new picocli.CommandLine.TypeConversionException(
                    "it takes " + String.join(", ", option.choices()) + ", but was given '" + text + "'");
        }
        return text;
    }

    /** What was given, by name, of the Java types that the type wants. */
    Map<String, Object> given(ParseResult parsed) {
        Map<String, Object> values = new HashMap<>();
        for (String name : declared.keySet()) {
            Object value = parsed.matchedOptionValue("--" + name, (Object) null);
            if (value != null) {
                values.put(name, value);
            }
        }
        return values;
    }
}
