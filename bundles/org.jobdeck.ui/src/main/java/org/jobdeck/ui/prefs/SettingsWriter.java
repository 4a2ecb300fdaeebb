package org.jobdeck.ui.prefs;

import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Writes settings on a thread of its own, one after the other; closing waits for the last. */
public final class SettingsWriter implements AutoCloseable {

    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("settings").daemon().factory());

    /** The settings that are kept in a folder. */
    public Settings settingsIn(Path folder) {
        return Settings.kept(
                new SettingsFile(folder.resolve("desktop.properties")),
                new SettingsFile(folder.resolve("layout.properties")),
                thread);
    }

    @Override
    public void close() {
        thread.close();
    }
}
