package org.jobdeck.job.common.internal;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jobdeck.job.common.Changes;
import org.jobdeck.job.common.JobEnding;
import org.jobdeck.job.common.JobLock;
import org.jobdeck.job.common.JobLock.Held;
import org.jobdeck.job.common.JobSnapshot;

/**
 * Which visible job changed when, counted in versions, so that a reader copies only what is new to it.
 *
 * <p>Guarded by the job lock, but for the queue of jobs whose progress moved, which takes no lock.
 */
final class ChangeLog {

    private static final Logger LOG = System.getLogger(ChangeLog.class.getName());

    /** How many removals are remembered; an asker who has missed more starts afresh. */
    private static final int REMEMBERED_REMOVALS = 4096;

    /** After so many removals of jobs whose progress nobody read, at the earliest, their marks are thrown away. */
    private static final int FEWEST_ORPHANS = 256;

    private record Removal(long version, JobEnding ending) {}

    private final JobLock lock;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final VersionLog byVersion = new VersionLog();
    private final ArrayDeque<Removal> removals = new ArrayDeque<>();
    private final Queue<JobCore> progressMoved = new ConcurrentLinkedQueue<>();
    private int orphans;
    private int mostOrphans = FEWEST_ORPHANS;
    private long version;
    private long forgottenUpTo;

    ChangeLog(JobLock lock) {
        this.lock = lock;
    }

    AutoCloseable addListener(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** The job differs from before. Jobs that are hidden or gone are left out. */
    void touch(Held held, JobCore job) {
        if (raise(held, job)) {
            tellAll();
        }
    }

    private boolean raise(Held held, JobCore job) {
        lock.require(held);
        if (job.internal() || job.changeVersion(held) < 0) {
            return false;
        }
        byVersion.remove(job.changeVersion(held));
        version++;
        job.setChangeVersion(held, version);
        byVersion.add(version, job);
        return true;
    }

    /** The job is gone. */
    void remove(Held held, JobCore job) {
        lock.require(held);
        if (job.internal() || job.changeVersion(held) < 0) {
            return;
        }
        byVersion.remove(job.changeVersion(held));
        if (!job.claimProgressMark()) {
            // the mark stays, so that it does not come back
            orphans++;
        }
        job.setChangeVersion(held, -1);
        forgetOrphans(held);
        version++;
        removals.add(new Removal(version, job.ending(held)));
        if (removals.size() > REMEMBERED_REMOVALS) {
            forgottenUpTo = removals.poll().version();
        }
        tellAll();
    }

    /** Without a reader nobody else takes them out of the queue. It has as many others at most, so a removal stays cheap. */
    private void forgetOrphans(Held held) {
        if (orphans >= mostOrphans) {
            progressMoved.removeIf(job -> job.changeVersion(held) < 0);
            orphans = 0;
            mostOrphans = Math.max(FEWEST_ORPHANS, progressMoved.size());
        }
    }

    /** The job's progress moved: any thread, no lock. */
    void progressMoved(JobCore job) {
        if (job.claimProgressMark()) {
            progressMoved.add(job);
            tellAll();
        }
    }

    /** How many jobs wait for somebody to read their progress. */
    int progressMarks() {
        return progressMoved.size();
    }

    private void tellAll() {
        for (Runnable listener : listeners) {
            try {
                listener.run();
            } catch (RuntimeException e) {
                // must not leave the job in the middle of a move
                LOG.log(Level.ERROR, "a listener for changes failed", e);
            }
        }
    }

    Changes since(Held held, long asked, int limit) {
        lock.require(held);
        foldProgress(held, limit);
        boolean resync = asked > 0 && asked < forgottenUpTo;
        long from = resync ? 0 : asked;
        Set<JobCore> picked = new LinkedHashSet<>();
        long reached = pick(held, from, limit, picked);
        List<JobSnapshot> upserted = new ArrayList<>(picked.size());
        for (JobCore job : picked) {
            upserted.add(job.snapshot(held));
        }
        if (reached < forgottenUpTo) {
            reached = postpone(held, picked);
        }
        // who starts afresh knows of no job that could be gone
        List<JobEnding> ended = from == 0 ? List.of() : endedBetween(held, from, reached);
        return new Changes(reached, upserted, ended, resync, reached < version || !progressMoved.isEmpty());
    }

    /**
     * For an asker that starts afresh and gets less than all at once: what it did not get is raised to new versions, so
     * that it can go on at a version from which all removals are remembered.
     *
     * @return that version
     */
    private long postpone(Held held, Set<JobCore> picked) {
        long now = version;
        List<JobCore> left = new ArrayList<>();
        for (int place = 0; place < byVersion.end(); place++) {
            JobCore job = byVersion.jobAt(place);
            if (job != null && !picked.contains(job)) {
                left.add(job);
            }
        }
        left.forEach(job -> raise(held, job));
        return now;
    }

    /**
     * As many marks as jobs are copied at most, so that the lock is not held for all that have moved. Marks come off before
     * the values are read, so that no later move is lost.
     */
    private void foldProgress(Held held, int limit) {
        for (int i = 0; i < limit; i++) {
            JobCore job = progressMoved.poll();
            if (job == null) {
                return;
            }
            if (job.changeVersion(held) >= 0) {
                job.clearProgressMark();
                raise(held, job);
            }
        }
    }

    /** Picks jobs in the order of their versions; returns the version up to which the answer is complete. */
    private long pick(Held held, long from, int limit, Set<JobCore> picked) {
        for (int place = byVersion.placeAfter(from); place < byVersion.end(); place++) {
            JobCore job = byVersion.jobAt(place);
            if (job == null) {
                continue;
            }
            picked.add(job);
            for (JobCore member : job.visibleTxnMembers(held)) {
                picked.add(member);
            }
            if (picked.size() >= limit) {
                return place == byVersion.end() - 1 ? version : byVersion.versionAt(place);
            }
        }
        return version;
    }

    private List<JobEnding> endedBetween(Held held, long from, long to) {
        lock.require(held);
        List<JobEnding> gone = new ArrayList<>();
        for (Removal removal : removals) {
            if (removal.version() > from && removal.version() <= to) {
                gone.add(removal.ending());
            }
        }
        return gone;
    }
}
