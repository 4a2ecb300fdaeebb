package org.jobdeck.cli;

import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is wrong with a command line, in one sentence with a hint. */
final class UsageErrors {

    private UsageErrors() {}

    static Failure translate(ParameterException e) {
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        return Failure.usage(sentence(e, command) + "; '" + command + " --help' shows what there is");
    }

    private static String sentence(ParameterException e, String command) {
        return switch (e) {
            case UnmatchedArgumentException unmatched ->
                unknown(unmatched.getUnmatched().getFirst(), e.getCommandLine(), command);
            case OverwrittenOptionException twice ->
                "the option '" + nameOf(twice.getOverwritten()) + "' was given more than once";
            case MissingParameterException missing -> missing(missing, command);
            default -> invalid(e);
        };
    }

    private static String unknown(String argument, CommandLine commandLine, String command) {
        if (argument.startsWith("-")) {
            String option = argument.contains("=") ? argument.substring(0, argument.indexOf('=')) : argument;
            return "there is no option '" + option + "'" + guess(option, optionNames(commandLine));
        }
        List<String> commands =
                List.copyOf(commandLine.getCommandSpec().subcommands().keySet());
        if (commands.isEmpty()) {
            return "'" + command + "' does not take the argument '" + argument + "'";
        }
        return "there is no command '" + command + " " + argument + "'" + guess(argument, commands);
    }

    private static List<String> optionNames(CommandLine commandLine) {
        return commandLine.getCommandSpec().options().stream()
                .map(OptionSpec::longestName)
                .toList();
    }

    /** The name that is nearest, if it is near. */
    private static String guess(String given, List<String> names) {
        String best = null;
        int least = Math.max(2, given.length() / 3) + 1;
        for (String name : names) {
            int distance = distance(given, name);
            if (distance < least) {
                least = distance;
                best = name;
            }
        }
        return best == null ? "" : " (did you mean '" + best + "'?)";
    }

    /** How many letters differ, are too many or are missing (Levenshtein). */
    static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(substituted, 1 + Math.min(above, row[j - 1]));
                diagonal = above;
            }
        }
        return row[b.length()];
    }

    private static String missing(MissingParameterException e, String command) {
        List<String> unmatched = e.getCommandLine().getUnmatchedArguments();
        if (!unmatched.isEmpty()) {
            // a name that was misspelt explains best why one is missing
            return unknown(unmatched.getFirst(), e.getCommandLine(), command);
        }
        List<ArgSpec> missing = e.getMissing();
        if (e.getMessage().startsWith("Missing required parameter for option") && missing.size() == 1) {
            return "the option '" + nameOf(missing.getFirst()) + "' needs a value";
        }
        return "'" + command + "' needs "
                + missing.stream().map(UsageErrors::withValue).collect(Collectors.joining(" and "));
    }

    private static String withValue(ArgSpec arg) {
        return arg.isOption() ? nameOf(arg) + " " + arg.paramLabel() : arg.paramLabel();
    }

    private static String nameOf(ArgSpec arg) {
        return arg instanceof OptionSpec option ? option.longestName() : arg.paramLabel();
    }

    /** A value that a converter refuses; what the converter says is the end of our sentence. */
    private static String invalid(ParameterException e) {
        if (e.getCause() instanceof TypeConversionException refused && e.getArgSpec() != null) {
            return "the value of '" + nameOf(e.getArgSpec()) + "' is wrong: " + refused.getMessage();
        }
        String line = e.getMessage().lines().findFirst().orElse("the command line cannot be understood");
        return line.isEmpty() ? line : Character.toLowerCase(line.charAt(0)) + line.substring(1);
    }
}
