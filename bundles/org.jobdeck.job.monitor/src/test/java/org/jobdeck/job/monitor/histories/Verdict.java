package org.jobdeck.job.monitor.histories;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jobdeck.job.common.JobEvent;
import org.jobdeck.job.common.JobStatus;

/** Judges a run that has come to its end by its events and the calls of its drivers. */
final class Verdict {

    private final History history;
    private final Journal journal;

    private Verdict(History history, Journal journal) {
        this.history = history;
        this.journal = journal;
    }

    static void judge(History history, Journal journal) {
        Verdict verdict = new Verdict(history, journal);
        history.jobs().forEach(verdict::judgeEvents);
        history.jobs().forEach(verdict::judgeCalls);
        verdict.judgeGroup();
    }

    private void judgeEvents(JobScript script) {
        List<JobStatus> way = new ArrayList<>();
        way.add(JobStatus.UNDEFINED);
        JobEvent last = null;
        for (JobEvent event : journal.events()) {
            if (event.id().equals(script.id()) && event instanceof JobEvent.StatusChange change) {
                JobStatus before = way.getLast();
                way.add(change.status());
                expect(
                        before != change.status() && before.canBecome(change.status()),
                        script,
                        "went from " + before + " to " + change.status());
                expect(last == null || last.key().equals(event.key()), script, "has events of another job");
                last = event;
            }
        }
        expect(way.getLast() == JobStatus.NULL, script, "has no event of its end, only " + way);
    }

    private void judgeCalls(JobScript script) {
        List<String> calls = journal.calls(script.number());
        Integer result = journal.result(script.number());
        boolean good = Objects.equals(result, 0);
        expect(result != null && count(script, "completion") == 1, script, "was not completed once: " + calls);
        expect(count(script, "commit") == (good ? 1 : 0), script, "ended with " + result + ", but " + calls);
        expect(count(script, "abort") == (good ? 0 : 1), script, "ended with " + result + ", but " + calls);
        expect(count(script, "clean") == 1, script, "was not cleaned once: " + calls);
        expect(count(script, "free") == 1, script, "was not freed once: " + calls);
        expect(count(script, "run") <= 1, script, "ran twice: " + calls);
        expect(count(script, "prepare") <= 1, script, "was prepared twice: " + calls);
        expect(
                count(script, "pause") == count(script, "resume"),
                script,
                "was not resumed as often as paused: " + calls);
        List<String> end = List.of(good ? "commit" : "abort", "clean", "completion", "free");
        expect(
                calls.stream().filter(end::contains).toList().equals(end),
                script,
                "came to its end in another order: " + calls);
        int prepared = calls.indexOf("prepare");
        expect(prepared < 0 || prepared > calls.lastIndexOf("resume"), script, "was prepared in its body: " + calls);
    }

    private void judgeGroup() {
        List<JobScript> group =
                history.jobs().stream().filter(JobScript::grouped).toList();
        long good = group.stream()
                .filter(script -> Objects.equals(journal.result(script.number()), 0))
                .count();
        journal.expect(
                good == 0 || good == group.size(), "of " + group.size() + " jobs in a group, " + good + " succeeded");
    }

    private long count(JobScript script, String call) {
        return journal.count(script.number(), call);
    }

    private void expect(boolean holds, JobScript script, String otherwise) {
        if (!holds) {
            journal.fault(script.id() + " " + otherwise);
        }
    }
}
