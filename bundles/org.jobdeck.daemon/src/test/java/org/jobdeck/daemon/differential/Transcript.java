package org.jobdeck.daemon.differential;

import java.util.ArrayList;
import java.util.List;
import org.jobdeck.json.JsonObject;

/** What a daemon said while a script was played to it, in order, by the step during which it came. */
final class Transcript {

    /**
     * What came from one step's packet to the next.
     *
     * @param step the step's text
     * @param name its command's name
     * @param replies replies and errors
     * @param notes what else there is to say
     */
    record Chapter(String step, String name, List<JsonObject> replies, List<String> notes) {}

    private final List<Chapter> chapters = new ArrayList<>();
    private final List<JsonObject> events = new ArrayList<>();
    private boolean broken;

    void begin(String step, String name) {
        chapters.add(new Chapter(step, name, new ArrayList<>(), new ArrayList<>()));
    }

    void event(JsonObject event) {
        events.add(event);
    }

    void reply(JsonObject reply) {
        chapters.getLast().replies().add(reply);
    }

    /** Notes that the daemon went away, or that its jobs would not come to rest; nothing follows. */
    void broken(String why) {
        note(why);
        broken = true;
    }

    /** Whether the script was not played to its end. */
    boolean isBroken() {
        return broken;
    }

    void note(String note) {
        chapters.getLast().notes().add(note);
    }

    List<Chapter> chapters() {
        return chapters;
    }

    List<JsonObject> events() {
        return events;
    }
}
