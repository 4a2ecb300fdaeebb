package org.jobdeck.block;

import java.util.Optional;

/**
 * What an image says of its backing file.
 *
 * @param name the file's name as it stands in the image: relative ones count from the image's folder
 * @param format the driver to open it with; empty: what it looks like
 */
public record BackingFile(String name, Optional<String> format) {}
