package org.jobdeck.cli.image;

import java.util.List;
import java.util.Optional;
import org.jobdeck.image.ImageException;
import org.jobdeck.image.ImageSource;
import org.jobdeck.image.MeasureOperation;
import org.jobdeck.image.MeasureReport;
import org.jobdeck.image.Qcow2Layout;
import org.jobdeck.json.JsonObject;

/** {@code image measure}. */
final class MeasureCommand implements ImageCommand {

    private static final ImageOption TARGET =
            ImageOption.value('O', "FMT", "The format that is measured (default: raw).");
    private static final ImageOption SIZE = ImageOption.value("size", "BYTES", "The length of a new, empty image.");

    @Override
    public String name() {
        return "measure";
    }

    @Override
    public String summary() {
        return "Tells how large the file of a new image would be.";
    }

    @Override
    public String operands() {
        return "[FILE]";
    }

    @Override
    public List<ImageOption> options() {
        return List.of(
                CommonOptions.LETTER_FORMAT,
                TARGET,
                CreateOptions.OPTION,
                SIZE,
                CommonOptions.OUTPUT,
                CommonOptions.SHARE,
                CommonOptions.IMAGE_OPTS,
                CommonOptions.OBJECT);
    }

    @Override
    public int run(ImageArguments arguments, ImageConsole console) throws UsageException, ImageException {
        boolean json = CommonOptions.json(arguments);
        CommonOptions.refuseObjects(arguments);
        Optional<String> size = arguments.last(SIZE.key());
        long bytes = size.isPresent() ? Sizes.require("image size", size.get()) : 0;
        List<String> files = arguments.operands();
        if (files.size() > 1) {
            throw new ImageException("At most one filename argument is allowed.");
        }
        if (size.isPresent() && !files.isEmpty()) {
            throw new ImageException("--size N cannot be used together with a filename.");
        }
        if (size.isEmpty() && files.isEmpty()) {
            throw new ImageException("Either --size N or one filename must be specified.");
        }
        Optional<ImageSource> source = files.isEmpty()
                ? Optional.empty()
                : Optional.of(CommonOptions.source(arguments, files.getFirst(), CommonOptions.format(arguments)));
        String format = arguments.last(TARGET.key()).orElse("raw");
        Optional<Qcow2Layout> layout = CreateOptions.parse(format, arguments).layout();
        MeasureReport report = new ImageRunner(console).run(new MeasureOperation(source, bytes, layout));
        console.out().print(json ? json(report) : text(report));
        return 0;
    }

    private static String text(MeasureReport report) {
        return "required size: " + report.required() + "\nfully allocated size: " + report.fullyAllocated() + "\n"
                + report.bitmaps().map(b -> "bitmaps size: " + b + "\n").orElse("");
    }

    private static String json(MeasureReport report) {
        return ImageJson.text(JsonObject.builder()
                        .put("required", report.required())
                        .put("fully-allocated", report.fullyAllocated())
                        .putIfPresent("bitmaps", report.bitmaps())
                        .build())
                + "\n";
    }
}
