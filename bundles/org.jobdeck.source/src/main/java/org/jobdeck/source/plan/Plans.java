package org.jobdeck.source.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jobdeck.json.JsonArray;
import org.jobdeck.json.JsonObject;
import org.jobdeck.source.schema.ServerSchema;

/** Makes the commands of new jobs. What a server does not know is not sent to it. Immutable; any thread. */
public final class Plans {

    private static final String JOB_ID = "job-id";
    private static final String OPTIONS = "options";
    private static final String DRIVER = "driver";
    private static final String FILE = "file";
    private static final String FILENAME = "filename";
    private static final String NODE_NAME = "node-name";
    private static final String TARGET = "target";

    private final ServerSchema schema;

    /** For the server of that description. */
    public Plans(ServerSchema schema) {
        this.schema = schema;
    }

    /**
     * One job of a transaction.
     *
     * @param id the job's id
     * @param values what the user has chosen; strings, numbers and booleans by the names of arguments
     * @param target the target to be made; empty where the values name one
     */
    public record Member(String id, Map<String, Object> values, Optional<NewTarget> target) {

        /** Makes the map unmodifiable. */
        public Member {
            values = Map.copyOf(values);
        }
    }

    /** Starts one job. */
    public StartPlan job(JobKind kind, Member job, JobEnd end) {
        List<PlanStep> steps = new ArrayList<>();
        job.target().ifPresent(target -> steps.addAll(make(target, job.id())));
        steps.add(new PlanStep.Command(kind.command(), arguments(kind, job, end)));
        return new StartPlan(steps);
    }

    /**
     * Starts several jobs of one moment.
     *
     * @param grouped whether they succeed or fail together
     */
    public StartPlan transaction(JobKind kind, List<Member> jobs, JobEnd end, boolean grouped) {
        List<PlanStep> steps = new ArrayList<>();
        JsonArray.Builder actions = JsonArray.builder();
        for (Member job : jobs) {
            job.target().ifPresent(target -> steps.addAll(make(target, job.id())));
            actions.add(JsonObject.builder()
                    .put("type", kind.command())
                    .put("data", arguments(kind, job, end))
                    .build());
        }
        JsonObject.Builder arguments = JsonObject.builder().put("actions", actions.build());
        if (grouped) {
            arguments.put("properties", JsonObject.of("completion-mode", "grouped"));
        }
        steps.add(new PlanStep.Command("transaction", arguments.build()));
        return new StartPlan(steps);
    }

    /**
     * Makes an image as a job: the last step starts the one that stays.
     *
     * @param id the job's id
     * @param more more options of the format, by their names
     */
    public StartPlan create(String id, NewTarget image, Map<String, Object> more) {
        List<PlanStep> steps = new ArrayList<>();
        if (image.isRaw()) {
            steps.add(create(id, fileOptions(image.file(), image.size(), more)));
            return new StartPlan(steps);
        }
        String fileNode = fileNode(image);
        steps.addAll(helper(id + "-file", fileOptions(image.file(), 0, Map.of())));
        steps.add(addFile(fileNode, image.file()));
        steps.add(create(id, formatOptions(image, fileNode, more)));
        return new StartPlan(steps);
    }

    private JsonObject arguments(JobKind kind, Member job, JobEnd end) {
        JsonObject.Builder arguments = JsonObject.builder().put(JOB_ID, job.id());
        // in the server's order, so that a preview is read like its documentation
        schema.arguments(kind.command()).forEach(member -> {
            Object value = job.values().get(member.name());
            if (member.name().equals(TARGET) && job.target().isPresent()) {
                value = job.target().get().node();
            } else if (member.name().equals("auto-finalize")) {
                value = end.finalizes();
            } else if (member.name().equals("auto-dismiss")) {
                value = end.dismisses();
            }
            if (value != null && !"".equals(value) && !member.name().equals(JOB_ID)) {
                arguments.put(member.name(), value);
            }
        });
        return arguments.build();
    }

    private static List<PlanStep> make(NewTarget target, String id) {
        List<PlanStep> steps = new ArrayList<>();
        if (target.isRaw()) {
            steps.addAll(helper(id + "-file", fileOptions(target.file(), target.size(), Map.of())));
            steps.add(new PlanStep.Command(
                    "blockdev-add",
                    JsonObject.builder()
                            .put(DRIVER, NewTarget.RAW)
                            .put(NODE_NAME, target.node())
                            .put(FILE, file(target.file()))
                            .build()));
            return steps;
        }
        String fileNode = fileNode(target);
        steps.addAll(helper(id + "-file", fileOptions(target.file(), 0, Map.of())));
        steps.add(addFile(fileNode, target.file()));
        steps.addAll(helper(id + "-format", formatOptions(target, fileNode, Map.of())));
        steps.add(new PlanStep.Command(
                "blockdev-add",
                JsonObject.builder()
                        .put(DRIVER, target.format())
                        .put(NODE_NAME, target.node())
                        .put(FILE, fileNode)
                        .putIfPresent("backing", target.backing().map(NewTarget.Backing::node))
                        .build()));
        return steps;
    }

    private static PlanStep addFile(String node, String file) {
        return new PlanStep.Command(
                "blockdev-add",
                JsonObject.builder()
                        .put(DRIVER, FILE)
                        .put(NODE_NAME, node)
                        .put(FILENAME, file)
                        .build());
    }

    private static JsonObject file(String file) {
        return JsonObject.builder().put(DRIVER, FILE).put(FILENAME, file).build();
    }

    private static JsonObject fileOptions(String file, long size, Map<String, Object> more) {
        JsonObject.Builder options = file(file).toBuilder().put("size", size);
        more.forEach(options::put);
        return options.build();
    }

    private static JsonObject formatOptions(NewTarget image, String fileNode, Map<String, Object> more) {
        JsonObject.Builder options = JsonObject.builder()
                .put(DRIVER, image.format())
                .put(FILE, fileNode)
                .put("size", image.size())
                .putIfPresent("backing-file", image.backing().map(NewTarget.Backing::file))
                .putIfPresent("backing-fmt", image.backing().map(NewTarget.Backing::format));
        more.forEach(options::put);
        return options.build();
    }

    /** A job that is only a step: it is waited for and dismissed. */
    private static List<PlanStep> helper(String id, JsonObject options) {
        return List.of(
                create(id, options),
                new PlanStep.AwaitEnd(id),
                new PlanStep.Command("job-dismiss", JsonObject.of("id", id)));
    }

    private static PlanStep create(String id, JsonObject options) {
        return new PlanStep.Command(
                JobKind.CREATE.command(),
                JsonObject.builder().put(JOB_ID, id).put(OPTIONS, options).build());
    }

    private static String fileNode(NewTarget target) {
        return Names.node(target.node() + "-file");
    }
}
