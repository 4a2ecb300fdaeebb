package org.jobdeck.daemon.differential;

import org.jobdeck.json.JsonObject;

/** Objects, snapshots, and commands that are not there. */
final class OtherRecipes {

    private final Dice dice;
    private final World world;

    OtherRecipes(Dice dice, World world) {
        this.dice = dice;
        this.world = world;
    }

    JsonObject other() {
        return switch (dice.below(7)) {
            case 0, 1 -> Qmp.command("object-add", iothread());
            case 2 -> Qmp.command("object-add", throttleGroup());
            case 3 -> Qmp.command("object-del", "id", objectId());
            case 4, 5 ->
                Qmp.command(
                        "blockdev-snapshot",
                        JsonObject.builder()
                                .put("node", world.node())
                                .put("overlay", world.node())
                                .build());
            default -> Qmp.command(dice.of("job-change", "query-status", "nosuch", "", "QUERY-JOBS"));
        };
    }

    private String objectId() {
        return world.objects().isEmpty() || dice.percent(25) ? dice.of("nope", "9x", "") : dice.of(world.objects());
    }

    private JsonObject.Builder object(String type) {
        String id = dice.percent(80) ? "o" + world.number() : objectId();
        world.addObject(id);
        return JsonObject.builder()
                .put("qom-type", dice.percent(93) ? type : "bogus")
                .put("id", id);
    }

    private JsonObject iothread() {
        JsonObject.Builder options = object("iothread");
        if (dice.percent(50)) {
            options.put(
                    dice.of("poll-max-ns", "poll-grow", "aio-max-batch", "thread-pool-max", "bogus"),
                    dice.of(0, 1, -1));
        }
        return options.build();
    }

    private JsonObject throttleGroup() {
        JsonObject.Builder limits = JsonObject.builder();
        if (dice.percent(70)) {
            limits.put(dice.of("iops-total", "bps-read", "bps-total", "bogus"), dice.of(0, 1000, -1));
        }
        if (dice.percent(40)) {
            limits.put(
                    dice.of("iops-total-max", "bps-read-max", "iops-total-max-length", "iops-size", "bps-write"),
                    dice.of(0, 1, 5000));
        }
        JsonObject.Builder options = object("throttle-group");
        return dice.percent(80) ? options.put("limits", limits.build()).build() : options.build();
    }
}
