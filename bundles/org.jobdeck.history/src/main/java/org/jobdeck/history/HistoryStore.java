package org.jobdeck.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.type.LongDataType;
import org.h2.mvstore.type.StringDataType;
import org.jobdeck.loop.Clock;

/**
 * The history in a file that only its user can read.
 *
 * <p>Whatever is wrong with the file, there is a store: then one that lives in memory, and {@link #remark()} says why. A
 * file that cannot be read is put aside, not deleted. What has been committed survives the sudden death of the process.
 *
 * <p>Every method may wait for the disk. One thread at a time.
 */
public final class HistoryStore implements AutoCloseable {

    /** The file in its folder. */
    public static final String FILE = "jobs.mv";

    /** How long closing may take to make the file small, in milliseconds. */
    private static final int COMPACTION_MILLIS = 50;

    private final HistoryLimits limits;
    private final Clock clock;
    private final MVStore store;
    private final MVMap<Long, String> entries;
    private final String remark;
    private final boolean kept;
    /** What was read already, by number; null until somebody wants to see all. */
    private NavigableMap<Long, HistoryEntry> read;

    private HistoryStore(MVStore store, HistoryLimits limits, Clock clock, boolean kept, String remark) {
        this.limits = limits;
        this.clock = clock;
        this.store = store;
        this.entries = open(store);
        this.kept = kept;
        this.remark = remark;
    }

    private static MVMap<Long, String> open(MVStore store) {
        return store.openMap(
                "jobs",
                new MVMap.Builder<Long, String>().keyType(LongDataType.INSTANCE).valueType(StringDataType.INSTANCE));
    }

    /** Opens the history in that folder, which is made if it is not there. */
    public static HistoryStore open(Path folder, HistoryLimits limits, Clock clock) {
        Path file = folder.resolve(FILE);
        try {
            prepare(folder, file);
            return new HistoryStore(read(file), limits, clock, true, null);
        } catch (MVStoreException e) {
            return e.getErrorCode() == DataUtils.ERROR_FILE_LOCKED
                    ? inMemory(
                            limits,
                            clock,
                            "The history is in use by another Jobdeck, so what happens in this window is not kept in it.")
                    : beginAnew(file, limits, clock, e);
        } catch (IOException e) {
            return inMemory(
                    limits,
                    clock,
                    "The history '" + file + "' cannot be written (" + reason(e)
                            + "), so what happens in this window is not kept.");
        }
    }

    private static HistoryStore beginAnew(Path file, HistoryLimits limits, Clock clock, MVStoreException why) {
        Path aside = file.resolveSibling(FILE + ".broken-" + clock.now().toEpochMilli());
        try {
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
            prepare(file.getParent(), file);
            return new HistoryStore(
                    read(file),
                    limits,
                    clock,
                    true,
                    "The history could not be read (" + firstLine(why) + ") and was put aside as '" + aside
                            + "'; a new one was begun.");
        } catch (IOException | MVStoreException e) {
            return inMemory(
                    limits,
                    clock,
                    "The history '" + file + "' could not be read and cannot be put aside (" + reason(e)
                            + "), so what happens in this window is not kept.");
        }
    }

    /** A history that ends with the process. */
    static HistoryStore inMemory(HistoryLimits limits, Clock clock) {
        return inMemory(limits, clock, null);
    }

    private static HistoryStore inMemory(HistoryLimits limits, Clock clock, String remark) {
        return new HistoryStore(new MVStore.Builder().open(), limits, clock, false, remark);
    }

