package org.jobdeck.json;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * The names of the members of an object in the order in which they are written. A writer meets the same names again and
 * again, as in a list of jobs, and puts them in order once.
 */
final class MemberNames {
    private static final int REMEMBERED = 8;

    private final List<String> inserted;
    private final List<String> ordered;

    private MemberNames(Collection<String> names) {
        inserted = List.copyOf(names);
        ordered = QDictOrder.sort(names);
    }

    private boolean areThoseOf(Set<String> names) {
        if (names.size() != inserted.size()) {
            return false;
        }
        Iterator<String> others = names.iterator();
        for (String name : inserted) {
            if (!name.equals(others.next())) {
                return false;
            }
        }
        return true;
    }

    /** The orders of the objects that were met last. Belongs to one thread. */
    static final class Memory {
        private final List<MemberNames> known = new ArrayList<>();

        /** The names, given in order of insertion, as {@link QDictOrder#sort} orders them. */
        List<String> sort(Set<String> names) {
            if (names.size() < 2) {
                return List.copyOf(names);
            }
            for (MemberNames candidate : known) {
                if (candidate.areThoseOf(names)) {
                    return candidate.ordered;
                }
            }
            MemberNames added = new MemberNames(names);
            if (known.size() == REMEMBERED) {
                known.removeLast();
            }
            known.addFirst(added);
            return added.ordered;
        }
    }
}
