package org.jobdeck.daemon.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Plays a story that a test tells, in place of one of the dice, to this project's daemon and to the real one, and compares
 * what both say.
 */
final class ScenarioFixture {

    private static final String NEGOTIATION = "{'execute': 'qmp_capabilities'}";

    private final Pair pair;
    private final List<Image> images = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>(List.of(new Step(NEGOTIATION)));

    ScenarioFixture(Path folder) {
        pair = new Pair(RealDaemon::start, JavaDaemon::start, folder);
    }

    /** A raw image that exists before. */
    ScenarioFixture image(String name, int size, Image.Content content) {
        images.add(new Image(name, size, content));
        return this;
    }

    /** The next command: its name and the text of its arguments' members; {@code $DIR} is the images' folder. */
    ScenarioFixture say(String command, String members) {
        steps.add(new Step("{'execute': '" + command + "', 'arguments': {" + members + "}}"));
        return this;
    }

    /** What both have answered to each command, if they agree. */
    void bothSayTheSame() throws IOException {
        Pair.Outcome outcome = pair.play(new Script(0, images, steps));
        assertFalse(outcome.isVoid(), "the real daemon broke down");
        assertEquals(
                "", outcome.differences().stream().map(Difference::toString).collect(Collectors.joining("\n")));
    }
}
