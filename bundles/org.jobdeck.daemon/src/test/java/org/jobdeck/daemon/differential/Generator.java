package org.jobdeck.daemon.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jobdeck.json.JsonObject;

/** Makes the script of a seed: mostly what a client could mean, and some nonsense. */
final class Generator {

    private static final int NONSENSE = 13;

    private final long seed;
    private final Dice dice;
    private final World world;
    private final NodeRecipes nodes;
    private final JobRecipes jobs;
    private final VerbRecipes verbs;
    private final WireRecipes wire;
    private final Spoiler spoiler;
    private final Dice.Menu<JsonObject> menu;
    private final Dice.Menu<JsonObject> harmless;

    private Generator(long seed) {
        this.seed = seed;
        this.dice = new Dice(seed);
        this.world = new World(dice);
        this.nodes = new NodeRecipes(dice, world);
        this.jobs = new JobRecipes(dice, world);
        this.verbs = new VerbRecipes(dice, world);
        this.wire = new WireRecipes(dice);
        this.spoiler = new Spoiler(dice);
        TransactionRecipes transactions = new TransactionRecipes(dice, world, jobs);
        OtherRecipes others = new OtherRecipes(dice, world);
        this.menu = new Dice.Menu<JsonObject>()
                .add(8, nodes::add)
                .add(4, nodes::delete)
                .add(3, nodes::query)
                .add(18, this::backup)
                .add(7, transactions::transaction)
                .add(3, jobs::create)
                .add(45, this::verb)
                .add(3, others::other);
        this.harmless = new Dice.Menu<JsonObject>()
                .add(2, nodes::query)
                .add(2, nodes::add)
                .add(1, nodes::delete)
                .add(3, () -> Qmp.command("query-jobs"))
                .add(2, () -> Qmp.command("query-block-jobs"));
    }

    /** The script of this seed. */
    static Script script(long seed) {
        return new Generator(seed).make();
    }

    private Script make() {
        List<Step> steps = new ArrayList<>();
        if (dice.percent(97)) {
            steps.add(Step.of(wire.withId(wire.negotiation())));
        }
        int first = 3 + dice.below(6);
        for (int i = 0; i < first; i++) {
            steps.add(Step.of(nodes.add()));
        }
        int more = 5 + dice.below(30);
        for (int i = 0; i < more; i++) {
            steps.add(step());
        }
        steps.add(Step.of(Qmp.command("query-jobs")));
        steps.add(Step.of(Qmp.command("query-block-jobs")));
        steps.add(Step.of(Qmp.command("query-named-block-nodes")));
        steps.add(Step.of(Qmp.command("x-debug-query-block-graph")));
        return new Script(seed, world.images(), steps);
    }

    private Step step() {
        if (dice.percent(5)) {
            return wire.packet(() -> harmless.draw(dice));
        }
        JsonObject message = menu.draw(dice);
        if (dice.percent(NONSENSE)) {
            JsonObject arguments = message.object("arguments").orElse(JsonObject.empty());
            arguments.string("job-id").ifPresent(world::ended);
            arguments.string("node-name").ifPresent(world::removed);
            message = spoiler.spoil(message);
        }
        return Step.of(wire.withId(message));
    }

    /** A verb; mostly on a job that is there, for which there must be one. */
    private JsonObject verb() {
        return world.hasJobs() || dice.percent(30) ? verbs.verb() : backup();
    }

    private JsonObject backup() {
        Optional<JsonObject> arguments = jobs.backup();
        return arguments
                .map(data -> Qmp.command("blockdev-backup", data))
                .orElseGet(world.hasJobs() && dice.percent(60) ? verbs::verb : nodes::add);
    }
}
