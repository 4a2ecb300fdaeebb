package org.jobdeck.cli.image;

import java.time.Instant;
import java.util.List;
import org.jobdeck.block.InternalSnapshot;
import org.jobdeck.image.ImageException;
import org.jobdeck.image.ImageSource;
import org.jobdeck.image.SnapshotOperation;
import org.jobdeck.image.SnapshotOperation.Action;

/** {@code image snapshot}. */
final class SnapshotCommand implements ImageCommand {

    private static final ImageOption LIST = ImageOption.flag('l', "List all.");
    private static final ImageOption CREATE = ImageOption.value('c', "NAME", "Make one.");
    private static final ImageOption APPLY = ImageOption.value('a', "NAME", "Make the disk what it was then.");
    private static final ImageOption DELETE = ImageOption.value('d', "NAME", "Delete one.");

    @Override
    public String name() {
        return "snapshot";
    }

    @Override
    public String summary() {
        return "Lists, makes, applies and deletes an image's internal snapshots.";
    }

    @Override
    public String operands() {
        return "FILE";
    }

    @Override
    public List<ImageOption> options() {
        return List.of(
                LIST,
                CREATE,
                APPLY,
                DELETE,
                CommonOptions.QUIET,
                DryRun.OPTION,
                CommonOptions.SHARE,
                CommonOptions.IMAGE_OPTS,
                CommonOptions.OBJECT);
    }

    @Override
    public int run(ImageArguments arguments, ImageConsole console) throws UsageException, ImageException {
        Action action = Action.NONE;
        String name = "";
        int actions = 0;
        for (ImageArguments.Given given : arguments.given()) {
            Action asked = actionOf(given.option());
            if (asked != null) {
                action = asked;
                name = given.value();
                actions++;
            }
        }
        if (actions > 1) {
            throw new UsageException("Cannot mix '-l', '-a', '-c', '-d'");
        }
        ImageSource image = CommonOptions.only(arguments);
        CommonOptions.refuseObjects(arguments);
        boolean share = arguments.has(CommonOptions.SHARE.key());
        Instant now = Instant.now();
        boolean dry = arguments.has(DryRun.OPTION.key()) && action != Action.LIST && action != Action.NONE;
        SnapshotOperation operation = new SnapshotOperation(image, action, name, now, share, dry);
        if (dry) {
            new DryRun(console).snapshot(image, operation);
            return 0;
        }
        List<InternalSnapshot> list = new ImageRunner(console).run(operation);
        console.out().print(SnapshotTable.text(list));
        return 0;
    }

    private static Action actionOf(ImageOption option) {
        if (option == LIST) {
            return Action.LIST;
        } else if (option == CREATE) {
            return Action.CREATE;
        } else if (option == APPLY) {
            return Action.APPLY;
        }
        return option == DELETE ? Action.DELETE : null;
    }
}
