package org.jobdeck.block;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** What a disk must hold, however large it is, in a raw file that the real programs can compare it with. */
final class SparseFile implements AutoCloseable {

    private final FileChannel file;
    private long length;

    SparseFile(Path path) throws IOException {
        file = FileChannel.open(
                path,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.SPARSE);
    }

    long length() {
        return length;
    }

    /** What is new reads as zeroes. */
    void setLength(long newLength) throws IOException {
        if (newLength < length) {
            file.truncate(newLength);
        } else if (newLength > length) {
            file.write(ByteBuffer.allocate(1), newLength - 1);
        }
        length = newLength;
    }

    void fill(long at, int bytes, byte value) throws IOException {
        byte[] content = new byte[bytes];
        Arrays.fill(content, value);
        file.write(ByteBuffer.wrap(content), at);
    }

    byte[] read(long at, int bytes) throws IOException {
        ByteBuffer content = ByteBuffer.allocate(bytes);
        while (content.hasRemaining() && file.read(content, at + content.position()) >= 0) {
            // a file may give less than was asked for
        }
        return content.array();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
