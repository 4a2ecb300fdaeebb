package org.jobdeck.block;

/** Operations on a node that somebody can block while they would be in the way (QEMU: BlockOpType). */
public enum OpType {
    BACKUP_SOURCE("backup-source"),
    BACKUP_TARGET("backup-target"),
    CHANGE("change"),
    COMMIT_SOURCE("commit-source"),
    COMMIT_TARGET("commit-target"),
    DATAPLANE("dataplane"),
    DRIVE_DEL("drive-del"),
    EJECT("eject"),
    EXTERNAL_SNAPSHOT("external-snapshot"),
    INTERNAL_SNAPSHOT("internal-snapshot"),
    INTERNAL_SNAPSHOT_DELETE("internal-snapshot-delete"),
    MIRROR_SOURCE("mirror-source"),
    MIRROR_TARGET("mirror-target"),
    RESIZE("resize"),
    STREAM("stream"),
    REPLACE("replace");

    private final String text;

    OpType(String text) {
        this.text = text;
    }

    /** The name as it is written. */
    public String text() {
        return text;
    }
}
