package org.jobdeck.daemon.differential;

import org.jobdeck.daemon.differential.Node.Faults;
import org.jobdeck.json.JsonArray;
import org.jobdeck.json.JsonObject;

/** Commands about nodes. */
final class NodeRecipes {

    private static final String NAME = "node-name";
    private static final String DRIVER = "driver";

    private final Dice dice;
    private final World world;
    private final Dice.Menu<JsonObject> adds;

    NodeRecipes(Dice dice, World world) {
        this.dice = dice;
        this.world = world;
        this.adds = new Dice.Menu<JsonObject>()
                .add(9, this::rawOverFile)
                .add(3, this::file)
                .add(2, this::reference)
                .add(2, this::nullCo)
                .add(1, this::blkdebugWithoutRules)
                .add(7, this::faulty)
                .add(1, this::again)
                .add(2, this::refused);
    }

    /** Adds a node, or tries to. */
    JsonObject add() {
        return Qmp.command("blockdev-add", adds.draw(dice));
    }

    JsonObject delete() {
        String name = world.node();
        if (dice.percent(60)) {
            world.removed(name);
        }
        return Qmp.command("blockdev-del", NAME, name);
    }

    JsonObject query() {
        return switch (dice.below(8)) {
            case 0, 1 -> Qmp.command("query-named-block-nodes");
            case 2, 3 -> Qmp.command("query-named-block-nodes", "flat", dice.percent(50));
            case 4 -> Qmp.command(dice.of("query-block", "query-block-exports"));
            default -> Qmp.command("x-debug-query-block-graph");
        };
    }

    private JsonObject.Builder start(String prefix, String driver) {
        return JsonObject.builder().put(NAME, prefix + world.number()).put(DRIVER, driver);
    }

    private JsonObject fileOf(int size) {
        return JsonObject.builder()
                .put(DRIVER, "file")
                .put("filename", path(world.image(size).name()))
                .build();
    }

    static String path(String name) {
        return Step.FOLDER + "/" + name;
    }

    private JsonObject known(JsonObject.Builder options, int size, Faults faults) {
        JsonObject complete = options.build();
        world.add(new Node(complete, complete.string(NAME).orElseThrow(), size, faults));
        return complete;
    }

    private JsonObject rawOverFile() {
        int size = world.size();
        return known(decorate(start("p", "raw").put("file", fileOf(size))), size, Faults.NONE);
    }

    private JsonObject file() {
        int size = world.size();
        return known(decorate(start("f", "file").putAll(fileOf(size))), size, Faults.NONE);
    }

    /** A node over one that has a name of its own; whether that exists is left to luck of the seed. */
    private JsonObject reference() {
        if (world.nodes().isEmpty()) {
            return rawOverFile();
        }
        Node below = dice.of(world.nodes());
        String driver = dice.percent(75) ? "raw" : "blkdebug";
        JsonObject options = start("r", driver)
                .put(driver.equals("raw") ? "file" : "image", below.name())
                .build();
        world.add(new Node(options, below.bottom(), below.size(), below.faults()));
        return options;
    }

    private JsonObject nullCo() {
        int size = world.size();
        JsonObject.Builder options = start("z", "null-co").put("size", size);
        if (dice.percent(50)) {
            options.put("read-zeroes", dice.percent(70));
        }
        return known(options, size, Faults.NONE);
    }

    private JsonObject blkdebugWithoutRules() {
        int size = world.size();
        return known(start("d", "blkdebug").put("image", fileOf(size)), size, Faults.NONE);
    }

    private JsonObject faulty() {
        // where a cluster is partly a hole, or partly beyond the end, the real daemon writes the hole's zeroes as data,
        // and this project's does not: another rule would apply
        int size = Math.max(1 << 16, world.size() & -(1 << 16));
        boolean once = dice.percent(60);
        JsonArray.Builder rules = JsonArray.builder().add(rule(size, once));
        if (dice.percent(15)) {
            rules.add(rule(size, once));
        }
        JsonObject blkdebug = JsonObject.builder()
                .put(DRIVER, "blkdebug")
                .put("inject-error", rules.build())
                .put("image", fileOf(size))
                .build();
        Faults faults = once ? Faults.ONCE : Faults.ALWAYS;
        return dice.percent(80)
                ? known(start("b", "raw").put("file", blkdebug), size, faults)
                : known(start("b", "blkdebug").putAll(blkdebug), size, faults);
    }

