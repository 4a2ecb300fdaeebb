package org.jobdeck.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jobdeck.job.common.JobSnapshot;
import org.jobdeck.json.JsonArray;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonValue;
import org.jobdeck.source.graph.NodeQuestion;
import org.jobdeck.source.plan.JobEnd;
import org.jobdeck.source.plan.JobKind;
import org.jobdeck.source.plan.Names;
import org.jobdeck.source.plan.NewTarget;
import org.jobdeck.source.plan.PlanStep;
import org.jobdeck.source.plan.Plans;
import org.jobdeck.source.plan.StartPlan;
import org.jobdeck.source.schema.SchemaMember;
import org.jobdeck.source.schema.ServerSchema;
import org.jobdeck.source.schema.ValueType;

/** Makes the commands that start what the user has asked for, as one server wants them. One thread. */
final class StartPlanner {

    private static final String DEVICE = "device";
    private static final String DRIVER = "driver";
    private static final String FILE = "file";
    private static final String FILENAME = "filename";
    private static final String SIZE = "size";

    private final RemoteJobs jobs;
    private final ServerSchema schema;
    private final Plans plans;
    private final List<JsonObject> nodes = new ArrayList<>();
    private final Set<String> nodeNames = new HashSet<>();
    private final Set<String> ids = new HashSet<>();
    private final List<PlanStep> before = new ArrayList<>();
    private final List<Planned.Job> planned = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    private StartPlanner(RemoteJobs jobs, ServerSchema schema) {
        this.jobs = jobs;
        this.schema = schema;
        this.plans = new Plans(schema);
        jobs.all().stream().map(JobSnapshot::id).forEach(ids::add);
    }

    /**
     * For the server behind an attachment.
     *
     * @throws Failure if it does not say what it takes
     */
    static StartPlanner of(RemoteJobs jobs) throws Failure {
        JsonValue schema = jobs.ask("query-qmp-schema", JsonObject.empty());
        StartPlanner planner =
                new StartPlanner(jobs, ServerSchema.of(schema instanceof JsonArray array ? array : JsonArray.of()));
        if (planner.mayAskForNodes()
                && planner.schema.argument("query-named-block-nodes", "flat").isPresent()
                && jobs.ask("query-named-block-nodes", JsonObject.of("flat", true)) instanceof JsonArray nodes) {
            nodes.forEach(planner::know);
        }
        return planner;
    }

    private boolean mayAskForNodes() {
        return NodeQuestion.obstacle(jobs.all()).isEmpty();
    }

    private void know(JsonValue value) {
        if (value instanceof JsonObject node) {
            nodes.add(node);
            node.string("node-name").ifPresent(nodeNames::add);
        }
    }

    /** One job. */
    Planned one(Wanted wanted, JobEnd end) throws Failure {
        check(wanted.kind());
        return wanted.kind() == JobKind.CREATE ? create(wanted) : finish(plans.job(wanted.kind(), member(wanted), end));
    }

    /**
     * Several jobs of one moment.
     *
     * @param grouped whether they succeed or fail together
     */
    Planned transaction(List<Wanted> all, JobEnd end, boolean grouped) throws Failure {
        JobKind kind = all.getFirst().kind();
        List<Plans.Member> members = new ArrayList<>();
        for (Wanted wanted : all) {
            check(wanted.kind());
            if (!wanted.kind().joinsTransactions(schema)) {
                throw Failure.usage(jobs.source().address() + " takes no '"
                        + wanted.kind().type() + "' in a transaction; start it on its own");
            }
            if (wanted.kind() != kind) {
                throw Failure.usage("a transaction of '" + kind.type() + "' and '"
                        + wanted.kind().type() + "' was asked for; give jobs of one type");
            }
            members.add(member(wanted));
        }
        return finish(plans.transaction(kind, members, end, grouped));
    }

    private Planned finish(StartPlan plan) {
        List<PlanStep> steps = new ArrayList<>(before);
        steps.addAll(plan.steps());
        return new Planned(new StartPlan(steps), planned, notes);
    }

    private void check(JobKind kind) throws Failure {
        if (!kind.isOfferedBy(schema)) {
            throw Failure.usage(jobs.source().address() + " has no command '" + kind.command()
                    + "', so it cannot start a job of the type '" + kind.type() + "'");
        }
    }

    private String idOf(Wanted wanted, String about) {
        String id = wanted.id().orElseGet(() -> Names.free(wanted.kind().type(), about, ids));
        ids.add(id);
        planned.add(new Planned.Job(id, wanted.kind().type()));
        return id;
    }

    private Plans.Member member(Wanted wanted) throws Failure {
        JobKind kind = wanted.kind();
        Map<String, Object> values = new LinkedHashMap<>(wanted.values());
        List<SchemaMember> arguments = schema.arguments(kind.command());
        checkNames("'" + kind.command() + "'", values, arguments);
        if (arguments.stream().anyMatch(argument -> argument.name().equals("sync") && !argument.optional())) {
            values.putIfAbsent("sync", "full");
        }
        checkGiven(kind, values, arguments);
        String device = String.valueOf(values.get(DEVICE));
        String id = idOf(wanted, device);
        Optional<NewTarget> target = Optional.empty();
        String given = String.valueOf(values.get(StartOptions.TARGET));
        if (kind.hasTarget() && given.indexOf('/') >= 0) {
            target = target(wanted, device, id, given);
            if (target.isEmpty()) {
                values.put(StartOptions.TARGET, addFile(wanted, device, id, given));
            }
        } else if (wanted.make()) {
            throw Failure.usage("'--create' makes a file, but the target '" + given
                    + "' is the name of a node; give a path with a '/'");
        }
        return new Plans.Member(id, values, target);
    }

