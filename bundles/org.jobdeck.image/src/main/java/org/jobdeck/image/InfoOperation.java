package org.jobdeck.image;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jobdeck.block.BackingFile;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.BlockNode;
import org.jobdeck.block.ImageFileNames;
import org.jobdeck.block.ImageInfo;
import org.jobdeck.block.NodeInfo;
import org.jobdeck.block.NodeInfos;

/**
 * Tells of an image, or of it and all its backing files, without reading their data (QEMU: qemu-img info).
 *
 * @param image the image
 * @param chain whether the backing files are told of, too
 * @param forceShare whether others may do with them what they want
 */
public record InfoOperation(ImageSource image, boolean chain, boolean forceShare)
        implements ImageOperation<List<ImageReport>> {

    @Override
    public String type() {
        return "image-info";
    }

    @Override
    public List<ImageReport> run(ImageContext context) throws ImageException, BlockException {
        List<ImageReport> reports = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        Optional<ImageSource> next = Optional.of(image);
        while (next.isPresent()) {
            if (!seen.add(next.get().text())) {
                throw new ImageException("Backing file '" + next.get().text() + "' creates an infinite loop.");
            }
            ImageReport report = report(context, next.get());
            reports.add(report);
            next = chain ? report.backing().flatMap(InfoOperation::sourceOf) : Optional.empty();
            context.turn(0);
        }
        return reports;
    }

    private static Optional<ImageSource> sourceOf(ImageReport.Backing backing) {
        return backing.fullName().map(name -> new ImageSource.Named(name, backing.format()));
    }

    private ImageReport report(ImageContext context, ImageSource source) throws ImageException, BlockException {
        OpenMode mode = OpenMode.READ.sharing(forceShare).headersOnly();
        BlockNode node = context.open(source, mode);
        NodeInfo.Image told = NodeInfos.image(node);
        Optional<ImageInfo> specific = node.driver().imageInfo();
        Optional<Boolean> dirty = specific.map(ImageInfo::dirty).or(told::dirtyFlag);
        return new ImageReport(
                told.fileName(),
                told.format(),
                told.virtualSize(),
                told.actualSize(),
                dirty,
                node.driver().backingFile().map(file -> backing(node, file)),
                SnapshotOperation.list(node),
                specific);
    }

    private static ImageReport.Backing backing(BlockNode node, BackingFile file) {
        return new ImageReport.Backing(
                file.name(), ImageFileNames.fullName(node.fileName(), file.name()), file.format());
    }
}
