package org.jobdeck.ui.parts.console;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jobdeck.json.JsonObject;
import org.jobdeck.source.schema.SchemaMember;
import org.jobdeck.source.schema.ServerSchema;
import org.jobdeck.source.schema.ValueType;
import org.jobdeck.ui.i18n.Messages;

/** What could stand at a place of a line: commands, arguments that are not given yet, values. */
final class Completion {

    private static final Messages TEXTS = Messages.of(Completion.class);

    /**
     * Something that could stand there.
     *
     * @param label what it is, for a list
     * @param line the whole line with it
     * @param caret where one would go on to write
     */
    record Proposal(String label, String line, int caret) {}

    private final ServerSchema schema;

    Completion(ServerSchema schema) {
        this.schema = schema;
    }

    /** All that could stand where the caret is, the likeliest first. */
    List<Proposal> at(String line, int caret) {
        String before = line.substring(0, Math.min(caret, line.length()));
        String after = line.substring(before.length());
        List<InputWords.Word> words = InputWords.of(before);
        boolean newWord = words.isEmpty() || before.endsWith(" ");
        InputWords.Word current = newWord ? new InputWords.Word(before.length(), "") : words.getLast();
        if (words.isEmpty() || words.size() == 1 && !newWord) {
            return commands(current, before, after);
        }
        String command = words.getFirst().text();
        List<InputWords.Word> others = newWord ? words.subList(1, words.size()) : words.subList(1, words.size() - 1);
        JsonObject given = new ConsoleParser(schema).readable(command, others);
        int equals = current.text().indexOf('=');
        return equals > 0
                ? values(command, given, current, equals, before, after)
                : arguments(command, given, ConsoleParser.names(others), current, before, after);
    }

    private List<Proposal> commands(InputWords.Word current, String before, String after) {
        List<Proposal> proposals = new ArrayList<>();
        for (String command : schema.commands()) {
            if (command.startsWith(current.text())) {
                boolean deprecated = schema.isDeprecated(command);
                String label = deprecated ? TEXTS.format("complete.deprecated", command) : command;
                proposals.add(proposal(label, before, current.start(), command + " ", after));
            }
        }
        // what should not be used any more stands last
        proposals.sort(
                Comparator.comparing(p -> schema.isDeprecated(p.line().strip().split(" ")[0])));
        return proposals;
    }

    private List<Proposal> arguments(
            String command,
            JsonObject given,
            List<String> names,
            InputWords.Word current,
            String before,
            String after) {
        int dot = current.text().lastIndexOf('.');
        String parent = dot < 0 ? "" : current.text().substring(0, dot + 1);
        List<String> path = dot < 0 ? List.of() : List.of(parent.split("\\."));
        String begun = current.text().substring(dot + 1);
        List<SchemaMember> fitting = Paths.membersBelow(schema, command, path, given).stream()
                .filter(member -> member.name().startsWith(begun))
                .filter(member -> !names.contains(parent + member.name()))
                .sorted(Comparator.comparing(SchemaMember::isDeprecated).thenComparing(SchemaMember::optional))
                .toList();
        List<Proposal> proposals = new ArrayList<>();
        for (SchemaMember member : fitting) {
            String end = member.type() instanceof ValueType.Struct ? "." : "=";
            proposals.add(proposal(label(member), before, current.start(), parent + member.name() + end, after));
        }
        return proposals;
    }

    private List<Proposal> values(
            String command, JsonObject given, InputWords.Word current, int equals, String before, String after) {
        String name = current.text().substring(0, equals);
        String begun = current.text().substring(equals + 1);
        Optional<ValueType> type =
                Paths.at(schema, command, List.of(name.split("\\.")), given).map(SchemaMember::type);
        List<String> values = switch (type.orElse(new ValueType.Any())) {
            case ValueType.Choice choice -> choice.values();
            case ValueType.Flag _ -> List.of("true", "false");
            default -> List.of();
        };
        return values.stream()
                .filter(value -> value.startsWith(begun))
                .map(value -> proposal(value, before, current.start(), name + "=" + value + " ", after))
                .toList();
    }

    private static Proposal proposal(String label, String before, int start, String text, String after) {
        // a blank that stands there already is not written again
        String insert = text.endsWith(" ") && after.startsWith(" ") ? text.substring(0, text.length() - 1) : text;
        String head = before.substring(0, start) + insert;
        return new Proposal(label, head + after, head.length());
    }

    private String label(SchemaMember member) {
        String kind = TEXTS.get("kind." + kind(member.type()));
        String need = member.optional() ? kind : TEXTS.format("complete.required", kind);
        String label = TEXTS.format("complete.argument", member.name(), need);
        return member.isDeprecated() ? TEXTS.format("complete.deprecated", label) : label;
    }

    private static String kind(ValueType type) {
        return switch (type) {
            case ValueType.Text _ -> "text";
            case ValueType.Whole _, ValueType.Fraction _ -> "number";
            case ValueType.Flag _ -> "flag";
            case ValueType.Choice _ -> "choice";
            case ValueType.ListOf _ -> "list";
            case ValueType.Struct _ -> "object";
            case ValueType.Either _, ValueType.Any _, ValueType.Nothing _ -> "any";
        };
    }

    /** The longest beginning that all proposals share: what Tab can write without asking. */
    static Optional<String> common(List<Proposal> proposals) {
        return proposals.stream().map(Proposal::line).reduce((a, b) -> {
            int i = 0;
            while (i < a.length() && i < b.length() && a.charAt(i) == b.charAt(i)) {
                i++;
            }
            return a.substring(0, i);
        });
    }
}
