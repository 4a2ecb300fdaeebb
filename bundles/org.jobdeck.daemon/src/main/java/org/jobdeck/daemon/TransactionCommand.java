package org.jobdeck.daemon;

import java.util.ArrayList;
import java.util.List;
import org.jobdeck.block.BlockException;
import org.jobdeck.engine.Engine;
import org.jobdeck.job.common.JobException;
import org.jobdeck.job.common.JobLock.Held;
import org.jobdeck.job.common.JobTxn;
import org.jobdeck.job.monitor.JobMonitor;
import org.jobdeck.json.JsonArguments;
import org.jobdeck.json.JsonException;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonValue;
import org.jobdeck.qmp.QmpException;

/** Several actions that take effect together or not at all (QEMU: qmp_transaction). Main loop, job lock free. */
final class TransactionCommand {

    private final Engine engine;
    private final TransactionActions actions;

    TransactionCommand(Engine engine, TransactionActions actions) {
        this.engine = engine;
        this.actions = actions;
    }

    /** The command {@code transaction}. */
    JsonValue execute(JsonArguments arguments) throws QmpException, JobException, BlockException, JsonException {
        List<JsonArguments> wanted = arguments.objects("actions");
        boolean grouped = arguments.has("properties") && isGrouped(arguments.object("properties"));
        JobMonitor monitor = engine.monitor();
        JobTxn shared = grouped ? monitor.newTxn() : null;
        try {
            List<TransactionActions.Maker> makers = new ArrayList<>();
            for (JsonArguments action : wanted) {
                makers.add(actions.maker(action.string("type"), action.object("data"), shared));
            }
            run(makers);
        } finally {
            if (shared != null) {
                try (Held held = monitor.lock().acquire()) {
                    monitor.unref(held, shared);
                }
            }
        }
        return JsonObject.empty();
    }

    private static boolean isGrouped(JsonArguments properties) throws JsonException {
        return properties.has("completion-mode")
                && properties.string("completion-mode").equals("grouped");
    }

    /** The commands that are a transaction of one action are run so, too. */
    JsonValue executeAlone(TransactionActions.Maker maker)
            throws QmpException, JobException, BlockException, JsonException {
        run(List.of(maker));
        return JsonObject.empty();
    }

    private void run(List<TransactionActions.Maker> makers)
            throws QmpException, JobException, BlockException, JsonException {
        engine.graph().drainAllBegin();
        engine.graph().drainAllEnd();
        List<TransactionAction> begun = new ArrayList<>();
        try {
            for (TransactionActions.Maker maker : makers) {
                TransactionAction action = maker.make();
                begun.add(action);
                action.prepare();
            }
        } catch (QmpException | JobException | BlockException | JsonException | RuntimeException e) {
            begun.reversed().forEach(TransactionAction::abort);
            begun.forEach(TransactionAction::clean);
            throw e;
        }
        begun.forEach(TransactionAction::commit);
        begun.forEach(TransactionAction::clean);
    }
}
