package org.jobdeck.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Makes the completion script for fish: a line for each command and each option. */
final class FishCompletion {

    private final StringBuilder script = new StringBuilder();

    private FishCompletion() {}

    static String script(CommandLine root) {
        FishCompletion fish = new FishCompletion();
        fish.script.append("# completion of ").append(Program.NAME).append(" for fish\n");
        fish.line("-f");
        fish.command(root.getCommandSpec(), List.of());
        return fish.script.toString();
    }

    private void command(CommandSpec spec, List<String> path) {
        List<String> subcommands = List.copyOf(spec.subcommands().keySet());
        String here = condition(path, subcommands);
        for (CommandSpec sub : spec.subcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .toList()) {
            line(
                    here,
                    "-a",
                    quoted(sub.name()),
                    "-d",
                    quoted(firstLine(sub.usageMessage().description())));
        }
        for (OptionSpec option : spec.options()) {
            option(option, here);
        }
        for (PositionalParamSpec positional : spec.positionalParameters()) {
            line(here, "-a", quoted(String.join(" ", candidates(positional))));
        }
        for (CommandLine sub : spec.subcommands().values()) {
            List<String> longer = new ArrayList<>(path);
            longer.add(sub.getCommandName());
            command(sub.getCommandSpec(), longer);
        }
    }

    private void option(OptionSpec option, String here) {
        List<String> words = new ArrayList<>();
        words.add(here);
        for (String name : option.names()) {
            words.add(name.startsWith("--") ? "-l" : "-s");
            words.add(name.replaceFirst("^--?", ""));
        }
        if (option.arity().max() > 0) {
            List<String> candidates = candidates(option);
            if (!candidates.isEmpty()) {
                words.add("-x -a " + quoted(String.join(" ", candidates)));
            } else if (option.paramLabel().equals("FILE")) {
                words.add("-r -F");
            } else if (option.arity().min() > 0) {
                words.add("-x");
            }
        }
        words.add("-d " + quoted(firstLine(option.description())));
        line(words.toArray(String[]::new));
    }

    private static List<String> candidates(ArgSpec arg) {
        List<String> candidates = new ArrayList<>();
        if (arg.completionCandidates() != null) {
            arg.completionCandidates().forEach(candidates::add);
        }
        return candidates;
    }

    /** When these words stand on the command line and no command below them does. */
    private static String condition(List<String> path, List<String> subcommands) {
        List<String> tests = new ArrayList<>();
        for (String word : path) {
            tests.add("__fish_seen_subcommand_from " + word);
        }
        if (!subcommands.isEmpty()) {
            tests.add("not __fish_seen_subcommand_from " + String.join(" ", subcommands));
        }
        return "-n " + quoted(String.join("; and ", tests));
    }

    private static String firstLine(String[] lines) {
        return lines.length == 0 ? "" : lines[0].replace("%%", "%");
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    private void line(String... words) {
        script.append("complete -c ").append(Program.NAME);
        for (String word : words) {
            script.append(' ').append(word);
        }
        script.append('\n');
    }
}
