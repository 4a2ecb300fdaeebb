package org.jobdeck.daemon.differential;

import org.jobdeck.json.JsonObject;

/** What is done to jobs that exist, existed, or never did. */
final class VerbRecipes {

    private final Dice dice;
    private final World world;
    private final Dice.Menu<JsonObject> verbs;

    VerbRecipes(Dice dice, World world) {
        this.dice = dice;
        this.world = world;
        this.verbs = new Dice.Menu<JsonObject>()
                .add(5, () -> job("job-pause"))
                .add(6, () -> job("job-resume"))
                .add(2, () -> job("job-complete"))
                .add(3, () -> job("job-cancel"))
                .add(6, () -> job("job-finalize"))
                .add(8, () -> job("job-dismiss"))
                .add(4, () -> device("block-job-pause"))
                .add(5, () -> device("block-job-resume"))
                .add(1, () -> device("block-job-complete"))
                .add(3, this::cancel)
                .add(8, this::setSpeed)
                .add(3, () -> job("block-job-finalize"))
                .add(3, () -> job("block-job-dismiss"))
                .add(5, () -> Qmp.command("query-jobs"))
                .add(5, () -> Qmp.command("query-block-jobs"));
    }

    JsonObject verb() {
        return verbs.draw(dice);
    }

    /** A speed at which nothing happens after the first piece. */
    static long slow(Dice dice) {
        return dice.of(1L, 512L, 1000L, 4096L, JobKind.SLOWEST);
    }

    /** A speed that limits nothing. */
    static long fast(Dice dice) {
        return dice.of(0L, 0L, 0L, 1L << 40, Long.MAX_VALUE);
    }

    private JsonObject job(String verb) {
        return Qmp.command(verb, "id", target(verb));
    }

    private JsonObject device(String verb) {
        return Qmp.command(verb, "device", target(verb));
    }

    private String target(String verb) {
        String id = world.job();
        if (verb.endsWith("dismiss") && dice.percent(60)) {
            world.ended(id);
        }
        return id;
    }

    private JsonObject cancel() {
        JsonObject.Builder arguments = JsonObject.builder().put("device", world.job());
        if (dice.percent(50)) {
            arguments.put("force", dice.percent(60));
        }
        return Qmp.command("block-job-cancel", arguments.build());
    }

    private JsonObject setSpeed() {
        String id = world.job();
        // a job whose request failed would sleep before it tried again, and nobody could tell when it is at rest
        boolean holdable = !JobKind.FAULTY.marks(id);
        long speed = dice.percent(15) ? -1 - dice.below(3) : holdable && dice.percent(45) ? slow(dice) : fast(dice);
        return Qmp.command(
                "block-job-set-speed",
                JsonObject.builder().put("device", id).put("speed", speed).build());
    }
}
