package org.jobdeck.block;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jobdeck.loop.Errno;

/** Finds the files whose names stand in images (QEMU: bdrv_get_full_backing_filename, find_image_format). */
public final class ImageFileNames {

    private static final Pattern PROTOCOL = Pattern.compile("([^/:]+):(.*)", Pattern.DOTALL);
    private static final String FILE = "file";
    private static final int QCOW2_MAGIC = 0x514649fb;

    private ImageFileNames() {}

    /**
     * The description of a file.
     *
     * @param image the file whose header has the name
     * @param name the name; a relative one counts from the image's folder
     * @throws BlockException if it is none of a file
     */
    public static NodeSpec file(String image, String name) throws BlockException {
        Matcher protocol = PROTOCOL.matcher(name);
        String path = name;
        if (protocol.matches()) {
            if (!protocol.group(1).equals(FILE)) {
                throw new BlockException(Errno.EINVAL, "Unknown protocol '" + protocol.group(1) + "'");
            }
            path = protocol.group(2);
        } else if (!name.startsWith("/")) {
            path = image.substring(0, image.lastIndexOf('/') + 1) + name;
        }
        return NodeSpec.of(FILE).with("filename", path);
    }

    /** Where a file is whose name stands in an image, if it is one of a file. */
    public static Optional<String> fullName(String image, String name) {
        try {
            return Optional.of((String) file(image, name).options().get("filename"));
        } catch (BlockException e) {
            return Optional.empty();
        }
    }

    /** The name of the driver for a file that does not say what it is. */
    public static String formatOf(BlockNode file) throws BlockException {
        ByteBuffer beginning = ByteBuffer.allocate(Integer.BYTES);
        file.io().read(0, beginning);
        return beginning.getInt(0) == QCOW2_MAGIC ? "qcow2" : "raw";
    }

    /** The description of a backing file, with what it is where the image says that. */
    static Optional<NodeSpec> image(NodeSpec file, Optional<String> format) {
        return format.map(
                driver -> driver.equals(FILE) ? file : NodeSpec.of(driver).child(FILE, file));
    }
}
