package org.jobdeck.cli.image;

import java.util.List;
import java.util.stream.Collectors;
import org.jobdeck.image.ImageException;
import org.jobdeck.image.ImageReport;
import org.jobdeck.image.InfoOperation;
import org.jobdeck.json.JsonArray;

/** {@code image info}. */
final class InfoCommand implements ImageCommand {

    private static final ImageOption CHAIN = ImageOption.flag("backing-chain", "Tell of all backing files, too.");

    @Override
    public String name() {
        return "info";
    }

    @Override
    public String summary() {
        return "Tells of an image.";
    }

    @Override
    public String operands() {
        return "FILE";
    }

    @Override
    public List<ImageOption> options() {
        return List.of(
                CommonOptions.FORMAT,
                CommonOptions.OUTPUT,
                CHAIN,
                CommonOptions.SHARE,
                CommonOptions.IMAGE_OPTS,
                CommonOptions.OBJECT);
    }

    @Override
    public int run(ImageArguments arguments, ImageConsole console) throws UsageException, ImageException {
        boolean json = CommonOptions.json(arguments);
        boolean chain = arguments.has(CHAIN.key());
        CommonOptions.refuseObjects(arguments);
        InfoOperation operation =
                new InfoOperation(CommonOptions.only(arguments), chain, arguments.has(CommonOptions.SHARE.key()));
        List<ImageReport> reports = new ImageRunner(console).run(operation);
        if (json) {
            console.out()
                    .print((chain
                                    ? ImageJson.text(JsonArray.builder()
                                            .addAll(reports.stream()
                                                    .map(ImageJson::of)
                                                    .toList())
                                            .build())
                                    : ImageJson.text(ImageJson.of(reports.getFirst())))
                            + "\n");
        } else {
            console.out().print(reports.stream().map(InfoCommand::text).collect(Collectors.joining("\n")));
        }
        return 0;
    }

    private static String text(ImageReport report) {
        StringBuilder out = new StringBuilder();
        out.append("image: ").append(report.fileName()).append('\n');
        out.append("file format: ").append(report.format()).append('\n');
        out.append("virtual size: ").append(HumanText.size(report.virtualSize()));
        out.append(" (").append(report.virtualSize()).append(" bytes)\n");
        out.append("disk size: ");
        out.append(report.actualSize().map(HumanText::size).orElse("unavailable"))
                .append('\n');
        report.specific()
                .ifPresent(info ->
                        out.append("cluster_size: ").append(info.clusterSize()).append('\n'));
        if (report.dirtyFlag().orElse(false)) {
            out.append("cleanly shut down: no\n");
        }
        report.backing().ifPresent(backing -> appendBacking(out, backing));
        out.append(SnapshotTable.text(report.snapshots()));
        report.specific().ifPresent(info -> {
            out.append("Format specific information:\n");
            HumanText.appendMembers(out, 1, info.toJson());
        });
        return out.toString();
    }

    private static void appendBacking(StringBuilder out, ImageReport.Backing backing) {
        out.append("backing file: ").append(backing.name());
        if (backing.fullName().isEmpty()) {
            out.append(" (cannot determine actual path)");
        } else if (!backing.fullName().get().equals(backing.name())) {
            out.append(" (actual path: ").append(backing.fullName().get()).append(')');
        }
        out.append('\n');
        backing.format()
                .ifPresent(format ->
                        out.append("backing file format: ").append(format).append('\n'));
    }
}
