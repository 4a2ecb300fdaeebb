package org.jobdeck.cli.image;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jobdeck.block.ImageCheck;
import org.jobdeck.image.CacheMode;
import org.jobdeck.image.CheckOperation;
import org.jobdeck.image.CheckReport;
import org.jobdeck.image.ImageException;
import org.jobdeck.image.ImageSource;
import org.jobdeck.json.JsonObject;

/** {@code image check}. */
final class CheckCommand implements ImageCommand {

    private static final int CORRUPT = 2;
    private static final int LEAKS = 3;

    private static final ImageOption REPAIR =
            ImageOption.value('r', "repair", "leaks|all", "Repair leaks, or all that is wrong.");

    @Override
    public String name() {
        return "check";
    }

    @Override
    public String summary() {
        return "Looks for what is wrong in an image: exit code 0 if nothing is, 2 if it is corrupt, 3 if it has leaks.";
    }

    @Override
    public String operands() {
        return "FILE";
    }

    @Override
    public List<ImageOption> options() {
        return List.of(
                CommonOptions.FORMAT,
                REPAIR,
                CommonOptions.OUTPUT,
                CommonOptions.SOURCE_CACHE,
                CommonOptions.QUIET,
                DryRun.OPTION,
                CommonOptions.SHARE,
                CommonOptions.IMAGE_OPTS,
                CommonOptions.OBJECT);
    }

    @Override
    public int run(ImageArguments arguments, ImageConsole console) throws UsageException, ImageException {
        ImageCheck.Repair repair = repair(arguments.last(REPAIR.key()));
        ImageSource image = CommonOptions.only(arguments);
        boolean json = CommonOptions.json(arguments);
        CommonOptions.refuseObjects(arguments);
        boolean quiet = arguments.has(CommonOptions.QUIET.key());
        CacheMode cache = CommonOptions.cache(arguments, CommonOptions.SOURCE_CACHE, CacheMode.WRITEBACK, 1);
        boolean share = arguments.has(CommonOptions.SHARE.key());
        if (arguments.has(DryRun.OPTION.key()) && repair != ImageCheck.Repair.NONE) {
            new DryRun(console).check(new CheckOperation(image, ImageCheck.Repair.NONE, share, cache), repair);
            return 0;
        }
        CheckReport report = new ImageRunner(console).run(new CheckOperation(image, repair, share, cache));
        report.first().messages().forEach(console.err()::println);
        report.second().ifPresent(second -> second.messages().forEach(console.err()::println));
        if (!quiet) {
            console.out().print(json ? ImageJson.text(json(report)) + "\n" : text(report));
        }
        ImageCheck last = report.last();
        if (last.checkErrors() > 0) {
            throw new ImageException("Check failed");
        }
        if (last.corruptions() > 0) {
            return CORRUPT;
        }
        return last.leaks() > 0 ? LEAKS : 0;
    }

    private static ImageCheck.Repair repair(Optional<String> what) throws UsageException {
        if (what.isEmpty()) {
            return ImageCheck.Repair.NONE;
        }
        return switch (what.get()) {
            case "leaks" -> ImageCheck.Repair.LEAKS;
            case "all" -> ImageCheck.Repair.ALL;
            default ->
                throw new UsageException("Unknown option value for -r (expecting 'leaks' or 'all'): " + what.get());
        };
    }

    private static String text(CheckReport report) {
        StringBuilder out = new StringBuilder();
        ImageCheck first = report.first();
        if (report.second().isPresent()) {
            out.append("The following inconsistencies were found and repaired:\n\n    ")
                    .append(first.leaksFixed())
                    .append(" leaked clusters\n    ")
                    .append(first.corruptionsFixed())
                    .append(" corruptions\n\nDouble checking the fixed image now...\n");
        }
        ImageCheck last = report.last();
        if (last.isSound()) {
            out.append("No errors were found on the image.\n");
        }
        if (last.corruptions() > 0) {
            out.append('\n')
                    .append(last.corruptions())
                    .append(" errors were found on the image.\n"
                            + "Data may be corrupted, or further writes to the image may corrupt it.\n");
        }
        if (last.leaks() > 0) {
            out.append('\n')
                    .append(last.leaks())
                    .append(" leaked clusters were found on the image.\n"
                            + "This means waste of disk space, but no harm to data.\n");
        }
        if (last.checkErrors() > 0) {
            out.append('\n').append(last.checkErrors()).append(" internal errors have occurred during the check.\n");
        }
        if (last.totalClusters() > 0 && last.allocatedClusters() > 0) {
            out.append(String.format(
                    Locale.ROOT,
                    "%d/%d = %.2f%% allocated, %.2f%% fragmented, %.2f%% compressed clusters%n",
                    last.allocatedClusters(),
                    last.totalClusters(),
                    last.allocatedClusters() * 100.0 / last.totalClusters(),
                    last.fragmentedClusters() * 100.0 / last.allocatedClusters(),
                    last.compressedClusters() * 100.0 / last.allocatedClusters()));
        }
        if (last.imageEndOffset() > 0) {
            out.append("Image end offset: ").append(last.imageEndOffset()).append('\n');
        }
        return out.toString();
    }

    /** QEMU: ImageCheck. */
    private static JsonObject json(CheckReport report) {
        ImageCheck last = report.last();
        JsonObject.Builder json = JsonObject.builder()
                .put("filename", report.fileName())
                .put("format", report.format())
                .put("check-errors", last.checkErrors());
        putIfAny(json, "image-end-offset", last.imageEndOffset());
        putIfAny(json, "corruptions", last.corruptions());
        putIfAny(json, "leaks", last.leaks());
        putIfAny(json, "corruptions-fixed", report.first().corruptionsFixed());
        putIfAny(json, "leaks-fixed", report.first().leaksFixed());
        putIfAny(json, "total-clusters", last.totalClusters());
        putIfAny(json, "allocated-clusters", last.allocatedClusters());
        putIfAny(json, "fragmented-clusters", last.fragmentedClusters());
        putIfAny(json, "compressed-clusters", last.compressedClusters());
        return json.build();
    }

    private static void putIfAny(JsonObject.Builder json, String name, long number) {
        if (number != 0) {
            json.put(name, number);
        }
    }
}
