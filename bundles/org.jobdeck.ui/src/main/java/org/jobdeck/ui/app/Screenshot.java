package org.jobdeck.ui.app;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.ImageLoader;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Shell;

/** Saves a picture of a window: the whole file, or nothing. */
final class Screenshot {

    private final Path file;

    /**
     * A picture to be saved there.
     *
     * @throws IOException with a sentence for the user if that cannot be
     */
    Screenshot(Path file) throws IOException {
        this.file = file.toAbsolutePath();
        if (Files.isDirectory(this.file)) {
            throw new IOException("the screenshot cannot be saved as '" + file + "': that is a folder; name a file");
        }
        Path folder = this.file.getParent();
        if (!Files.isDirectory(folder)) {
            throw new IOException("the screenshot cannot be saved as '" + file + "': there is no folder '" + folder
                    + "'; make it first");
        }
        if (!Files.isWritable(folder)) {
            throw new IOException("the screenshot cannot be saved as '" + file + "': the folder '" + folder
                    + "' cannot be written; name another");
        }
    }

    /**
     * Takes and saves it. On the thread of the display.
     *
     * @throws IOException with a sentence for the user
     */
    void take(Shell shell) throws IOException {
        ImageData picture = capture(shell);
        ImageLoader loader = new ImageLoader();
        loader.data = new ImageData[] {picture};
        try {
            Path part = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID() + ".part");
            try {
                try (OutputStream out = Files.newOutputStream(part, StandardOpenOption.CREATE_NEW)) {
                    loader.save(out, SWT.IMAGE_PNG);
                }
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw new IOException("the screenshot could not be saved as '" + file + "': " + reason(e), e);
        }
    }

    private static String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> "the folder is gone";
            case AccessDeniedException _ -> "the folder cannot be written";
            default -> String.valueOf(e.getMessage());
        };
    }

    private static ImageData capture(Shell shell) {
        Rectangle area = onWayland() ? shell.getClientArea() : onScreen(shell);
        Image image = new Image(shell.getDisplay(), area.width, area.height);
        GC gc = onWayland() ? new GC(shell) : new GC(shell.getDisplay());
        try {
            gc.copyArea(image, area.x, area.y);
            return image.getImageData();
        } finally {
            gc.dispose();
            image.dispose();
        }
    }

    /** The window with its title; what the toolkit calls its size may be that without the title. */
    private static Rectangle onScreen(Shell shell) {
        Point corner = shell.getLocation();
        Rectangle inside = shell.getClientArea();
        Point end = shell.toDisplay(inside.x + inside.width, inside.y + inside.height);
        Point size = shell.getSize();
        return new Rectangle(
                corner.x, corner.y, Math.max(size.x, end.x - corner.x), Math.max(size.y, end.y - corner.y));
    }

    /** Wayland lets no program read the screen: there it is what is inside the frame. */
    private static boolean onWayland() {
        return SWT.getPlatform().equals("gtk")
                && System.getenv("WAYLAND_DISPLAY") != null
                && !"x11".equals(System.getenv("GDK_BACKEND"));
    }
}