    private void checkNames(String what, Map<String, Object> values, List<SchemaMember> known) throws Failure {
        List<String> names = known.stream().map(SchemaMember::name).toList();
        for (String name : values.keySet()) {
            if (!names.contains(name)) {
                throw Failure.usage(what + " of " + jobs.source().address() + " takes no '" + name + "'; it takes "
                        + names.stream().sorted().collect(Collectors.joining(", ")));
            }
        }
    }

    private static void checkGiven(JobKind kind, Map<String, Object> values, List<SchemaMember> arguments)
            throws Failure {
        for (SchemaMember argument : arguments) {
            if (!argument.optional()
                    && !values.containsKey(argument.name())
                    && !argument.name().equals("job-id")) {
                throw Failure.usage("a job of the type '" + kind.type() + "' needs '" + argument.name() + "'");
            }
        }
    }

    /** The file to be made, as long as the source. */
    private Optional<NewTarget> target(Wanted wanted, String device, String id, String file) throws Failure {
        if (!wanted.make()) {
            return Optional.empty();
        }
        long size = node(device)
                .flatMap(node -> node.object("image"))
                .flatMap(image -> image.integer("virtual-size"))
                .orElseThrow(
                        () -> Failure.usage(
                                "how long the target of '" + device + "' must be is not known, because "
                                        + (mayAskForNodes()
                                                ? "that is not the name of a node; give '--device' a node"
                                                : "QEMU is not asked for its nodes while it has a stream job; make the target yourself")));
        String node = newNode(id);
        String path = absolute(file);
        notes.add("the file '" + path + "' is made for it and becomes the node '" + node + "'");
        return Optional.of(NewTarget.of(node, path, format(wanted, device), size));
    }

    private String addFile(Wanted wanted, String device, String id, String file) {
        String node = newNode(id);
        String path = absolute(file);
        before.add(new PlanStep.Command(
                "blockdev-add",
                JsonObject.builder()
                        .put(DRIVER, format(wanted, device))
                        .put("node-name", node)
                        .put(
                                FILE,
                                JsonObject.builder()
                                        .put(DRIVER, FILE)
                                        .put(FILENAME, path)
                                        .build())
                        .build()));
        notes.add("the file '" + path + "' was added as the node '" + node
                + "'; blockdev-del removes that when the job is gone");
        return node;
    }

    private String newNode(String id) {
        String name = Names.freeNode(id + "-target", nodeNames);
        nodeNames.add(name);
        return name;
    }

    /** QEMU's folder is another than ours. */
    private static String absolute(String file) {
        return Path.of(file).toAbsolutePath().normalize().toString();
    }

    private String format(Wanted wanted, String device) {
        return wanted.format()
                .orElseGet(() -> node(device)
                        .flatMap(node -> node.string("drv"))
                        .filter(driver -> schema.members(createOptions(), JsonObject.of(DRIVER, driver)).stream()
                                .anyMatch(member -> member.name().equals(FILE)))
                        .orElse(NewTarget.RAW));
    }

    private Optional<JsonObject> node(String name) {
        return nodes.stream()
                .filter(node -> node.string("node-name").equals(Optional.of(name)))
                .findFirst();
    }

    private String createOptions() {
        return schema.argument(JobKind.CREATE.command(), "options")
                .map(SchemaMember::type)
                .map(type -> type instanceof ValueType.Struct(String name) ? name : "")
                .orElse("");
    }

    private Planned create(Wanted wanted) throws Failure {
        Map<String, Object> values = new LinkedHashMap<>(wanted.values());
        String driver = String.valueOf(values.get(DRIVER));
        List<String> drivers = schema.cases(createOptions());
        if (!drivers.contains(driver) && !driver.equals(NewTarget.RAW)) {
            throw Failure.usage(jobs.source().address() + " cannot make images of the format '" + driver
                    + "'; it can make raw, " + String.join(", ", drivers));
        }
        String id = idOf(wanted, "");
        if (!values.containsKey(FILENAME) || driver.equals(FILE)) {
            if (values.get(FILENAME) instanceof String name) {
                values.put(FILENAME, absolute(name));
            }
            checkNames(
                    "the format '" + driver + "'",
                    values,
                    schema.members(createOptions(), JsonObject.of(DRIVER, driver)));
            JsonObject.Builder options = JsonObject.builder();
            values.forEach(options::put);
            return finish(new StartPlan(List.of(new PlanStep.Command(
                    JobKind.CREATE.command(),
                    JsonObject.builder()
                            .put("job-id", id)
                            .put("options", options.build())
                            .build()))));
        }
        String file = absolute(String.valueOf(values.remove(FILENAME)));
        if (!(values.remove(SIZE) instanceof Long size)) {
            throw Failure.usage("an image in a file needs '--size', its length as its users see it");
        }
        values.remove(DRIVER);
        String node = newNode(id).replaceFirst("-target$", "");
        if (!driver.equals(NewTarget.RAW)) {
            notes.add("the file '" + file + "' is made first and becomes the node '" + node + "-file'");
        }
        return finish(plans.create(id, NewTarget.of(node, file, driver, size), values));
    }
}
