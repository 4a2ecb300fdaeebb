package org.jobdeck.cli;

import java.util.Optional;
import org.jobdeck.cli.image.ImageOption;
import org.jobdeck.cli.image.ImageProgram;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** One image command, or all of them, as the help and the shells' completion see it. */
final class ImageHelp implements Command {

    private final CommandSpec spec;

    private ImageHelp(CommandSpec spec) {
        this.spec = spec;
    }

    /** What all image commands stand below. */
    static ImageHelp all() {
        return new ImageHelp(CommandTree.specOf(
                ImageProgram.NAME,
                "Makes, shows, checks, copies and changes disk images, with the options, the output and the exit codes of"
                        + " qemu-img."));
    }

    static ImageHelp of(ImageProgram.Described command) {
        CommandSpec spec = CommandTree.specOf(command.name(), command.summary());
        command.options().forEach(option -> spec.addOption(optionOf(option)));
        spec.addPositional(PositionalParamSpec.builder()
                .index("0..*")
                .paramLabel(command.operands())
                .hideParamSyntax(true)
                .type(String[].class)
                .build());
        return new ImageHelp(spec);
    }

    private static OptionSpec optionOf(ImageOption option) {
        Optional<String> letter = option.letter() == 0 ? Optional.empty() : Optional.of("-" + option.letter());
        Optional<String> name = option.name().isEmpty() ? Optional.empty() : Optional.of("--" + option.name());
        String[] names = java.util.stream.Stream.of(letter, name)
                .flatMap(Optional::stream)
                .toArray(String[]::new);
        OptionSpec.Builder builder = OptionSpec.builder(names).description(CommandTree.escaped(option.help()));
        return option.argument()
                .map(argument -> builder.arity("1").type(String.class).paramLabel(argument))
                .orElse(builder)
                .build();
    }

    @Override
    public CommandSpec spec() {
        return spec;
    }

    @Override
    public int run(ParseResult parsed, Host host) throws Failure {
        throw new IllegalStateException("image commands take their arguments apart themselves");
    }
}
