package org.jobdeck.daemon.differential;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jobdeck.json.JsonArray;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonValue;

/** Transactions. */
final class TransactionRecipes {

    private final Dice dice;
    private final World world;
    private final JobRecipes jobs;

    TransactionRecipes(Dice dice, World world, JobRecipes jobs) {
        this.dice = dice;
        this.world = world;
        this.jobs = jobs;
    }

    JsonObject transaction() {
        return dice.percent(60) ? group() : individuals();
    }

    /**
     * Backups that have nothing to do with each other.
     *
     * <p>Two that end soon are over different nodes: whether the end of one pauses the other is a matter of luck.
     */
    private JsonObject individuals() {
        JsonArray.Builder actions = JsonArray.builder();
        int count = dice.of(0, 1, 2, 2, 2, 3);
        Set<String> hurried = new HashSet<>();
        for (int i = 0; i < count; i++) {
            JobKind kind = sound();
            List<Node> nodes = new ArrayList<>(world.nodesForJob());
            if (kind == JobKind.QUICK) {
                nodes.removeIf(node -> hurried.contains(node.bottom()));
            }
            jobs.backup(kind, nodes, false).ifPresent(data -> {
                actions.add(action("blockdev-backup", data));
                if (kind == JobKind.QUICK) {
                    nodes.stream()
                            .filter(node -> isUsed(node, data))
                            .map(Node::bottom)
                            .forEach(hurried::add);
                }
            });
        }
        if (dice.percent(25)) {
            actions.add(other());
        }
        JsonObject.Builder arguments = JsonObject.builder().put("actions", actions.build());
        if (dice.percent(25)) {
            arguments.put("properties", properties());
        }
        return Qmp.command("transaction", arguments.build());
    }

    /**
     * A group of backups.
     *
     * <p>The real daemon hangs for good when a group of two jobs is undone because of a third action. So whatever can be
     * refused is among the first two. If one member fails by itself the others have nothing under way, so that it is
     * certain how far each of them came before it was cancelled.
     */
    private JsonObject group() {
        JsonArray.Builder actions = JsonArray.builder();
        int count = dice.of(0, 1, 2, 2, 2, 3);
        boolean failing = dice.percent(25);
        boolean refusable = count < 3 && dice.percent(30);
        List<Node> nodes = new ArrayList<>(refusable ? world.nodes() : world.nodesForJob());
        if (!refusable) {
            nodes.removeIf(node -> world.isShared(node));
        }
        for (int i = 0; i < count; i++) {
            JobKind kind = failing ? (i == 0 ? JobKind.FAULTY : JobKind.IDLE) : sound();
            jobs.backup(kind, nodes, !refusable).ifPresent(data -> {
                actions.add(action("blockdev-backup", data));
                if (!refusable) {
                    nodes.removeIf(node -> isUsed(node, data));
                }
            });
        }
        if (count < 2 && dice.percent(30)) {
            actions.add(other());
        }
        return Qmp.command(
                "transaction",
                JsonObject.builder()
                        .put("actions", actions.build())
                        .put("properties", JsonObject.of("completion-mode", "grouped"))
                        .build());
    }

    private JobKind sound() {
        return dice.of(JobKind.HELD, JobKind.HELD, JobKind.QUICK, JobKind.IDLE);
    }

    private static boolean isUsed(Node node, JsonObject backup) {
        return Stream.of("device", "target").anyMatch(end -> backup.string(end).equals(Optional.of(node.name())));
    }

    private static JsonObject action(String type, JsonValue data) {
        return JsonObject.builder().put("type", type).put("data", data).build();
    }

    private JsonObject other() {
        return switch (dice.below(6)) {
            case 0, 1 -> action("abort", JsonObject.empty());
            case 2, 3 ->
                action(
                        "blockdev-snapshot",
                        JsonObject.builder()
                                .put("node", world.node())
                                .put("overlay", world.node())
                                .build());
            case 4 -> action("bogus", JsonObject.empty());
            default -> JsonObject.of(dice.of("type", "data"), "abort");
        };
    }

    private JsonObject properties() {
        return switch (dice.below(4)) {
            case 0 -> JsonObject.of("completion-mode", "bogus");
            case 1 -> JsonObject.of("extra", 1);
            case 2 -> JsonObject.empty();
            default -> JsonObject.of("completion-mode", "individual");
        };
    }
}
