package org.jobdeck.image;

import java.util.List;
import java.util.Optional;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.BlockIo;
import org.jobdeck.block.BlockNode;
import org.jobdeck.block.ImageInfo;

/**
 * Copies images into another one, of another format perhaps (QEMU: qemu-img convert). A file that was not there before is
 * gone again if that fails or is cancelled. The result says what was taken for zeroes because it could not be read.
 *
 * @param request what is to be done
 */
public record ConvertOperation(ConvertRequest request) implements ImageOperation<List<ConvertOperation.Unreadable>> {

    /** A part of a source that could not be read, and why. */
    public record Unreadable(long offset, String reason) {}

    @Override
    public String type() {
        return "image-convert";
    }

    @Override
    public List<Unreadable> run(ImageContext context) throws ImageException, BlockException {
        SourceRow sources = SourceRow.open(context, request);
        Optional<TargetPlace> place = Optional.empty();
        if (request.image().isPresent()) {
            place = Optional.of(make(context, sources.length()));
        }
        boolean done = false;
        try {
            BlockNode node = openTarget(context, sources.length());
            BlockIo target = context.writer(node);
            List<Unreadable> unreadable = new ConvertRun(context, request.way(), sources, targetOf(node, target)).run();
            flush(target);
            done = true;
            return unreadable;
        } finally {
            if (!done && place.isPresent()) {
                // the files are still open, which does not keep them from going
                TargetPlace removed = place.get();
                context.blocking(() -> {
                    removed.withdraw();
                    return true;
                });
            }
        }
    }

    private ConvertTarget targetOf(BlockNode node, BlockIo io) {
        ConvertRequest.Way way = request.way();
        boolean isNew = request.image().isPresent();
        boolean reads = way.targetIsZero() || isNew && way.minSparse() > 0 && !way.topOnly();
        Optional<ImageInfo> info = node.driver().imageInfo();
        return new ConvertTarget(
                io, reads, !way.anyOrder(), info.map(ImageInfo::clusterSize).orElse(1));
    }

    private void flush(BlockIo target) throws ImageException {
        try {
            target.flush();
        } catch (BlockException e) {
            throw new ImageException(
                    1, "error while writing to output image file: " + e.errno().text(), e);
        }
    }

    private TargetPlace make(ImageContext context, long length) throws ImageException, BlockException {
        NewImage image = request.image().orElseThrow().ofSize(length);
        String file = ImageMaking.plain(request.target());
        TargetPlace place = context.blocking(() -> TargetPlace.look(image.filesOf(file)));
        try {
            new ImageMaking(context).make(request.target(), image);
            return place;
        } catch (BlockException e) {
            throw new ImageException(
                    1, request.target() + ": error while converting " + image.format() + ": " + e.getMessage(), e);
        }
    }

    private BlockNode openTarget(ImageContext context, long length) throws ImageException {
        OpenMode mode = OpenMode.WRITE.alone().cached(request.cache());
        if (request.image().isPresent()) {
            return context.open(
                    new ImageSource.Named(
                            request.target(), Optional.of(request.image().get().format())),
                    mode);
        }
        BlockNode node = context.open(request.existing().orElseThrow(), mode);
        if (node.length() < length) {
            throw new ImageException("output file is smaller than input file");
        }
        return node;
    }
}
