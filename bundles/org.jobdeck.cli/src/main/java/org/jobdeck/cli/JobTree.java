package org.jobdeck.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jobdeck.job.common.Changes;
import org.jobdeck.job.common.JobKey;
import org.jobdeck.job.common.JobResource;
import org.jobdeck.job.common.JobSnapshot;
import org.jobdeck.loop.Clock;
import org.jobdeck.source.JobSource;
import org.jobdeck.source.SourceState;
import org.jobdeck.source.SourceStatus;
import org.jobdeck.source.Units;

/** The jobs of a source as a tree of characters: source, transaction, job, nodes. One thread. */
final class JobTree {

    private static final int BAR = 20;

    private final JobSource source;
    private final Clock clock;
    private final Map<JobKey, JobSnapshot> jobs = new TreeMap<>();
    private final Map<JobKey, Pace> paces = new HashMap<>();
    private long version;

    /**
     * A line of the tree.
     *
     * @param text the line
     * @param job the job that it is of, or null
     */
    record Line(String text, JobSnapshot job) {}

    JobTree(JobSource source, Clock clock) {
        this.source = source;
        this.clock = clock;
    }

    /** Takes in what has happened. */
    void refresh() {
        Changes changes;
        do {
            changes = source.changesSince(version);
            version = changes.version();
            if (changes.resync()) {
                jobs.clear();
            }
            changes.upserted().forEach(job -> jobs.put(job.key(), job));
            changes.ended().forEach(ending -> jobs.remove(ending.key()));
        } while (changes.more());
        paces.keySet().retainAll(jobs.keySet());
        jobs.values()
                .forEach(job ->
                        paces.computeIfAbsent(job.key(), _ -> new Pace(clock)).update(job));
    }

    /**
     * The tree.
     *
     * @param columns the longest line
     * @param rows how many lines there may be; the nodes are left out where they would be too many
     * @param footer a line below; none if it is empty
     */
    List<String> lines(int columns, int rows, String footer) {
        List<String> lines = lines(true);
        int extra = footer.isEmpty() ? 0 : 1;
        if (lines.size() + extra > rows) {
            lines = lines(false);
        }
        if (lines.size() + extra > rows) {
            int hidden = lines.size() + extra + 1 - rows;
            lines = new ArrayList<>(lines.subList(0, Math.max(0, lines.size() - hidden)));
            lines.add("... and " + hidden + " more lines");
        }
        if (extra > 0) {
            lines.add(footer);
        }
        return lines.stream()
                .map(line -> line.length() > columns ? line.substring(0, columns) : line)
                .toList();
    }

    private List<String> lines(boolean withNodes) {
        List<String> lines = new ArrayList<>();
        rows(job -> true, withNodes).forEach(line -> lines.add(line.text()));
        return lines;
    }

    /** Where the jobs are. */
    JobSource source() {
        return source;
    }

    /** How many jobs there are. */
    int size() {
        return jobs.size();
    }

    /** How fast a job goes, in bytes a second. */
    long rate(JobSnapshot job) {
        return paces.containsKey(job.key()) ? paces.get(job.key()).perSecond() : 0;
    }

    /**
     * The whole tree.
     *
     * @param wanted which jobs are shown
     * @param withNodes whether the nodes are, too
     */
    List<Line> rows(Predicate<JobSnapshot> wanted, boolean withNodes) {
        List<Line> lines = new ArrayList<>();
        List<JobSnapshot> shown = jobs.values().stream().filter(wanted).toList();
        lines.add(new Line(source.name() + "  (" + heading(shown.size()) + ")", null));
        int widest = shown.stream().mapToInt(job -> job.id().length()).max().orElse(0);
        Map<Long, List<JobSnapshot>> groups = new LinkedHashMap<>();
        for (JobSnapshot job : shown) {
            groups.computeIfAbsent(job.txn(), _ -> new ArrayList<>()).add(job);
        }
        // names of jobs on their own begin further left than those of a transaction, but their bars stand below each
        // other
        boolean nested = shown.stream().anyMatch(job -> job.txnMembers() > 1);
        int alone = nested ? widest + Branch.WIDTH : widest;
        int left = groups.size();
        for (List<JobSnapshot> group : groups.values()) {
            Branch branch = new Branch("", --left == 0);
            if (group.getFirst().txnMembers() > 1) {
                lines.add(new Line(
                        branch.head() + "transaction of " + group.getFirst().txnMembers() + " jobs", null));
                int rest = group.size();
                for (JobSnapshot job : group) {
                    addJob(lines, new Branch(branch.below(), --rest == 0), job, widest, withNodes);
                }
            } else {
                addJob(lines, branch, group.getFirst(), alone, withNodes);
            }
        }
        return lines;
    }

    private String heading(int shown) {
        SourceStatus status = source.status();
        if (status.state() != SourceState.LIVE) {
            return status.state().words() + (status.remark().isEmpty() ? "" : ": " + status.remark());
        }
        String all = jobs.size() == 1 ? "1 job" : jobs.size() + " jobs";
        return shown == jobs.size() ? all : shown + " of " + all;
    }

    private void addJob(List<Line> lines, Branch branch, JobSnapshot job, int width, boolean withNodes) {
        StringBuilder line = new StringBuilder(branch.head());
        line.append(job.id()).append(" ".repeat(Math.max(0, width - job.id().length())));
        line.append("  ").append(Bars.bar(Units.fraction(job.progress()), BAR));
        boolean current = source.status().state() == SourceState.LIVE;
        String numbers = current
                ? paces.get(job.key()).numbers(job)
                : paces.get(job.key()).done(job);
        line.append(current ? "" : "last seen ")
                .append(StateWords.of(job))
                .append(", ")
                .append(numbers);
        if (job.speed() != 0 && !job.status().isCompleted()) {
            line.append(", limit ").append(Units.limit(job.speed()));
        }
        if (job.error() != null && job.result() < 0 && !job.forceCancelled()) {
            line.append(", ").append(job.error());
        }
        lines.add(new Line(line.toString(), job));
        int rest = withNodes ? job.resources().size() : 0;
        for (JobResource node : withNodes ? job.resources() : List.<JobResource>of()) {
            Branch below = new Branch(branch.below(), --rest == 0);
            String location = node.location().isEmpty() ? "" : "  " + node.location();
            lines.add(new Line(below.head() + node.role() + ": " + node.name() + location, null));
        }
    }

    /**
     * Where a line hangs in the tree.
     *
     * @param indent what stands before it
     * @param last whether no other line hangs at the same place below it
     */
    private record Branch(String indent, boolean last) {

        static final int WIDTH = 3;

        String head() {
            return indent + (last ? "`- " : "|- ");
        }

        String below() {
            return indent + (last ? "   " : "|  ");
        }
    }
}
