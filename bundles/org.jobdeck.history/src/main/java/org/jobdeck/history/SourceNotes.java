package org.jobdeck.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.jobdeck.job.common.JobKey;
import org.jobdeck.loop.Clock;

/**
 * The notes of one source. They are taken on any thread; everything else happens on the journal's.
 *
 * <p>Of a job that changes many times between two writings only the last is written.
 */
final class SourceNotes implements HistoryNotes {

    /** Answers to verbs may come when their job has ended; so many jobs that have ended are remembered for that. */
    private static final int REMEMBERED = 1000;

    private sealed interface Note {
        record Seen(JobKey key, long txn, Supplier<HistoryEntry> entry) implements Note {}

        record Asked(JobKey key, HistoryVerb verb) implements Note {}

        record Complete() implements Note {}

        record Left() implements Note {}
    }

    /** What is known of one job. */
    private static final class Known {
        private final List<HistoryVerb> verbs = new ArrayList<>();
        private long id;
        private long txn;
        private HistoryEntry adopted;
        private HistoryEntry entry;

        boolean isOver() {
            return entry != null && !entry.outcome().isOpen();
        }
    }

    private final String address;
    private final Clock clock;
    private final Runnable noted;
    private final ConcurrentLinkedQueue<Note> taken = new ConcurrentLinkedQueue<>();
    private final Map<JobKey, Known> jobs = new LinkedHashMap<>();
    private final Map<Long, List<Known>> txns = new HashMap<>();
    private List<HistoryEntry> leftHere;
    private boolean over;

    SourceNotes(String address, Clock clock, Runnable noted) {
        this.address = address;
        this.clock = clock;
        this.noted = noted;
    }

    @Override
    public void job(JobKey key, long txn, Supplier<HistoryEntry> entry) {
        take(new Note.Seen(key, txn, entry));
    }

    @Override
    public void verb(JobKey key, HistoryVerb verb) {
        take(new Note.Asked(key, verb));
    }

    @Override
    public void complete() {
        take(new Note.Complete());
    }

    @Override
    public void leave() {
        take(new Note.Left());
    }

    private void take(Note note) {
        taken.add(note);
        noted.run();
    }

    boolean isOver() {
        return over;
    }

    /** Forgets what was noted: there is nowhere to write it. */
    void drop() {
        taken.clear();
    }

    /** Writes what was noted; whether that was anything. */
    boolean write(HistoryStore store) {
        Map<JobKey, Note.Seen> latest = new LinkedHashMap<>();
        boolean any = false;
        Note note = taken.poll();
        while (note != null) {
            any = true;
            switch (note) {
                case Note.Seen seen -> latest.put(seen.key(), seen);
                case Note.Asked asked -> {
                    see(store, latest.remove(asked.key()));
                    asked(store, asked);
                }
                case Note.Complete _ -> {
                    latest.values().forEach(seen -> see(store, seen));
                    latest.clear();
                    settle(store);
                }
                case Note.Left _ -> {
                    latest.values().forEach(seen -> see(store, seen));
                    latest.clear();
                    left(store);
                }
            }
            note = taken.poll();
        }
        latest.values().forEach(seen -> see(store, seen));
        forgetOldest();
        return any;
    }

    private void see(HistoryStore store, Note.Seen seen) {
        if (seen == null || over) {
            return;
        }
        HistoryEntry now = seen.entry().get();
        Known known = jobs.get(seen.key());
        if (known == null) {
            known = new Known();
            jobs.put(seen.key(), known);
            adopt(store, known, now);
            join(known, seen.txn());
        }
        known.entry = known.adopted == null ? now : known.adopted.continuedBy(now);
        put(store, known);
    }

    /** A job that was there when Jobdeck left is the same if nothing speaks against it: no job goes back. */
    private void adopt(HistoryStore store, Known known, HistoryEntry now) {
        Optional<HistoryEntry> left = leftHere(store).stream()
                .filter(entry -> entry.job().equals(now.job()) && entry.type().equals(now.type()))
                .filter(entry -> entry.progress().current() <= now.progress().current())
                .findFirst();
        left.ifPresent(leftHere(store)::remove);
        known.adopted = left.orElse(null);
        known.id = left.map(HistoryEntry::id).orElseGet(store::nextId);
        left.ifPresent(entry -> known.verbs.addAll(entry.verbs()));
    }

    private void join(Known known, long txn) {
        known.txn = txn;
        if (txn == 0) {
            return;
        }
        txns.computeIfAbsent(txn, t -> new ArrayList<>()).add(known);
    }

    /** Writes the job, and those members of its transaction that were written without knowing of it. */
    private void put(HistoryStore store, Known known) {
        List<Known> members = txns.getOrDefault(known.txn, List.of());
        List<String> names = members.stream()
                .filter(member -> member.entry != null)
                .map(member -> member.entry.job())
                .toList();
        for (Known each : members.isEmpty() ? List.of(known) : members) {
            if (each == known || each.entry != null && !each.entry.members().equals(names)) {
                each.entry = each.entry.withId(each.id).with(names, each.verbs);
                store.put(each.entry);
            }
        }
    }

    private void asked(HistoryStore store, Note.Asked asked) {
        Known known = jobs.get(asked.key());
        if (known == null) {
            return;
        }
        known.verbs.removeIf(asked.verb()::isSameAs);
        known.verbs.add(asked.verb());
        put(store, known);
    }

    /** What was left here and has not been taken up again is over, and nobody saw how. */
    private void settle(HistoryStore store) {
        for (HistoryEntry entry : leftHere(store)) {
            store.put(entry.ended(HistoryOutcome.UNKNOWN, clock.now()));
        }
        leftHere(store).clear();
    }

    /** The entries of jobs that were there when Jobdeck left and have not been found again, newest first. */
    private List<HistoryEntry> leftHere(HistoryStore store) {
        if (leftHere == null) {
            leftHere = new ArrayList<>();
            if (!address.isEmpty()) {
                store.endedLike(HistoryOutcome.LEFT).stream()
                        .filter(entry -> entry.origin().address().equals(address))
                        .forEach(leftHere::add);
            }
        }
        return leftHere;
    }

    private void left(HistoryStore store) {
        if (over) {
            return;
        }
        over = true;
        for (Known known : jobs.values()) {
            if (!known.isOver()) {
                known.entry = address.isEmpty()
                        ? known.entry.ended(HistoryOutcome.INTERRUPTED, clock.now())
                        : known.entry.ended(HistoryOutcome.LEFT, null);
                put(store, known);
            }
        }
    }

    private void forgetOldest() {
        long surplus = jobs.values().stream().filter(Known::isOver).count() - REMEMBERED;
        if (surplus > 0) {
            List<JobKey> oldest = jobs.entrySet().stream()
                    .filter(entry -> entry.getValue().isOver())
                    .limit(surplus)
                    .map(Map.Entry::getKey)
                    .toList();
            oldest.forEach(key -> forget(jobs.remove(key)));
        }
    }

    private void forget(Known known) {
        txns.computeIfPresent(known.txn, (txn, members) -> {
            members.remove(known);
            return members.isEmpty() ? null : members;
        });
    }
}
