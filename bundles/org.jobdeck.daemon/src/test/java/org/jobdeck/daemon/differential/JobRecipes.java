package org.jobdeck.daemon.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jobdeck.daemon.differential.Node.Faults;
import org.jobdeck.json.JsonObject;

/** The starts of jobs, one at a time. */
final class JobRecipes {

    private final Dice dice;
    private final World world;

    JobRecipes(Dice dice, World world) {
        this.dice = dice;
        this.world = world;
    }

    /** Arguments of a backup, of whatever kind the known nodes allow. */
    Optional<JsonObject> backup() {
        List<Node> nodes = world.nodesForJob();
        // nodes that fail are there to be used
        boolean faulty = dice.percent(50) && !nodes.stream().allMatch(Node::sound);
        return backup(
                faulty
                        ? JobKind.FAULTY
                        : dice.of(JobKind.HELD, JobKind.HELD, JobKind.QUICK, JobKind.QUICK, JobKind.IDLE),
                nodes,
                false);
    }

    /** The same over some of these nodes; a {@code plain} one has nothing about it for which it could be refused. */
    Optional<JsonObject> backup(JobKind kind, List<Node> nodes, boolean plain) {
        List<Node> sources = new ArrayList<>(nodes);
        sources.removeIf(node -> !fits(kind, node));
        if (sources.isEmpty()) {
            return Optional.empty();
        }
        Node source = dice.of(sources);
        return target(kind, source, nodes, plain).map(node -> arguments(kind, source, node, plain));
    }

    private boolean fits(JobKind kind, Node node) {
        return kind == JobKind.FAULTY || node.sound();
    }

    private Optional<Node> target(JobKind kind, Node source, List<Node> nodes, boolean plain) {
        List<Node> targets = new ArrayList<>(nodes);
        boolean pair = plain || dice.percent(94);
        targets.removeIf(node -> !fits(kind, node) || pair && !isPair(source, node));
        if (kind == JobKind.FAULTY && source.sound()) {
            targets.removeIf(Node::sound);
        }
        return targets.isEmpty() ? Optional.empty() : Optional.of(dice.of(targets));
    }

    private static boolean isPair(Node source, Node target) {
        return target.size() == source.size() && !target.equals(source) && target.writable();
    }

    private JsonObject arguments(JobKind kind, Node source, Node target, boolean plain) {
        String id = world.jobToBe(kind);
        JsonObject.Builder options = JsonObject.builder()
                .put("job-id", id)
                .put("device", source.name())
                .put("target", target.name())
                .put("sync", kind == JobKind.IDLE ? "none" : dice.of("full", "full", "full", "top"));
        if (dice.percent(70)) {
            options.put("auto-finalize", dice.percent(25));
        }
        boolean dismissed = dice.percent(35);
        if (!dismissed || dice.percent(50)) {
            options.put("auto-dismiss", dismissed);
        }
        boolean lasting = kind == JobKind.HELD && source.size() > Image.MIB || kind == JobKind.IDLE;
        world.addJob(id, List.of(source.name(), target.name()), lasting || !dismissed);
        if (kind == JobKind.HELD) {
            options.put("speed", VerbRecipes.slow(dice));
        } else if (kind != JobKind.FAULTY && dice.percent(15)) {
            options.put("speed", VerbRecipes.fast(dice));
        }
        policies(options, kind, source, target);
        if (kind == JobKind.FAULTY) {
            // with one worker it is certain what was copied before the error
            options.put("x-perf", JsonObject.of("max-workers", 1));
        } else if (!plain) {
            performance(options);
        }
        if (!plain) {
            extras(options);
        }
        return options.build();
    }

    private void policies(JsonObject.Builder options, JobKind kind, Node source, Node target) {
        if (kind != JobKind.FAULTY && dice.percent(75)) {
            return;
        }
        // a job that ignores an error that never ends would try again for good
        boolean endless = source.faults() == Faults.ALWAYS || target.faults() == Faults.ALWAYS;
        for (String side : List.of("on-source-error", "on-target-error")) {
            if (dice.percent(75)) {
                String policy = dice.of("report", "stop", "stop", "enospc", "enospc", "auto", "ignore");
                options.put(side, endless && policy.equals("ignore") ? "stop" : policy);
            }
        }
    }

    private void performance(JsonObject.Builder options) {
        if (dice.percent(8)) {
            options.put(
                    "x-perf",
                    dice.of(
                            JsonObject.of("max-workers", dice.of(0, 1, 2, 64, -1)),
                            JsonObject.of("max-chunk", dice.of(0, 1 << 20, 1 << 22, 4096, -1)),
                            JsonObject.of("use-copy-range", false)));
        }
    }

    private void extras(JsonObject.Builder options) {
        if (dice.percent(8)) {
            options.put("filter-node-name", dice.percent(70) ? "flt" + world.number() : world.node());
        }
        if (dice.percent(6)) {
            switch (dice.below(5)) {
                case 0 -> options.put("compress", dice.percent(50));
                case 1 -> options.put("bitmap", "b0");
                case 2 -> options.put("bitmap-mode", dice.of("always", "never", "on-success"));
                case 3 -> options.put("bitmap", "b0").put("bitmap-mode", dice.of("always", "never", "on-success"));
                default -> options.put("sync", dice.of("incremental", "bitmap", "bogus"));
            }
        }
    }

    /** Starts a job that makes an image. */
    JsonObject create() {
        String id = world.jobToBe(JobKind.CREATE);
        world.addJob(id, List.of(), true);
        JsonObject.Builder options = JsonObject.builder()
                .put("driver", dice.percent(90) ? "file" : dice.of("null-co", "raw", "blkdebug", "bogus"))
                .put("filename", dice.percent(80) ? NodeRecipes.path("new" + dice.below(4)) : Step.FOLDER + "/no/such")
                .put("size", dice.of(0, 512, 513, 1 << 20, 1 << 20, -1));
        if (dice.percent(15)) {
            options.put("preallocation", dice.of("off", "falloc", "full", "metadata", "bogus"));
        }
        return Qmp.command(
                "blockdev-create",
                JsonObject.builder()
                        .put("job-id", id)
                        .put("options", options.build())
                        .build());
    }
}
