package org.jobdeck.cli;

import java.util.List;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;

/** Prints a script by which a shell completes the command line. */
final class CompletionCommand implements Command {

    static final String NAME = "completion";

    private static final List<String> SHELLS = List.of("bash", "zsh", "fish");

    private final CommandSpec spec = CommandTree.specOf(
            NAME,
            "Prints a script that completes the command line in a shell.",
            "bash, zsh: source <(jobdeck completion bash)",
            "fish: jobdeck completion fish | source");

    CompletionCommand() {
        spec.addPositional(PositionalParamSpec.builder()
                .arity("1")
                .index("0")
                .required(true)
                .type(String.class)
                .paramLabel("SHELL")
                .completionCandidates(SHELLS)
                .converters(CompletionCommand::shell)
                .description("The shell: " + String.join(", ", SHELLS) + ".")
                .build());
    }

    private static String shell(String text) {
        if (!SHELLS.contains(text)) {
            throw new TypeConversionException("the shell '" + text + "' is not known; known: bash, zsh, fish");
        }
        return text;
    }

    @Override
    public CommandSpec spec() {
        return spec;
    }

    @Override
    public int run(ParseResult parsed, Host host) {
        CommandLine root = spec.root().commandLine();
        String shell = parsed.matchedPositionalValue(0, "bash");
        // the script for bash serves zsh too: it asks which of them reads it
        host.out().print(shell.equals("fish") ? FishCompletion.script(root) : AutoComplete.bash(Program.NAME, root));
        host.out().flush();
        return ExitCode.DONE;
    }
}
