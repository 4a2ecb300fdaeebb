package org.jobdeck.history;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import org.h2.mvstore.MVStoreException;
import org.jobdeck.loop.Clock;

/**
 * The history of one run of the program: takes notes and writes them, on a thread of its own, a few times a second.
 *
 * <p>Entries of an earlier run that are still open when it begins are those of jobs that went on without us, or of a run
 * that died. They are taken up again when their source is seen, or found to be over.
 *
 * <p>No method waits but {@link #close()}. Any thread.
 */
public final class HistoryJournal implements AutoCloseable {

    private static final Logger LOG = System.getLogger(HistoryJournal.class.getName());

    private static final long WRITE_EVERY_MILLIS = 500;
    private static final long PATIENCE_SECONDS = 5;

    private final ScheduledExecutorService thread;
    private final Clock clock;
    private final List<SourceNotes> sources = new CopyOnWriteArrayList<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final AtomicBoolean due = new AtomicBoolean();
    private final CompletableFuture<HistoryStore> store = new CompletableFuture<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile String trouble;

    private HistoryJournal(ScheduledExecutorService thread, Clock clock) {
        this.thread = thread;
        this.clock = clock;
    }

    /** Begins to open the history in that folder. */
    public static HistoryJournal start(Path folder, HistoryLimits limits, Clock clock) {
        return start(() -> HistoryStore.open(folder, limits, clock), clock);
    }

    /** Begins a history that ends with the process. */
    public static HistoryJournal startInMemory(HistoryLimits limits, Clock clock) {
        return start(() -> HistoryStore.inMemory(limits, clock), clock);
    }

    private static HistoryJournal start(Supplier<HistoryStore> opening, Clock clock) {
        ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
                task -> Thread.ofPlatform().daemon().name("history").unstarted(task));
        HistoryJournal journal = new HistoryJournal(thread, clock);
        thread.execute(() -> {
            try {
                journal.open(opening.get());
            } catch (RuntimeException e) {
                journal.store.completeExceptionally(e);
            }
        });
        return journal;
    }

    private void open(HistoryStore opened) {
        opened.remark().ifPresent(remark -> LOG.log(Level.WARNING, remark));
        for (HistoryEntry entry : opened.endedLike(HistoryOutcome.RUNNING)) {
            opened.put(
                    entry.origin().isOwn()
                            ? entry.ended(HistoryOutcome.INTERRUPTED, lastSeen(entry))
                            : entry.ended(HistoryOutcome.LEFT, null));
        }
        opened.prune();
        opened.commit();
        store.complete(opened);
    }

    private static Instant lastSeen(HistoryEntry entry) {
        return entry.states().isEmpty()
                ? entry.created()
                : entry.states().getLast().since();
    }

    /** Begins to take notes of a source's jobs. */
    public HistoryNotes follow(String address) {
        SourceNotes notes = new SourceNotes(address, clock, this::noted);
        sources.add(notes);
        return notes;
    }

    /** What the user should know about the history, a sentence; empty if all is well. Comes when it has been opened. */
    public CompletionStage<Optional<String>> remark() {
        return store.thenApply(opened -> Optional.ofNullable(trouble).or(opened::remark));
    }

    /** All that is known until now, the newest first; completes on the journal's thread. */
    public CompletionStage<List<HistoryEntry>> entries() {
        return ask(opened -> {
            write(opened);
            return opened.newestFirst();
        });
    }

    /** Forgets entries; those of jobs that are watched now come back with their next change of state. */
    public CompletionStage<Void> delete(Collection<Long> ids) {
        List<Long> copy = List.copyOf(ids);
        return ask(opened -> {
            opened.delete(copy);
            opened.commit();
            tellAll();
            return null;
        });
    }

    /**
     * Adds somebody who is told, on the journal's thread, that there are other entries than before.
     *
     * @return a handle that ends it
     */
    public AutoCloseable addListener(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Writes what is left and closes the history; what is still watched has been left. Waits for the disk. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        sources.forEach(SourceNotes::leave);
        CompletionStage<Void> written = ask(opened -> {
            write(opened);
            opened.close();
            return null;
        });
        try {
            written.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            LOG.log(Level.WARNING, "the history was not closed: nobody waits for it any more");
        } catch (ExecutionException | TimeoutException e) {
            LOG.log(Level.WARNING, "the history was not closed", e);
        }
        thread.shutdown();
    }

    private void noted() {
        if (due.compareAndSet(false, true)) {
            try {
                thread.schedule(() -> write(store.join()), WRITE_EVERY_MILLIS, TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                LOG.log(Level.DEBUG, "a note came after the history was closed");
            }
        }
    }

    private void write(HistoryStore opened) {
        due.set(false);
        if (opened.isClosed()) {
            sources.forEach(SourceNotes::drop);
            return;
        }
        try {
            boolean any = false;
            for (SourceNotes notes : sources) {
                any |= notes.write(opened);
            }
            sources.removeIf(SourceNotes::isOver);
            if (any) {
                opened.prune();
                opened.commit();
                tellAll();
            }
        } catch (MVStoreException e) {
            trouble = "The history cannot be written any more ("
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse("")
                    + "); what happens from here on is not kept.";
            LOG.log(Level.WARNING, trouble, e);
            tellAll();
        }
    }

    private <T> CompletionStage<T> ask(Function<HistoryStore, T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        try {
            thread.execute(() -> {
                try {
                    answer.complete(question.apply(store.join()));
                } catch (RuntimeException e) {
                    answer.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) {
            answer.completeExceptionally(new IllegalStateException("The history is closed.", e));
        }
        return answer;
    }

    private void tellAll() {
        listeners.forEach(Runnable::run);
    }
}
