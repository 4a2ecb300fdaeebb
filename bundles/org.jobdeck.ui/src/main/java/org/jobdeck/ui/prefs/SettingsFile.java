package org.jobdeck.ui.prefs;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.UUID;
import org.jobdeck.ui.i18n.Messages;

/**
 * A file of names and values in the user's configuration folder. Whatever is wrong with it, the window opens: what cannot
 * be read is as if it were not there, and what cannot be written is in the log.
 */
public final class SettingsFile implements Settings.Keeper {

    private static final Logger LOG = System.getLogger(SettingsFile.class.getName());
    private static final Messages TEXTS = Messages.of(SettingsFile.class);

    /** A file of that size is none of ours. */
    private static final long MOST_BYTES = 1 << 20;

    private final Path path;

    /** The file of that path; it need not be there. */
    public SettingsFile(Path path) {
        this.path = path;
    }

    /** The user's configuration folder for this program. */
    public static Path folder(Map<String, String> environment, String home) {
        String config = environment.getOrDefault("XDG_CONFIG_HOME", "");
        return (config.isBlank() ? Path.of(home, ".config") : Path.of(config)).resolve("jobdeck");
    }

    /** Its names and values; none if there is no such file or it cannot be read. */
    @Override
    public Map<String, String> read() {
        Map<String, String> values = new TreeMap<>();
        try {
            if (Files.size(path) > MOST_BYTES) {
                LOG.log(Level.WARNING, TEXTS.format("too.long", path));
                return values;
            }
            Properties properties = new Properties();
            try (Reader reader = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
                properties.load(reader);
            }
            properties.stringPropertyNames().forEach(name -> values.put(name, properties.getProperty(name)));
        } catch (NoSuchFileException e) {
            // at the first start there is none
        } catch (IOException | IllegalArgumentException e) {
            LOG.log(Level.WARNING, TEXTS.format("unreadable", path, e), e);
        }
        return values;
    }

    /** Replaces it: afterwards it is either as it was or has these values and no others. */
    @Override
    public void write(Map<String, String> values) {
        Properties properties = new Properties();
        properties.putAll(values);
        try {
            Files.createDirectories(path.getParent());
            Path part = path.resolveSibling("." + path.getFileName() + "." + UUID.randomUUID() + ".part");
            try {
                try (Writer writer = Files.newBufferedWriter(part, StandardCharsets.UTF_8)) {
                    properties.store(writer, null);
                }
                Files.move(part, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            LOG.log(Level.WARNING, TEXTS.format("unwritable", path, e), e);
        }
    }
}
