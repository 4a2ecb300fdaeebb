package org.jobdeck.source.plan;

import java.util.List;
import org.jobdeck.source.schema.SchemaMember;
import org.jobdeck.source.schema.ServerSchema;
import org.jobdeck.source.schema.ValueType;

/** The kinds of jobs that can be started over QMP, in the order in which they are offered. */
public enum JobKind {
    /** A copy that follows its source until somebody decides. */
    MIRROR("mirror", "blockdev-mirror", List.of("sync", "copy-mode", "speed")),
    /** A copy of one moment. */
    BACKUP("backup", "blockdev-backup", List.of("sync", "bitmap", "bitmap-mode", "compress", "speed")),
    /** An overlay merged into what is below it. */
    COMMIT("commit", "block-commit", List.of("top-node", "base-node", "speed")),
    /** What is below an overlay copied into it. */
    STREAM("stream", "block-stream", List.of("base-node", "speed")),
    /** An image made. */
    CREATE("create", "blockdev-create", List.of());

    private final String type;
    private final String command;
    private final List<String> common;

    JobKind(String type, String command, List<String> common) {
        this.type = type;
        this.command = command;
        this.common = common;
    }

    /** What such a job calls its type. */
    public String type() {
        return type;
    }

    /** QMP's command that starts it. */
    public String command() {
        return command;
    }

    /** The arguments that many want, beside those that must be given. */
    public List<String> common() {
        return common;
    }

    /** Whether it writes to a node that the user names. */
    public boolean hasTarget() {
        return this == MIRROR || this == BACKUP;
    }

    /** Whether the server has it. */
    public boolean isOfferedBy(ServerSchema schema) {
        return schema.hasCommand(command);
    }

    /** Whether the server takes several of them in one transaction. */
    public boolean joinsTransactions(ServerSchema schema) {
        return schema.argument("transaction", "actions")
                .map(SchemaMember::type)
                .filter(ValueType.ListOf.class::isInstance)
                .map(type -> ((ValueType.ListOf) type).element())
                .map(schema::cases)
                .orElse(List.of())
                .contains(command);
    }
}
