package org.jobdeck.job.common.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class VersionLogTest {

    private final VersionLog log = new VersionLog();
    private final NavigableMap<Long, JobCore> model = new TreeMap<>();
    private long version;

    @Test
    void itHoldsWhatATreeWouldHold() {
        try (CoreRig rig = new CoreRig()) {
            List<JobCore> jobs = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                jobs.add(rig.create("job" + i, null));
            }
            Random random = new Random(1);
            for (int round = 0; round < 20_000; round++) {
                // grows to some hundreds and shrinks again, several times
                boolean growing = round / 500 % 2 == 0;
                if (random.nextInt(10) < (growing ? 8 : 2)) {
                    version += 1 + random.nextInt(3);
                    add(jobs.get(random.nextInt(jobs.size())));
                } else if (!model.isEmpty()) {
                    Long key = model.ceilingKey(1 + (long) (random.nextDouble() * model.lastKey()));
                    log.remove(key);
                    model.remove(key);
                }
                long from = version == 0 ? 0 : random.nextLong(version + 1);
                assertEquals(List.copyOf(model.tailMap(from, false).keySet()), versionsAfter(from));
            }
        }
    }

    @Test
    void placesThatWereLeftAreUsedAgain() {
        try (CoreRig rig = new CoreRig()) {
            JobCore job = rig.create("job0", null);
            add(job);
            version++;
            add(job);
            for (int i = 0; i < 100_000; i++) {
                log.remove(version);
                version++;
                log.add(version, job);
                log.remove(1);
            }
            assertEquals(List.of(version), versionsAfter(0));
            assertTrue(log.capacity() <= 64, "" + log.capacity());
        }
    }

    @Test
    void whatIsNotThereIsNotRemoved() {
        log.remove(7);
        assertEquals(0, log.end());
    }

    private void add(JobCore job) {
        log.add(version, job);
        model.put(version, job);
    }

    private List<Long> versionsAfter(long from) {
        List<Long> found = new ArrayList<>();
        for (int place = log.placeAfter(from); place < log.end(); place++) {
            if (log.jobAt(place) != null) {
                found.add(log.versionAt(place));
                assertEquals(model.getOrDefault(log.versionAt(place), log.jobAt(place)), log.jobAt(place));
            }
        }
        return found;
    }
}
