package org.jobdeck.ui.app;

import java.nio.file.Path;
import java.util.Map;

/** Where the program keeps what outlives it and is no setting. */
final class StateFolder {

    private StateFolder() {}

    /**
     * The folder, which need not be there yet.
     *
     * @param environment the variables of the process
     * @param home the user's home
     */
    static Path of(Map<String, String> environment, String home) {
        String state = environment.getOrDefault("XDG_STATE_HOME", "");
        Path folder = state.isEmpty() ? Path.of(home, ".local", "state") : Path.of(state);
        return folder.resolve("jobdeck");
    }
}
