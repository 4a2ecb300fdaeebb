package org.jobdeck.job.monitor.histories;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Where the threads of a run are that does not come to its end. */
final class Stacks {

    private static final int DEPTH = 25;

    private Stacks() {}

    /** The stacks of the platform threads of these names and of the bodies that have not returned. */
    static String of(List<String> names, Collection<ScriptDriver> drivers) {
        StringBuilder text = new StringBuilder();
        Thread.getAllStackTraces().forEach((thread, stack) -> {
            if (names.contains(thread.getName())) {
                append(text, thread.getName(), stack);
            }
        });
        for (ScriptDriver driver : drivers) {
            if (driver.inBody()) {
                append(text, "body of " + driver.script().id(), driver.body().getStackTrace());
            }
        }
        return text.toString();
    }

    private static void append(StringBuilder text, String name, StackTraceElement[] stack) {
        text.append("  ").append(name).append('\n');
        text.append(Arrays.stream(stack)
                .limit(DEPTH)
                .map(frame -> "      at " + frame + "\n")
                .collect(Collectors.joining()));
    }
}
