package org.jobdeck.daemon.differential;

import java.util.HashSet;
import java.util.Set;
import org.jobdeck.json.JsonObject;

/** What is done to jobs that exist, existed, or never did. */
final class VerbRecipes {

    private final Dice dice;
    private final World world;
    private final Dice.Menu<JsonObject> verbs;

    /** Ids of jobs that the client may have paused. */
    private final Set<String> paused = new HashSet<>();

    VerbRecipes(Dice dice, World world) {
        this.dice = dice;
        this.world = world;
        this.verbs = new Dice.Menu<JsonObject>()
                .add(3, () -> job("job-pause"))
                .add(3, () -> job("job-resume"))
                .add(3, () -> job("job-complete"))
                .add(2, () -> job("job-cancel"))
                .add(3, () -> job("job-finalize"))
                .add(3, () -> job("job-dismiss"))
                .add(2, () -> device("block-job-pause"))
                .add(2, () -> device("block-job-resume"))
                .add(2, () -> device("block-job-complete"))
                .add(2, () -> cancel(world.job()))
                .add(3, () -> setSpeed(world.job()))
                .add(2, () -> job("block-job-finalize"))
                .add(2, () -> job("block-job-dismiss"))
                .add(5, () -> Qmp.command("query-jobs"))
                .add(5, () -> Qmp.command("query-block-jobs"));
    }

    /** Any verb, or one that a job of this kind could well accept. */
    JsonObject verb() {
        return dice.percent(45) ? verbs.draw(dice) : sensible(world.job());
    }

    private JsonObject sensible(String id) {
        if (JobKind.HELD.marks(id)) {
            return dice.percent(25) ? setSpeed(id) : whileItRuns(id);
        }
        if (JobKind.IDLE.marks(id)) {
            return whileItRuns(id);
        }
        if (JobKind.FAULTY.marks(id) && dice.percent(40)) {
            return paused(id, "resume");
        }
        return atItsEnd(id);
    }

    private JsonObject whileItRuns(String id) {
        return switch (dice.below(8)) {
            case 0, 1, 2, 3 -> paused(id, paused.contains(id) ? "resume" : "pause");
            case 4 -> cancel(id);
            case 5 -> Qmp.command("job-cancel", "id", id);
            default -> atItsEnd(id);
        };
    }

    private JsonObject paused(String id, String verb) {
        if (!paused.remove(id)) {
            paused.add(id);
        }
        return dice.percent(50) ? Qmp.command("job-" + verb, "id", id) : Qmp.command("block-job-" + verb, "device", id);
    }

    private JsonObject atItsEnd(String id) {
        String prefix = JobKind.CREATE.marks(id) || dice.percent(70) ? "job-" : "block-job-";
        if (JobKind.CREATE.marks(id) || dice.percent(55)) {
            return dismissed(prefix, id);
        }
        return Qmp.command(prefix + "finalize", "id", id);
    }

    private JsonObject dismissed(String prefix, String id) {
        if (dice.percent(50)) {
            world.ended(id);
        }
        return Qmp.command(prefix + "dismiss", "id", id);
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
        return Qmp.command(verb, "id", world.job());
    }

    private JsonObject device(String verb) {
        return Qmp.command(verb, "device", world.job());
    }

    private JsonObject cancel(String id) {
        JsonObject.Builder arguments = JsonObject.builder().put("device", id);
        if (dice.percent(50)) {
            arguments.put("force", dice.percent(60));
        }
        return Qmp.command("block-job-cancel", arguments.build());
    }

    private JsonObject setSpeed(String id) {
        // a job whose request failed would sleep before it tried again, and nobody could tell when it is at rest
        boolean holdable = !JobKind.FAULTY.marks(id);
        long speed = dice.percent(15) ? -1 - dice.below(3) : holdable && dice.percent(45) ? slow(dice) : fast(dice);
        return Qmp.command(
                "block-job-set-speed",
                JsonObject.builder().put("device", id).put("speed", speed).build());
    }
}
