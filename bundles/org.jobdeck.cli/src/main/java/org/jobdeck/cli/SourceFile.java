package org.jobdeck.cli;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * The image that a job reads: an existing regular file.
 *
 * @param path where it is, as the user wrote it
 * @param length its exact length in bytes
 * @param allocated how many bytes it takes on its disk; its length where that is unknown
 */
record SourceFile(Path path, long length, long allocated) {

    /**
     * Looks at the file.
     *
     * @throws Failure if it is not there, not a regular file or not readable
     */
    static SourceFile check(String text) throws Failure {
        Path path = FileErrors.path("the source", text);
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            if (attributes.isDirectory()) {
                throw Failure.failed("the source '" + path + "' is a folder; give the path of an image file");
            }
            if (!attributes.isRegularFile()) {
                throw Failure.failed("the source '" + path
                        + "' is a device, pipe or socket; give the path of an image in a regular file");
            }
            FileChannel.open(path, StandardOpenOption.READ).close();
            return new SourceFile(
                    path, attributes.size(), AllocatedBytes.of(path).orElse(attributes.size()));
        } catch (NoSuchFileException e) {
            throw Failure.failed("the source '" + path + "' does not exist; give the path of an image file", e);
        } catch (IOException e) {
            throw Failure.failed(
                    "the source '" + path + "' cannot be read: " + FileErrors.reason(e)
                            + "; give the path of an image file that you may read",
                    e);
        }
    }
}
