package org.jobdeck.source.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jobdeck.job.driver.OptionKind;
import org.jobdeck.job.driver.OptionSpec;
import org.jobdeck.json.JsonObject;
import org.jobdeck.source.schema.SchemaMember;
import org.jobdeck.source.schema.ServerSchema;
import org.jobdeck.source.schema.ValueType;

/**
 * The options of a kind of job as the server describes them, in the terms of the engine's own: so that one form serves
 * both.
 */
public final class SchemaFields {

    /** What every job has, and the form shows by itself. */
    private static final Set<String> OF_EVERY_JOB = Set.of("job-id", "auto-finalize", "auto-dismiss");

    private static final Set<String> NODES = Set.of("device", "target", "replaces", "base-node", "top-node", "bottom");
    private static final Set<String> SIZES = Set.of("granularity", "buf-size", "size", "cluster-size");

    private static final String OPTIONS = "options";

    /** Others want a key, a peer or a geometry. */
    private static final List<String> PLAIN_FORMATS = List.of("qcow2", "qed", "vdi", "vhdx");

    private SchemaFields() {}

    /**
     * What can be said about such a job: those that must be given first, the common ones next. Arguments that are
     * deprecated, unstable or no plain values are left out.
     *
     * @param help the line for users of an argument's name
     */
    public static List<OptionSpec> of(ServerSchema schema, JobKind kind, UnaryOperator<String> help) {
        List<OptionSpec> required = new ArrayList<>();
        List<OptionSpec> common = new ArrayList<>();
        List<OptionSpec> more = new ArrayList<>();
        for (SchemaMember member : schema.arguments(kind.command())) {
            if (!OF_EVERY_JOB.contains(member.name())) {
                spec(kind, member, help)
                        .ifPresent(spec -> (spec.required()
                                        ? required
                                        : kind.common().contains(spec.name()) ? common : more)
                                .add(spec));
            }
        }
        common.sort((a, b) ->
                Integer.compare(kind.common().indexOf(a.name()), kind.common().indexOf(b.name())));
        required.addAll(common);
        required.addAll(more);
        return List.copyOf(required);
    }

    /** The formats in which images can be made that need nothing but a file and a size; the best first. */
    public static List<String> imageFormats(ServerSchema schema) {
        List<String> cases = schema.argument(JobKind.CREATE.command(), OPTIONS)
                .map(SchemaMember::type)
                .filter(ValueType.Struct.class::isInstance)
                .map(type -> schema.cases(((ValueType.Struct) type).name()))
                .orElse(List.of());
        List<String> formats = new ArrayList<>();
        for (String format : PLAIN_FORMATS) {
            if (cases.contains(format)) {
                formats.add(format);
            }
        }
        if (cases.contains("file")) {
            formats.add(NewTarget.RAW);
        }
        return List.copyOf(formats);
    }

    /** What more can be said about a new image of a format; plain values only. */
    public static List<OptionSpec> image(ServerSchema schema, String format, UnaryOperator<String> help) {
        String driver = format.equals(NewTarget.RAW) ? "file" : format;
        return schema
                .argument(JobKind.CREATE.command(), OPTIONS)
                .map(SchemaMember::type)
                .filter(ValueType.Struct.class::isInstance)
                .map(type -> schema.members(((ValueType.Struct) type).name(), JsonObject.of("driver", driver)))
                .orElse(List.of())
                .stream()
                .filter(SchemaMember::optional)
                .map(member -> spec(JobKind.CREATE, member, help))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Whether it is one of the options that are shown without asking for more. */
    public static boolean isShownFirst(JobKind kind, OptionSpec spec) {
        return spec.required() || kind.common().contains(spec.name());
    }

    private static Optional<OptionSpec> spec(JobKind kind, SchemaMember member, UnaryOperator<String> help) {
        if (member.isDeprecated() || member.isUnstable()) {
            return Optional.empty();
        }
        String name = member.name();
        return switch (member.type()) {
            case ValueType.Choice choice -> Optional.of(choice(kind, member, choice, help.apply(name)));
            case ValueType.Text _ -> Optional.of(plain(member, textKind(name), help.apply(name)));
            case ValueType.Whole _ -> Optional.of(plain(member, numberKind(name), help.apply(name)));
            case ValueType.Flag _ -> Optional.of(plain(member, OptionKind.FLAG, help.apply(name)));
            default -> Optional.empty();
        };
    }

    private static OptionKind textKind(String name) {
        return NODES.contains(name) ? OptionKind.NODE : OptionKind.TEXT;
    }

    private static OptionKind numberKind(String name) {
        return name.equals("speed") ? OptionKind.RATE : SIZES.contains(name) ? OptionKind.SIZE : OptionKind.NUMBER;
    }

    private static OptionSpec plain(SchemaMember member, OptionKind kind, String help) {
        return member.optional()
                ? OptionSpec.optional(member.name(), kind, null, help)
                : OptionSpec.required(member.name(), kind, help);
    }

    private static OptionSpec choice(JobKind kind, SchemaMember member, ValueType.Choice choice, String help) {
        List<String> values = new ArrayList<>(choice.values());
        values.removeAll(choice.deprecated());
        String first = null;
        if (member.name().equals("sync")) {
            // the schema has one type for all kinds, but a mirror refuses two of its values
            if (kind == JobKind.MIRROR) {
                values.removeAll(List.of("incremental", "bitmap"));
            }
            first = "full";
        }
        return new OptionSpec(
                member.name(), OptionKind.CHOICE, !member.optional(), first, 0, Long.MAX_VALUE, values, help);
    }
}
