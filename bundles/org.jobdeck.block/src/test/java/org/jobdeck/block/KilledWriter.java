package org.jobdeck.block;

import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

/** A program that changes an image at random and says after each flush how far it has come, until it is killed. */
final class KilledWriter {

    static final int SIZE = 8 << 20;

    private KilledWriter() {}

    /** One change: what happens to which bytes. */
    record Step(int kind, int at, int length, byte value) {

        /** The kinds: writing mostly, and zeroes, discards, and flushes. */
        static Step of(Random random) {
            int length = 1 + random.nextInt(60_000);
            return new Step(random.nextInt(8), random.nextInt(SIZE - length), length, (byte) (1 + random.nextInt(255)));
        }

        boolean isFlush() {
            return kind == 0;
        }

        /** Zeroes take part clusters, too. */
        boolean isZero() {
            return kind == 1;
        }

        void applyTo(byte[] content) {
            if (!isFlush()) {
                Arrays.fill(content, at, at + length, isZero() ? 0 : value);
            }
        }
    }

    /** Arguments: the folder, the image, the seed. */
    public static void main(String[] arguments) throws Exception {
        try (Qcow2Bench bench = new Qcow2Bench(Path.of(arguments[0]))) {
            NamedBackend disk = bench.open(arguments[1]);
            Random random = new Random(Long.parseLong(arguments[2]));
            PrintStream out = System.out;
            for (int i = 0; ; i++) {
                Step step = Step.of(random);
                if (step.isFlush()) {
                    disk.flush();
                    out.println(i);
                    out.flush();
                } else if (step.isZero()) {
                    disk.writeZeroes(step.at(), step.length(), step.value() > 0);
                } else {
                    byte[] bytes = new byte[step.length()];
                    Arrays.fill(bytes, step.value());
                    disk.pwrite(step.at(), ByteBuffer.wrap(bytes));
                }
            }
        }
    }
}