    private JsonObject rule(int size, boolean once) {
        JsonObject.Builder rule = JsonObject.builder().put("event", "none");
        rule.put("errno", dice.of(5, 5, 28, 28, 28, 1, 13));
        // a rule without a type would be for flushes too: this project's backup ends with one, the real one's does not
        rule.put(
                "iotype",
                dice.of("read", "read", "write", "write", "write", "write-zeroes", "block-status", "discard"));
        if (dice.percent(40)) {
            rule.put("sector", dice.of(0, size / 512 - 1, dice.below(size / 512), size / 512 + 8, -1));
        }
        if (dice.percent(20)) {
            rule.put("immediately", dice.percent(50));
        }
        // without it the rule fires for good, which is what a job that ignores errors must not meet
        return rule.put("once", once).build();
    }

    private JsonObject again() {
        return world.nodes().isEmpty() ? rawOverFile() : dice.of(world.nodes()).options();
    }

    private JsonObject.Builder decorate(JsonObject.Builder options) {
        if (dice.percent(80)) {
            return options;
        }
        return switch (dice.below(8)) {
            case 0, 1, 2 -> options.put("read-only", true);
            case 3 -> options.put("auto-read-only", dice.percent(50)).put("read-only", dice.percent(50));
            case 4 -> options.put("discard", dice.of("ignore", "unmap", "bogus"));
            case 5 -> options.put("detect-zeroes", dice.of("off", "on", "unmap", "bogus"));
            case 6 -> options.put("cache", JsonObject.of(dice.of("no-flush", "direct", "bogus"), false));
            default -> options.put("force-share", dice.percent(50));
        };
    }

    private JsonObject refused() {
        String name = "u" + world.number();
        JsonObject.Builder options = JsonObject.builder().put(NAME, name);
        return switch (dice.below(9)) {
            case 0 ->
                options.put(DRIVER, "file").put("filename", path("missing")).build();
            case 1 ->
                options.put(DRIVER, "raw")
                        .put(
                                "file",
                                JsonObject.builder()
                                        .put(DRIVER, "file")
                                        .put("filename", path("missing"))
                                        .build())
                        .build();
            case 2 -> options.put(DRIVER, "raw").put("file", "nosuch").build();
            case 3 -> options.put(DRIVER, "bogus").build();
            case 4 ->
                options.put(DRIVER, "raw")
                        .put("file", fileOf(512))
                        .put("offset", dice.of(0, 1, 512, 1024))
                        .put("size", dice.of(512, 513, 1024))
                        .build();
            case 5 ->
                options.put(DRIVER, "null-co").put("size", dice.of(1, 513)).build();
            case 6 ->
                options.put(DRIVER, "blkdebug")
                        .put("image", fileOf(512))
                        .put("inject-error", JsonArray.of(badRule()))
                        .build();
            case 7 ->
                options.put(NAME, dice.of("", "9x", "a b", "y".repeat(32)))
                        .put(DRIVER, "null-co")
                        .build();
            default ->
                options.put(DRIVER, "blkdebug")
                        .put("image", fileOf(512))
                        .put("align", dice.of(0, 3, 4096))
                        .build();
        };
    }

    private JsonObject badRule() {
        JsonObject.Builder rule = JsonObject.builder().put("event", dice.of("none", "bogus", "read_aio"));
        return switch (dice.below(4)) {
            case 0 -> rule.put("iotype", "bogus").build();
            case 1 -> rule.put("errno", "5").build();
            case 2 -> rule.put("sector", 0.5).build();
            default -> rule.put("extra", 1).build();
        };
    }
}
