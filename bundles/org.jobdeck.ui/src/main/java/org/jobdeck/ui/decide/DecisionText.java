package org.jobdeck.ui.decide;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jobdeck.job.common.JobResource;
import org.jobdeck.job.common.JobSnapshot;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.source.JobDevice;
import org.jobdeck.ui.i18n.Messages;
import org.jobdeck.ui.model.JobView;
import org.jobdeck.ui.model.UiVerb;

/**
 * Says what completing, finalizing or cancelling a job does, before it is done (docs/job-model.md): a mirror that completes
 * switches its disk over, one that is cancelled when it is ready leaves a good copy behind.
 */
public final class DecisionText {

    private static final Messages TEXTS = Messages.of(DecisionText.class);

    private final JobSnapshot job;
    private final String source;
    private final String target;
    private final String user;

    private DecisionText(JobSnapshot job, List<JobDevice> devices) {
        this.job = job;
        Optional<JobResource> to =
                job.resources().stream().filter(DecisionText::isTarget).findFirst();
        Optional<JobResource> from =
                job.resources().stream().filter(node -> !isTarget(node)).findFirst();
        source = from.map(DecisionText::nameOf).orElseGet(() -> TEXTS.get("node.source"));
        target = to.map(DecisionText::nameAndPlaceOf).orElseGet(() -> TEXTS.get("node.target"));
        user = userOf(from, devices);
    }

    /**
     * What there is to decide about a job.
     *
     * @param devices the disks on which it works
     * @return empty if nothing waits for the user, or the job cannot be reached
     */
    public static Optional<Decision> of(JobView view, List<JobDevice> devices) {
        if (!isOpen(view)) {
            return Optional.empty();
        }
        DecisionText text = new DecisionText(view.snapshot(), devices);
        boolean ready = view.snapshot().status() == JobStatus.READY;
        return Optional.of(new Decision(
                view.rowKey(),
                ready ? text.readyQuestion() : text.pendingQuestion(),
                ready ? text.readyAnswers() : text.pendingAnswers()));
    }

    /** Whether a job waits for the user, who can reach it. */
    static boolean isOpen(JobView view) {
        JobSnapshot job = view.snapshot();
        return view.isCurrent()
                && (job.status() == JobStatus.PENDING && !job.autoFinalize()
                        || job.status() == JobStatus.READY && !job.cancelRequested());
    }

    private static boolean isTarget(JobResource node) {
        return node.role().equals("target") || node.role().equals("base");
    }

    private static String nameOf(JobResource node) {
        return TEXTS.format("node", node.name());
    }

    private static String nameAndPlaceOf(JobResource node) {
        return node.location().isEmpty() ? nameOf(node) : TEXTS.format("node.place", node.name(), node.location());
    }

    /** Who notices: the disks of the machine, or else whoever uses the node. */
    private static String userOf(Optional<JobResource> from, List<JobDevice> devices) {
        List<String> names = devices.stream()
                .filter(device ->
                        from.isEmpty() || device.nodes().contains(from.get().name()))
                .map(JobDevice::name)
                .distinct()
                .toList();
        String node = from.map(JobResource::name).orElse("");
        if (names.isEmpty()) {
            return node.isEmpty() ? TEXTS.get("user.unknown") : TEXTS.format("user.node", node);
        }
        return TEXTS.format("user.device", names.stream().collect(Collectors.joining(", ")), node);
    }

    private String readyQuestion() {
        return TEXTS.format("ready." + known("mirror", "commit"), job.id(), source, target);
    }

    private List<Decision.Answer> readyAnswers() {
        String type = known("mirror", "commit");
        return List.of(
                answer(UiVerb.COMPLETE, "ready.complete." + type), answer(UiVerb.CANCEL, "ready.cancel." + type));
    }

    private String pendingQuestion() {
        return job.txnMembers() > 1
                ? TEXTS.format("pending.group", job.id(), job.txnMembers())
                : TEXTS.format("pending", job.id());
    }

    private List<Decision.Answer> pendingAnswers() {
        String type = known("mirror", "commit", "backup", "stream");
        // a mirror that was cancelled when it was ready ends well, but does not switch over
        String how = type.equals("mirror") && job.cancelRequested() ? "kept" : type;
        return List.of(
                answer(UiVerb.FINALIZE, "pending.finalize." + how), answer(UiVerb.CANCEL, "pending.cancel." + how));
    }

    private String known(String... types) {
        return List.of(types).contains(job.type()) ? job.type() : "other";
    }

    private Decision.Answer answer(UiVerb verb, String key) {
        String effect = TEXTS.format(key, user, source, target);
        boolean group = verb == UiVerb.FINALIZE && job.txnMembers() > 1;
        return new Decision.Answer(verb, group ? effect + " " + TEXTS.get("pending.group.finalize") : effect);
    }
}
