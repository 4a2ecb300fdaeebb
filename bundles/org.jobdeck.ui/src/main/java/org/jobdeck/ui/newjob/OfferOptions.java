package org.jobdeck.ui.newjob;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jobdeck.job.driver.OptionKind;
import org.jobdeck.job.driver.OptionSpec;
import org.jobdeck.source.plan.JobKind;
import org.jobdeck.source.plan.SchemaFields;
import org.jobdeck.ui.i18n.Messages;

/** Which options the form of an offer has, and in which order. */
final class OfferOptions {

    private static final Messages TEXTS = Messages.of(OfferOptions.class);
    private static final Set<String> ASKED_FIRST = Set.of("device", "sync");
    private static final Set<String> ONLY_ALONE = Set.of("device", "bitmap", "bitmap-mode", "filter-node-name");

    private final SourceFacts facts;

    OfferOptions(SourceFacts facts) {
        this.facts = facts;
    }

    /**
     * The options of an offer.
     *
     * @param before where a target is asked for in between: whether those before it are wanted, or those after it
     */
    List<OptionSpec> specs(Offer offer, boolean before) {
        return switch (offer) {
            case Offer.ByDriver(var factory) -> factory.options();
            case Offer.Together(JobKind kind) ->
                schemaSpecs(kind).stream()
                        .filter(spec -> !ONLY_ALONE.contains(spec.name()))
                        .toList();
            case Offer.One(JobKind kind)
            when kind == JobKind.CREATE ->
                imageSpecs(SchemaFields.imageFormats(facts.schema()).getFirst());
            case Offer.One(JobKind kind)
            when kind.hasTarget() ->
                schemaSpecs(kind).stream()
                        .filter(spec -> ASKED_FIRST.contains(spec.name()) == before)
                        .toList();
            case Offer.One(JobKind kind) -> schemaSpecs(kind);
        };
    }

    /** Whether the option is shown without asking for more. */
    boolean isShownFirst(Offer offer, OptionSpec spec) {
        return switch (offer) {
            case Offer.ByDriver _ -> spec.required() || isCommon(spec);
            case Offer.Together(JobKind kind) -> SchemaFields.isShownFirst(kind, spec);
            case Offer.One(JobKind kind) -> SchemaFields.isShownFirst(kind, spec);
        };
    }

    /** A driver does not say what many want: files, and how fast. */
    private static boolean isCommon(OptionSpec spec) {
        return spec.kind() == OptionKind.EXISTING_FILE
                || spec.kind() == OptionKind.FILE
                || spec.kind() == OptionKind.RATE;
    }

    /** Whether such a job can be told not to finalize or not to dismiss itself. */
    static boolean canFinalize(Offer offer) {
        return !(offer instanceof Offer.One(JobKind kind) && kind == JobKind.CREATE);
    }

    /** The formats in which the server makes images for targets. */
    List<String> formats() {
        return facts.schema().hasCommand("blockdev-add") ? SchemaFields.imageFormats(facts.schema()) : List.of();
    }

    /** What is asked about the images of several jobs. */
    List<OptionSpec> folderSpecs() {
        return List.of(
                OptionSpec.choice(Draft.FORMAT, formats(), formats().getFirst(), TEXTS.get("help.format")),
                OptionSpec.optional(Draft.GROUPED, OptionKind.FLAG, true, TEXTS.get("help.grouped")));
    }

    private List<OptionSpec> schemaSpecs(JobKind kind) {
        return SchemaFields.of(facts.schema(), kind, OfferOptions::help).stream()
                .filter(spec -> !spec.name().equals("target"))
                .toList();
    }

    /** The options of an image of that format. */
    List<OptionSpec> imageSpecs(String format) {
        List<String> formats = SchemaFields.imageFormats(facts.schema());
        List<OptionSpec> specs = new ArrayList<>();
        specs.add(OptionSpec.required(Draft.FILE, OptionKind.FILE, TEXTS.get("help.file")));
        specs.add(new OptionSpec(
                Draft.FORMAT,
                OptionKind.CHOICE,
                true,
                formats.getFirst(),
                0,
                Long.MAX_VALUE,
                formats,
                TEXTS.get("help.format")));
        specs.add(OptionSpec.required(Draft.SIZE, OptionKind.SIZE, TEXTS.get("help.size")));
        specs.addAll(SchemaFields.image(facts.schema(), format, OfferOptions::help));
        return specs;
    }

    /** A server may have options that we have no words for. */
    private static String help(String option) {
        return TEXTS.find("help." + option).orElse("");
    }
}
