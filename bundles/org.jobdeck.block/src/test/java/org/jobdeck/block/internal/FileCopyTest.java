package org.jobdeck.block.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes on their way from file to file. */
class FileCopyTest {

    private static final int SIZE = (1 << 20) + 700;

    @TempDir
    private Path folder;

    /** Data, and zeroes of a page, of less and of more. */
    private static byte[] mixture() {
        byte[] data = new byte[SIZE];
        new Random(1).nextBytes(data);
        Arrays.fill(data, 8192, 12288, (byte) 0);
        Arrays.fill(data, 20000, 21000, (byte) 0);
        Arrays.fill(data, 250_000, 600_000, (byte) 0);
        Arrays.fill(data, SIZE - 100, SIZE, (byte) 0);
        return data;
    }

    private byte[] copied(byte[] before, int zeroUnit, int from, int to, int bytes) throws Exception {
        Path source = Files.write(folder.resolve("source"), mixture());
        Path target = Files.write(folder.resolve("target"), before);
        HostFile in = HostFiles.open(source.toString(), true, false);
        HostFile out = HostFiles.open(target.toString(), false, false);
        new FileCopy(in, out, zeroUnit).copy(from, to, bytes);
        in.close();
        out.close();
        return Files.readAllBytes(target);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 512, 4096, 65536})
    void allIsThereWhateverIsLeftOut(int zeroUnit) throws Exception {
        assertArrayEquals(mixture(), copied(new byte[SIZE], zeroUnit, 0, 0, SIZE));
    }

    @Test
    void zeroesAreWrittenWhereTheyAreNotToBeLeftOut() throws Exception {
        byte[] before = new byte[SIZE];
        Arrays.fill(before, (byte) 7);
        assertArrayEquals(mixture(), copied(before, 0, 0, 0, SIZE));
    }

    @Test
    void wholeUnitsOfZeroesAreNotWrittenAndNothingElseIsTouched() throws Exception {
        byte[] before = new byte[SIZE];
        Arrays.fill(before, (byte) 7);
        byte[] after = copied(before, 4096, 4096, 8192, 300_000);
        byte[] wanted = before.clone();
        System.arraycopy(mixture(), 4096, wanted, 8192, 300_000);
        // the page of zeroes, and those pages of the long run that lie wholly in the range
        Arrays.fill(wanted, 12288, 16384, (byte) 7);
        int first = (250_000 - 4096 + 4095) / 4096 * 4096;
        Arrays.fill(wanted, 8192 + first, 8192 + 300_000, (byte) 7);
        assertEquals(-1, Arrays.mismatch(wanted, after));
    }
}
