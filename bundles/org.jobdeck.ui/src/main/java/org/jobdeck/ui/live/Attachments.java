package org.jobdeck.ui.live;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jobdeck.qmp.client.QmpAddress;
import org.jobdeck.source.JobSource;
import org.jobdeck.source.SourceState;
import org.jobdeck.ui.model.RowKey;

/** The monitors that the window is attached to. User interface thread only. */
public final class Attachments implements AutoCloseable {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1");

    private record Attached(QmpAddress address, JobSource source) {}

    private final Attacher attacher;
    private final UiAdapter adapter;
    private final Map<Integer, Attached> attached = new TreeMap<>();

    Attachments(Attacher attacher, UiAdapter adapter) {
        this.attacher = attacher;
        this.adapter = adapter;
    }

    /** Attaches to a monitor, unless the window is attached to it; returns the number of its source. */
    public int attach(QmpAddress address) {
        for (Map.Entry<Integer, Attached> entry : attached.entrySet()) {
            if (entry.getValue().address.equals(address)) {
                tryAgain(entry.getKey());
                return entry.getKey();
            }
        }
        JobSource source = attacher.attach(address);
        int number = adapter.add(source);
        attached.put(number, new Attached(address, source));
        return number;
    }

    /** Frees the monitor of a source and shows the source no more; does nothing if it is none of these. */
    public void detach(int number) {
        Attached left = attached.remove(number);
        if (left != null) {
            adapter.remove(number);
            left.source.close();
        }
    }

    /** Attaches anew at once where the source waits or has given up. */
    public void tryAgain(int number) {
        Attached again = attached.get(number);
        if (again != null && again.source.status().state() != SourceState.LIVE) {
            again.source.retry();
        }
    }

    /** Whether the files of a source are those of this machine, as far as its address tells. */
    public boolean isLocal(int number) {
        Attached found = attached.get(number);
        return found == null
                || switch (found.address) {
                    case QmpAddress.Unix _ -> true;
                    case QmpAddress.Tcp(String host, int _) -> LOOPBACK.contains(host);
                };
    }

    /** The numbers of the sources to which the rows belong that can be detached. */
    public List<Integer> of(List<? extends RowKey> rows) {
        return rows.stream()
                .map(RowKey::source)
                .distinct()
                .filter(attached::containsKey)
                .toList();
    }

    @Override
    public void close() {
        List.copyOf(attached.keySet()).forEach(this::detach);
    }
}
