package org.jobdeck.ui.parts.console;

import java.util.Optional;
import java.util.Set;
import org.jobdeck.ui.i18n.Messages;

/** Commands that do at once what cannot be taken back. */
final class Danger {

    private static final Messages TEXTS = Messages.of(Danger.class);

    private static final Set<String> END = Set.of("quit", "x-exit-preconfig");
    private static final Set<String> GUEST =
            Set.of("system_reset", "system_powerdown", "stop", "inject-nmi", "watchdog-set-action", "migrate");
    private static final Set<String> PARTS =
            Set.of("device_del", "blockdev-del", "object-del", "chardev-remove", "netdev_del", "eject");
    private static final Set<String> DATA = Set.of(
            "blockdev-create",
            "x-blockdev-amend",
            "snapshot-load",
            "snapshot-delete",
            "blockdev-snapshot-delete-internal-sync",
            "block-dirty-bitmap-remove",
            "block-dirty-bitmap-clear",
            "pmemsave",
            "memsave",
            "block_resize");

    private Danger() {}

    /** What a command does that should be asked about first, as a sentence; empty if it is harmless. */
    static Optional<String> of(String command) {
        if (END.contains(command)) {
            return Optional.of(TEXTS.format("danger.end", command));
        }
        if (GUEST.contains(command)) {
            return Optional.of(TEXTS.format("danger.guest", command));
        }
        if (PARTS.contains(command)) {
            return Optional.of(TEXTS.format("danger.parts", command));
        }
        if (DATA.contains(command)) {
            return Optional.of(TEXTS.format("danger.data", command));
        }
        return command.equals("human-monitor-command")
                ? Optional.of(TEXTS.format("danger.human", command))
                : Optional.empty();
    }
}
