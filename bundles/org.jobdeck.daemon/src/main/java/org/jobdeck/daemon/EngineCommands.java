package org.jobdeck.daemon;

import java.util.HashMap;
import java.util.Map;
import org.jobdeck.engine.Engine;
import org.jobdeck.qmp.QmpVersion;
import org.jobdeck.qmp.schema.Schema;

/** Everything that a client of the monitor protocol can ask of an engine, and what belongs to those clients. */
final class EngineCommands implements AutoCloseable {

    /** What greetings and {@code query-version} say. */
    static final QmpVersion VERSION = new QmpVersion(7, 2, 22, "Jobdeck");

    private final Engine engine;
    private final Schema schema;
    private final NodeCommands nodes;
    private final UserObjects objects;
    private final Commands commands;

    /**
     * Commands onto that engine. Any thread.
     *
     * @param quit begins the end of whoever has the engine; returns at once
     */
    EngineCommands(Engine engine, Schema schema, Runnable quit) {
        this.engine = engine;
        this.schema = schema;
        objects = new UserObjects(engine.graph());
        nodes = new NodeCommands(engine.graph(), objects);
        commands = new Commands(engine, schema, handlers(quit));
    }

    private Map<String, CommandHandler> handlers(Runnable quit) {
        BitmapCommands bitmaps = new BitmapCommands(engine.graph());
        TransactionActions actions = new TransactionActions(engine, bitmaps);
        TransactionCommand transaction = new TransactionCommand(engine, actions);
        Map<String, CommandHandler> handlers = new HashMap<>();
        handlers.putAll(new ServerCommands(schema, VERSION.toJson(), quit).handlers());
        handlers.putAll(new JobCommands(engine.monitor()).handlers());
        handlers.putAll(new BlockJobCommands(engine.monitor()).handlers());
        handlers.putAll(new QueryJobsCommands(engine.monitor()).handlers());
        handlers.putAll(nodes.handlers());
        handlers.putAll(new GraphCommands(engine.graph(), engine.monitor()).handlers());
        handlers.putAll(objects.handlers());
        handlers.putAll(bitmaps.handlers());
        handlers.put("blockdev-create", new CreateCommand(engine)::execute);
        handlers.put("blockdev-backup", data -> transaction.executeAlone(actions.backup(data, null)));
        handlers.put("blockdev-snapshot", data -> transaction.executeAlone(actions.snapshot(data)));
        handlers.put("transaction", transaction::execute);
        return handlers;
    }

    Commands commands() {
        return commands;
    }

    Schema schema() {
        return schema;
    }

    NodeCommands nodes() {
        return nodes;
    }

    UserObjects objects() {
        return objects;
    }

    /** Ends the users' objects, once the engine has closed all nodes. */
    @Override
    public void close() {
        objects.close();
    }
}
