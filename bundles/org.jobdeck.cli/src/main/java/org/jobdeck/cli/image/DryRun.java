package org.jobdeck.cli.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jobdeck.block.ImageCheck;
import org.jobdeck.block.ImageInfo;
import org.jobdeck.block.InternalSnapshot;
import org.jobdeck.image.BitmapOperation;
import org.jobdeck.image.CheckOperation;
import org.jobdeck.image.CommitOperation;
import org.jobdeck.image.ConvertRequest;
import org.jobdeck.image.ImageException;
import org.jobdeck.image.ImageReport;
import org.jobdeck.image.ImageSource;
import org.jobdeck.image.InfoOperation;
import org.jobdeck.image.MeasureOperation;
import org.jobdeck.image.MeasureReport;
import org.jobdeck.image.Qcow2Layout;
import org.jobdeck.image.RebaseOperation;
import org.jobdeck.image.SnapshotOperation;

/** Says what would happen to which file, and whether there is room; nothing is changed. */
final class DryRun {

    static final ImageOption OPTION = ImageOption.flag(
            "dry-run", "Say what would happen to which file and whether there is room; change nothing.");

    /** What an entry of a table of clusters has at most. */
    private static final int ENTRY_BYTES = 16;

    private final ImageConsole console;

    DryRun(ImageConsole console) {
        this.console = console;
    }

    /** One line of what would happen. */
    void say(String sentence) {
        console.out().print(sentence + "\n");
    }

    /** An image would be made. */
    void create(String file, CreateOptions options) throws ImageException {
        MeasureReport size = new ImageRunner(console)
                .run(new MeasureOperation(Optional.empty(), options.size().orElse(0L), options.layout()));
        say(verb(file) + " '" + file + "' as an image of " + options.size().orElse(0L) + " bytes");
        say("it can grow to " + size.fullyAllocated() + " bytes");
        room(file, size.fullyAllocated());
    }

    /** Images would be copied. */
    void convert(ConvertRequest request) throws ImageException {
        long needed = 0;
        for (ImageSource source : request.sources()) {
            needed += new ImageRunner(console)
                    .run(new MeasureOperation(Optional.of(source), 0, Optional.of(Qcow2Layout.DEFAULT)))
                    .required();
        }
        String verb = request.image().isPresent() ? verb(request.target()) : "would write into";
        say(verb + " '" + request.target() + "'"
                + request.image()
                        .map(image -> " as an image in the format " + image.format())
                        .orElse(""));
        say("it takes about " + needed + " bytes");
        room(request.target(), needed);
    }

    /** What an image has would be written into a backing file. */
    void commit(String image, CommitOperation operation) throws ImageException {
        CommitOperation.Committed found = new ImageRunner(console).run(operation);
        say("would write " + found.data() + " bytes of '" + image + "' into '" + found.file() + "'"
                + (found.empties() ? ", and then empty '" + image + "'" : ""));
        room(found.file(), found.data());
    }

    /** An image would get another backing file, or none. */
    void rebase(String image, RebaseOperation operation) throws ImageException {
        long bytes = new ImageRunner(console).run(operation);
        String copied = operation.unsafe() ? "" : "copy " + bytes + " bytes into '" + image + "', and then ";
        say("would " + copied
                + operation
                        .backing()
                        .map(name -> "give '" + image + "' the backing file '" + name + "'")
                        .orElse("take the backing file from '" + image + "'"));
        room(image, bytes);
    }

    /** What is wrong in an image would be repaired. */
    void check(CheckOperation operation, ImageCheck.Repair repair) throws ImageException {
        ImageCheck found = new ImageRunner(console).run(operation).first();
        found.messages().forEach(console.err()::println);
        String image = operation.image().text();
        long corruptions = repair == ImageCheck.Repair.ALL ? found.corruptions() : 0;
        say("would repair " + found.leaks() + " leaked clusters and " + corruptions + " corruptions in '" + image + "'"
                + (corruptions < found.corruptions()
                        ? ", and leave " + found.corruptions() + " corruptions as they are"
                        : ""));
        // no corruption needs more than a new cluster of refcounts
        room(image, corruptions > 0 ? corruptions * clusterSize(look(operation.image())) : 0);
    }

    /** A snapshot would be made, applied or deleted. */
    void snapshot(ImageSource source, SnapshotOperation operation) throws ImageException {
        Optional<InternalSnapshot> found =
                new ImageRunner(console).run(operation).stream().findFirst();
        String image = source.text();
        String which = found.map(s -> "the snapshot '" + s.name() + "' with the ID " + s.id())
                .orElse("");
        switch (operation.action()) {
            case CREATE -> say("would make the snapshot '" + operation.name() + "' in '" + image + "'");
            case APPLY -> say("would make the disk of '" + image + "' what it was at " + which);
            case DELETE -> say("would delete " + which + " from '" + image + "'");
            case LIST, NONE -> throw new IllegalStateException("to look changes nothing");
        }
        room(image, newTables(look(source)));
    }

    /** A table of all tables of clusters, as each snapshot has one, and the list of snapshots. */
    private static long newTables(ImageReport image) {
        long cluster = clusterSize(image);
        long tables = Math.ceilDiv(image.virtualSize(), cluster) * ENTRY_BYTES / cluster + 1;
        return (Math.ceilDiv(tables * ENTRY_BYTES, cluster) + 1) * cluster;
    }

    private static long clusterSize(ImageReport image) {
        return image.specific().map(ImageInfo::clusterSize).orElseThrow();
    }

    private ImageReport look(ImageSource image) throws ImageException {
        return new ImageRunner(console)
                .run(new InfoOperation(image, false, true))
                .getFirst();
    }

    /** A bitmap would be made, deleted or changed. */
    void bitmap(String image, BitmapOperation operation) throws ImageException {
        long bytes = new ImageRunner(console).run(operation);
        say("would "
                + operation.actions().stream()
                        .map(action -> action.kind().word()
                                + (action.source().isEmpty() ? "" : " '" + action.source() + "' into"))
                        .collect(Collectors.joining(" and "))
                + " the bitmap '" + operation.name() + "' in '" + image + "'");
        // all of them are written anew before the old ones are freed
        room(image, bytes);
    }

    /** What would be done to a file that is written anew. */
    static String verb(String file) {
        return exists(file) ? "would overwrite" : "would make";
    }

    private static boolean exists(String file) {
        try {
            return Files.exists(Path.of(file));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** Whether so many more bytes would find room beside a file. */
    void room(String file, long bytes) throws ImageException {
        try {
            Path folder = Path.of(file).toAbsolutePath().getParent();
            long free = Files.getFileStore(folder).getUsableSpace();
            say(
                    free >= bytes
                            ? "there is room for it: " + HumanText.size(free) + " are free"
                            : "there is not room for all of it: " + HumanText.size(free) + " are free, "
                                    + HumanText.size(bytes) + " are needed");
        } catch (IOException | InvalidPathException e) {
            throw new ImageException(1, "the place of '" + file + "' cannot be looked at: " + e.getMessage(), e);
        }
    }
}
