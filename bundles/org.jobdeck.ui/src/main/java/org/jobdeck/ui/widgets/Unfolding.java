package org.jobdeck.ui.widgets;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.jobdeck.ui.model.RowKey;

/** Which rows are to be unfolded: as they are by themselves, or as the user left them. User interface thread only. */
final class Unfolding {

    /** Rows that the user has folded or unfolded are remembered even while a filter hides them, up to so many. */
    private static final int MOST_REMEMBERED = 1000;

    private static final int MOST_UNFOLDED = 200;

    private final Set<RowKey> folded = new HashSet<>();
    private final Set<RowKey> unfolded = new HashSet<>();

    /** The user has folded or unfolded the row. */
    void set(RowKey key, boolean open) {
        (open ? folded : unfolded).remove(key);
        (open ? unfolded : folded).add(key);
    }

    /**
     * Whether the row is to be unfolded.
     *
     * @param beside how many rows there are side by side with it, itself included: many stay folded until the user unfolds
     *     them, because each that is not costs time
     */
    boolean isWanted(RowKey key, int beside) {
        return switch (key) {
            case RowKey.Source _, RowKey.Group _, RowKey.Txn _ ->
                beside <= MOST_UNFOLDED ? !folded.contains(key) : unfolded.contains(key);
            case RowKey.Job _ -> unfolded.contains(key);
            case RowKey.Node _ -> false;
        };
    }

    /** Forgets rows that are gone, once too many are remembered. */
    void forget(Predicate<RowKey> gone) {
        if (folded.size() + unfolded.size() > MOST_REMEMBERED) {
            folded.removeIf(gone);
            unfolded.removeIf(gone);
        }
    }
}
