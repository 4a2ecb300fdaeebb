package org.jobdeck.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jobdeck.job.common.JobKey;
import org.jobdeck.job.common.JobSnapshot;
import org.jobdeck.loop.Clock;
import org.jobdeck.source.JobSource;

/** What is shown of several sources, and which job is chosen. One thread. */
final class TopBoard {

    /** A line, and the job that it is of. */
    private record Row(JobTree tree, JobTree.Line line) {

        boolean isJob() {
            return line.job() != null;
        }
    }

    /**
     * A job that a verb can be for.
     *
     * @param source where it is
     * @param job as it is shown
     * @param rate how fast it goes, bytes a second
     */
    record Chosen(JobSource source, JobSnapshot job, long rate) {}

    private final Clock clock;
    private final Map<JobSource, JobTree> trees = new LinkedHashMap<>();
    private List<Row> rows = List.of();
    private String filter = "";
    private JobSource chosenSource;
    private JobKey chosenJob;

    /** The place of the chosen job among the jobs, for when it is gone. */
    private int place;

    TopBoard(Clock clock) {
        this.clock = clock;
    }

    void add(JobSource source) {
        trees.put(source, new JobTree(source, clock));
    }

    void remove(JobSource source) {
        trees.remove(source);
    }

    /** Shows only jobs in whose name, type or state the text occurs; all of them if it is empty. */
    void filter(String text) {
        filter = text.toLowerCase(Locale.ROOT);
    }

    /** Takes in what has happened. */
    void refresh() {
        List<Row> now = new ArrayList<>();
        for (JobTree tree : trees.values()) {
            tree.refresh();
            tree.rows(this::isWanted, true).forEach(line -> now.add(new Row(tree, line)));
        }
        rows = now;
        List<Row> jobs = jobs();
        int found = indexOfChosen(jobs);
        place = Math.clamp(found >= 0 ? found : place, 0, Math.max(0, jobs.size() - 1));
        choose(jobs);
    }

    private boolean isWanted(JobSnapshot job) {
        return (job.id() + ' ' + job.type() + ' ' + StateWords.of(job))
                .toLowerCase(Locale.ROOT)
                .contains(filter);
    }

    private List<Row> jobs() {
        return rows.stream().filter(Row::isJob).toList();
    }

    private int indexOfChosen(List<Row> jobs) {
        for (int i = 0; i < jobs.size(); i++) {
            if (isChosen(jobs.get(i))) {
                return i;
            }
        }
        return -1;
    }

    private boolean isChosen(Row row) {
        return row.isJob()
                && Objects.equals(row.tree().source(), chosenSource)
                && row.line().job().key().equals(chosenJob);
    }

    private void choose(List<Row> jobs) {
        chosenSource = jobs.isEmpty() ? null : jobs.get(place).tree().source();
        chosenJob = jobs.isEmpty() ? null : jobs.get(place).line().job().key();
    }

    /** Chooses a job further down, or up if negative. */
    void move(int by) {
        List<Row> jobs = jobs();
        place = Math.clamp((long) place + by, 0, Math.max(0, jobs.size() - 1));
        choose(jobs);
    }

    /** The job that verbs are for. */
    Optional<Chosen> chosen() {
        return rows.stream()
                .filter(this::isChosen)
                .findFirst()
                .map(row -> new Chosen(
                        row.tree().source(),
                        row.line().job(),
                        row.tree().rate(row.line().job())));
    }

    /** How many jobs there are, shown or not. */
    int size() {
        return trees.values().stream().mapToInt(JobTree::size).sum();
    }

    /**
     * As many lines as fit, with the chosen one among them.
     *
     * @param room how many
     */
    List<String> lines(int room) {
        int chosen = 0;
        for (int i = 0; i < rows.size(); i++) {
            if (isChosen(rows.get(i))) {
                chosen = i;
            }
        }
        int first = Math.clamp(chosen - room / 2L, 0, Math.max(0, rows.size() - room));
        return rows.subList(first, Math.min(rows.size(), first + room)).stream()
                .map(row -> (isChosen(row) ? "> " : "  ") + row.line().text())
                .toList();
    }
}
