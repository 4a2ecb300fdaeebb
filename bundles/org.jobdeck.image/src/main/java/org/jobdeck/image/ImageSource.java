package org.jobdeck.image;

import java.util.Optional;
import org.jobdeck.block.NodeSpec;

/** An image that somebody means. */
public sealed interface ImageSource {

    /** What messages call it. */
    String text();

    /**
     * A file.
     *
     * @param text its name, as it was given
     * @param format the driver to open it with; empty: what it looks like
     */
    record Named(String text, Optional<String> format) implements ImageSource {}

    /**
     * A description of a node ({@code --image-opts}, {@code json:}).
     *
     * @param text as it was given
     * @param spec what it means
     */
    record Described(String text, NodeSpec spec) implements ImageSource {}

    /** A node that exists already, as a description can name it. */
    record Existing(String text) implements ImageSource {}
}
