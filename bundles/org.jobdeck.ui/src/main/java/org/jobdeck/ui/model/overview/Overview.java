package org.jobdeck.ui.model.overview;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.ui.model.JobView;
import org.jobdeck.ui.model.StateText;
import org.jobdeck.ui.model.Tone;

/**
 * All jobs of all sources at one moment.
 *
 * @param jobs how many there are
 * @param moving how many of them move
 * @param rate how fast they go together, in units a second
 * @param states how many look how, those that want to be seen first
 * @param deciding those that wait for an order of the user: ready and pending
 * @param stopped those that an I/O error has stopped
 * @param stalled those that should move and do not
 * @param undismissed those that are over and wait to be dismissed
 */
public record Overview(
        int jobs,
        int moving,
        long rate,
        List<StateCount> states,
        List<JobView> deciding,
        List<JobView> stopped,
        List<JobView> stalled,
        int undismissed) {

    /**
     * How many jobs look the same.
     *
     * @param words their state in a word or two, as within a sentence
     * @param tone their colour
     * @param jobs how many they are
     */
    public record StateCount(String words, Tone tone, int jobs) {}

    /** Makes the lists unmodifiable. */
    public Overview {
        states = List.copyOf(states);
        deciding = List.copyOf(deciding);
        stopped = List.copyOf(stopped);
        stalled = List.copyOf(stalled);
    }

    /** What the jobs look like. */
    public static Overview of(Collection<JobView> jobs) {
        Map<String, StateCount> states = new TreeMap<>();
        List<JobView> deciding = new ArrayList<>();
        List<JobView> stopped = new ArrayList<>();
        List<JobView> stalled = new ArrayList<>();
        int undismissed = 0;
        int moving = 0;
        long rate = 0;
        for (JobView job : jobs) {
            String words = StateText.within(job);
            states.merge(
                    words,
                    new StateCount(words, Tone.of(job), 1),
                    (a, b) -> new StateCount(words, a.tone(), a.jobs() + b.jobs()));
            rate += job.rate();
            moving += job.rate() > 0 ? 1 : 0;
            undismissed += job.snapshot().status() == JobStatus.CONCLUDED && !job.isEnded() ? 1 : 0;
            if (Tone.of(job) == Tone.ATTENTION) {
                deciding.add(job);
            }
            if (Tone.of(job) == Tone.FAILED
                    && !job.isEnded()
                    && !job.snapshot().status().isCompleted()) {
                stopped.add(job);
            }
            if (job.isStalled()) {
                stalled.add(job);
            }
        }
        List<StateCount> loudestFirst = states.values().stream()
                .sorted(Comparator.comparing((StateCount count) -> count.tone().rank())
                        .thenComparing(StateCount::words))
                .toList();
        return new Overview(jobs.size(), moving, rate, loudestFirst, deciding, stopped, stalled, undismissed);
    }
}
