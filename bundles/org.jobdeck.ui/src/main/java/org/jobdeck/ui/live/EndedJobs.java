package org.jobdeck.ui.live;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jobdeck.job.common.JobKey;

/**
 * Which jobs of one source have ended and stay in the window until they are cleared, or until there are too many: then
 * those go that ended first. User interface thread only.
 */
final class EndedJobs {

    /** How many are kept of each source. */
    static final int MOST = 1000;

    private final Set<JobKey> oldestFirst = new LinkedHashSet<>();

    /** One more has ended; the keys that have to go for it. */
    List<JobKey> add(JobKey key) {
        oldestFirst.add(key);
        List<JobKey> tooMany = new ArrayList<>();
        Iterator<JobKey> oldest = oldestFirst.iterator();
        for (int over = oldestFirst.size() - MOST; over > 0; over--) {
            tooMany.add(oldest.next());
            oldest.remove();
        }
        return tooMany;
    }

    /** Forgets one; whether it was there. */
    boolean remove(JobKey key) {
        return oldestFirst.remove(key);
    }

    /** All of them, in the order in which they ended. */
    List<JobKey> keys() {
        return List.copyOf(oldestFirst);
    }
}
