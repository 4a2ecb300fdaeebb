package org.jobdeck.exploration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The set of fingerprints, and fingerprints. */
class LongSetTest {

    @Test
    void agreesWithASetOfTheLibrary() {
        LongSet set = new LongSet();
        Set<Long> expected = new HashSet<>();
        Random random = new Random(7);
        for (int i = 0; i < 50_000; i++) {
            long value = random.nextInt(30_000) - 15_000L << (i % 3 * 20);
            assertEquals(expected.add(value), set.add(value));
        }
        assertEquals(expected.size(), set.size());
    }

    @Test
    void zeroIsAValueToo() {
        LongSet set = new LongSet();
        assertTrue(set.add(0));
        assertFalse(set.add(0));
        assertEquals(1, set.size());
    }

    @Test
    void theOrderOfWhatIsMixedInCounts() {
        assertEquals(
                new Fingerprint().add(1).add("a").value(),
                new Fingerprint().add(1).add("a").value());
        assertNotEquals(
                new Fingerprint().add(1).add(2).value(),
                new Fingerprint().add(2).add(1).value());
        assertNotEquals(
                new Fingerprint().add(true).value(),
                new Fingerprint().add(false).value());
    }
}