    /** Makes folder and file if they are not there, for their user's eyes only where the file system can do that. */
    private static void prepare(Path folder, Path file) throws IOException {
        boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] forFolder = posix ? only("rwx------") : new FileAttribute<?>[0];
        Files.createDirectories(folder, forFolder);
        if (!Files.exists(file)) {
            Files.createFile(file, posix ? only("rw-------") : new FileAttribute<?>[0]);
        }
        if (!Files.isWritable(file)) {
            throw new IOException("it may not be written");
        }
        if (posix) {
            Set<PosixFilePermission> own = PosixFilePermissions.fromString("rw-------");
            if (!Files.getPosixFilePermissions(file).equals(own)) {
                Files.setPosixFilePermissions(file, own);
            }
        }
    }

    private static FileAttribute<?>[] only(String rights) {
        return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights))};
    }

    /** Opens the file and looks at all of it: damage is to be found now, not when a user looks for an entry. */
    private static MVStore read(Path file) {
        MVStore opened = new MVStore.Builder().fileName(file.toString()).open();
        try {
            open(opened).forEach((id, text) -> {});
            return opened;
        } catch (RuntimeException e) {
            opened.closeImmediately();
            throw e instanceof MVStoreException told
                    ? told
                    : new MVStoreException(DataUtils.ERROR_FILE_CORRUPT, String.valueOf(e.getMessage()));
        }
    }

    /** What the user should know about it, a sentence; empty if all is well. */
    public Optional<String> remark() {
        return Optional.ofNullable(remark);
    }

    /** Whether it outlives the process. */
    public boolean isKept() {
        return kept;
    }

    /** A number for a new entry, greater than all in use. */
    public long nextId() {
        Long last = entries.lastKey();
        return last == null ? 1 : last + 1;
    }

    /** Keeps an entry in place of the one of its number, if there is one; on disk with the next {@link #commit()}. */
    public void put(HistoryEntry entry) {
        entries.put(entry.id(), HistoryJson.write(entry).toString());
        if (read != null) {
            read.put(entry.id(), entry);
        }
    }

    /** The entry of that number. */
    public Optional<HistoryEntry> find(long id) {
        return Optional.ofNullable(entries.get(id)).flatMap(HistoryJson::read);
    }

    /** Forgets entries; numbers that are not there are left out. */
    public void delete(Collection<Long> ids) {
        ids.forEach(entries::remove);
        if (read != null) {
            read.keySet().removeAll(ids);
        }
    }

    /** All entries, the newest first; what cannot be understood is left out. */
    public List<HistoryEntry> newestFirst() {
        if (read == null) {
            read = new TreeMap<>();
            entries.forEach((id, text) -> HistoryJson.read(text).ifPresent(entry -> read.put(id, entry)));
        }
        return List.copyOf(read.descendingMap().values());
    }

    /** Those entries that ended like that, or have not, the newest first; reads no others. */
    List<HistoryEntry> endedLike(HistoryOutcome outcome) {
        String word = HistoryJson.quoted(outcome);
        List<HistoryEntry> found = new ArrayList<>();
        entries.forEach((id, text) -> {
            if (text.contains(word)) {
                HistoryJson.read(text)
                        .filter(entry -> entry.outcome() == outcome)
                        .ifPresent(found::add);
            }
        });
        return found.reversed();
    }

    /** How many entries there are. */
    public int size() {
        return entries.size();
    }

    /** Forgets what is beyond the limits, oldest first, but nothing that is still open; returns how many those were. */
    public int prune() {
        Instant oldest = clock.now().minus(limits.age());
        int surplus = entries.size() - limits.entries();
        List<Long> gone = new ArrayList<>();
        for (Long id : entries.keySet()) {
            Optional<HistoryEntry> entry = HistoryJson.read(entries.get(id));
            boolean old = entry.map(it -> it.created().isBefore(oldest)).orElse(true);
            if (gone.size() >= surplus && !old) {
                break;
            }
            if (entry.isEmpty() || !entry.get().outcome().isOpen()) {
                gone.add(id);
            }
        }
        delete(gone);
        return gone.size();
    }

    /** Brings everything to the disk, as far as it can be lost with the process. */
    public void commit() {
        store.commit();
    }

    /** Whether it is closed, by its user or by a failure of the disk: then nothing can be written any more. */
    public boolean isClosed() {
        return store.isClosed();
    }

    @Override
    public void close() {
        store.close(COMPACTION_MILLIS);
    }

    private static String reason(Exception e) {
        return e instanceof java.nio.file.FileSystemException failed && failed.getReason() != null
                ? failed.getReason()
                : firstLine(e);
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
