package org.jobdeck.cli;

import java.util.ArrayList;
import java.util.List;
import org.jobdeck.job.driver.OptionKind;
import org.jobdeck.job.driver.OptionSpec;
import org.jobdeck.source.plan.JobKind;

/**
 * The arguments of the commands that start jobs, as help and completion show them before there is a server to ask: those of
 * QEMU 7.2 to 10.x. Whether a server has one is its schema's affair.
 */
final class StartOptions {

    static final String TARGET = "target";

    private static final List<String> ON_ERROR = List.of("report", "ignore", "enospc", "stop", "auto");

    private StartOptions() {}

    static List<OptionSpec> of(JobKind kind) {
        List<OptionSpec> options = new ArrayList<>();
        switch (kind) {
            case MIRROR -> {
                copied(options, List.of("full", "top", "none"));
                options.add(choice("copy-mode", List.of("background", "write-blocking"), "how new writes get there"));
                options.add(node("replaces", "the node whose place the target takes in the end"));
                options.add(size("granularity", "the unit of copying, a power of two"));
                options.add(size("buf-size", "how much is under way at once"));
                options.add(flag("unmap", "whether zeroes are left out where the target can have holes"));
                options.add(flag("target-is-zero", "whether the target is known to hold zeroes only"));
                errors(options);
            }
            case BACKUP -> {
                copied(options, List.of("full", "top", "none", "incremental", "bitmap"));
                options.add(text("bitmap", "the bitmap that says what has changed"));
                options.add(choice(
                        "bitmap-mode",
                        List.of("on-success", "never", "always"),
                        "when the bitmap is brought up to date"));
                options.add(flag("compress", "whether the target is compressed"));
                options.add(flag("discard-source", "whether what was copied is discarded in the source"));
                errors(options);
            }
            case COMMIT -> {
                options.add(OptionSpec.required("device", OptionKind.NODE, "node of the overlays to be merged"));
                options.add(node("top-node", "the uppermost of the overlays that are merged down"));
                options.add(node("base-node", "the node that they are merged into"));
                options.add(text("top", "the same by its file"));
                options.add(text("base", "the same by its file"));
                chained(options);
            }
            case STREAM -> {
                options.add(
                        OptionSpec.required("device", OptionKind.NODE, "node that is filled from what is below it"));
                options.add(node("base-node", "the node that stays below it"));
                options.add(node("bottom", "the last node whose contents are taken"));
                options.add(text("base", "the node that stays below it, by its file"));
                chained(options);
            }
            case CREATE -> {
                options.add(OptionSpec.required("driver", OptionKind.TEXT, "format, or file for a plain one"));
                options.add(OptionSpec.optional(
                        "filename",
                        OptionKind.FILE,
                        null,
                        "the file; for a format it is made first, and becomes a node"));
                options.add(node("file", "the node that the format is written to, in place of a file"));
                options.add(size("size", "its length as its users see it"));
                options.add(size("cluster-size", "the unit of allocation"));
                options.add(choice(
                        "preallocation", List.of("off", "metadata", "falloc", "full"), "what is allocated at once"));
                options.add(text("backing-file", "the image below it"));
                options.add(text("backing-fmt", "the format of the image below it"));
            }
        }
        return List.copyOf(options);
    }

    private static void copied(List<OptionSpec> options, List<String> modes) {
        options.add(OptionSpec.required("device", OptionKind.NODE, "node that is copied"));
        options.add(OptionSpec.required(TARGET, OptionKind.NODE, "node that is written; or, with a '/', a file"));
        options.add(OptionSpec.choice("sync", modes, "full", "what is copied"));
        options.add(rate());
    }

    private static void chained(List<OptionSpec> options) {
        options.add(text("backing-file", "what the overlay is to record as the file below it"));
        options.add(flag("backing-mask-protocol", "whether it records raw rather than a protocol"));
        options.add(rate());
        options.add(choice("on-error", ON_ERROR, "what happens at an I/O error"));
        options.add(node("filter-node-name", "the name of the node that the job puts in"));
    }

    private static void errors(List<OptionSpec> options) {
        options.add(choice("on-source-error", ON_ERROR, "what happens when reading fails"));
        options.add(choice("on-target-error", ON_ERROR, "what happens when writing fails"));
        options.add(node("filter-node-name", "the name of the node that the job puts in"));
    }

    private static OptionSpec rate() {
        return OptionSpec.optional("speed", OptionKind.RATE, null, "the most bytes a second, as in 50M");
    }

    private static OptionSpec node(String name, String help) {
        return OptionSpec.optional(name, OptionKind.NODE, null, help);
    }

    private static OptionSpec text(String name, String help) {
        return OptionSpec.optional(name, OptionKind.TEXT, null, help);
    }

    private static OptionSpec size(String name, String help) {
        return OptionSpec.optional(name, OptionKind.SIZE, null, help);
    }

    private static OptionSpec flag(String name, String help) {
        return OptionSpec.optional(name, OptionKind.FLAG, null, help);
    }

    private static OptionSpec choice(String name, List<String> choices, String help) {
        return OptionSpec.choice(name, choices, null, help);
    }
}
