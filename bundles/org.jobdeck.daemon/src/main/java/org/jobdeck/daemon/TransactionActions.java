package org.jobdeck.daemon;

import org.jobdeck.block.jobs.backup.BackupRequest;
import org.jobdeck.engine.Engine;
import org.jobdeck.job.common.JobTxn;
import org.jobdeck.json.JsonArguments;
import org.jobdeck.json.JsonException;
import org.jobdeck.qmp.QmpException;

/** The kinds of actions that a transaction can have. Main loop. */
final class TransactionActions {

    private static final String BITMAP = "block-dirty-bitmap-";

    private final Engine engine;
    private final BitmapCommands bitmaps;

    TransactionActions(Engine engine, BitmapCommands bitmaps) {
        this.engine = engine;
        this.bitmaps = bitmaps;
    }

    /** Makes an action when its turn has come; until then nothing of it has happened. */
    @FunctionalInterface
    interface Maker {
        TransactionAction make() throws QmpException, JsonException;
    }

    /**
     * The maker for an action as a client describes it.
     *
     * @param type the kind of action
     * @param data its arguments
     * @param shared the transaction that jobs join; null if each has one of its own
     */
    Maker maker(String type, JsonArguments data, JobTxn shared) {
        if (type.startsWith(BITMAP)) {
            return ungrouped(type, shared, () -> BitmapAction.of(bitmaps, type, data));
        }
        return switch (type) {
            case "abort" -> TransactionActions::refusing;
            case "blockdev-snapshot" -> ungrouped(type, shared, snapshot(data));
            case "blockdev-backup" -> backup(data, shared);
            default -> throw new IllegalArgumentException("the schema let the unknown action '" + type + "' through");
        };
    }

    /** The maker for a backup, alone or in a transaction. */
    Maker backup(JsonArguments data, JobTxn shared) {
        return () -> new BackupAction(engine, BackupRequest.of(data.rest(), shared));
    }

    private static Maker ungrouped(String type, JobTxn shared, Maker maker) {
        if (shared == null) {
            return maker;
        }
        return () -> {
            throw QmpException.generic(
                    "Action '" + type + "' does not support Transaction property completion-mode = grouped");
        };
    }

    private static TransactionAction refusing() {
        return () -> {
            throw QmpException.generic("Transaction aborted using Abort action");
        };
    }

    /** The maker for an external snapshot, alone or in a transaction. */
    Maker snapshot(JsonArguments data) {
        return () -> new SnapshotAction(engine.graph(), data.string("node"), data.string("overlay"));
    }
}
