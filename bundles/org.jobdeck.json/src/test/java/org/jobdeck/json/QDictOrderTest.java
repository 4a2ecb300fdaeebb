package org.jobdeck.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QDictOrderTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "timestamp event data",
                "status id",
                "return id",
                "id error",
                "class desc",
                "seconds microseconds",
                "device len offset speed type",
                "current-progress status total-progress type id error",
                "version capabilities",
                "qemu package",
                "zzzzzzzzzzz  ééé é \0 a"
            })
    void namesComeInTheOrderSeenOnTheWireHoweverInserted(String wire) {
        List<String> expected = Arrays.asList(wire.split(" "));
        List<String> names = new ArrayList<>(expected);
        Random random = new Random(wire.hashCode());
        for (int i = 0; i < 20; i++) {
            Collections.shuffle(names, random);
            assertEquals(expected, QDictOrder.sort(names));
        }
    }

    @ParameterizedTest
    @CsvSource({"id, 486", "error, 489", "return, 401", "a, 233", "b, 340", "'', 57"})
    void bucketsAreThoseOfTheHash(String name, int bucket) {
        assertEquals(bucket, QDictOrder.bucket(name));
    }

    @Test
    void versionNumbersShareABucketAndAreInsertedFromMajorToMicro() {
        assertEquals(QDictOrder.bucket("micro"), QDictOrder.bucket("minor"));
        assertEquals(List.of("micro", "minor", "major"), QDictOrder.sort(List.of("major", "minor", "micro")));
    }

    @Test
    void ofTwoNamesInOneBucketTheLaterComesFirst() {
        Map<Integer, String> byBucket = new HashMap<>();
        int pairs = 0;
        for (int i = 0; i < 600; i++) {
            String name = "name" + i;
            String other = byBucket.put(QDictOrder.bucket(name), name);
            if (other != null) {
                pairs++;
                assertEquals(List.of(name, other), QDictOrder.sort(List.of(other, name)));
                assertEquals(List.of(other, name), QDictOrder.sort(List.of(name, other)));
            }
        }
        assertTrue(pairs > 80, "there are more names than buckets");
    }

    @Test
    void allBucketsAreInTheTable() {
        for (int i = 0; i < 5_000; i++) {
            int bucket = QDictOrder.bucket(Integer.toString(i * 7919, 36) + "é");
            assertTrue(bucket >= 0 && bucket < 512, () -> "bucket " + bucket);
        }
    }
}
