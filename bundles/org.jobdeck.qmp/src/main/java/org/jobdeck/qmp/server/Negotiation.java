package org.jobdeck.qmp.server;

import java.util.List;
import org.jobdeck.json.JsonArray;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonString;
import org.jobdeck.qmp.QmpErrorClass;
import org.jobdeck.qmp.QmpException;

/** What a client and a monitor have agreed upon (QEMU: qmp_caps_accept). Belongs to its session. */
final class Negotiation {
    static final String COMMAND = "qmp_capabilities";
    static final String OUT_OF_BAND = "oob";

    private final boolean offersOutOfBand;
    private boolean complete;
    private boolean outOfBand;

    Negotiation(boolean offersOutOfBand) {
        this.offersOutOfBand = offersOutOfBand;
    }

    boolean isComplete() {
        return complete;
    }

    boolean hasOutOfBand() {
        return outOfBand;
    }

    /** Takes the arguments of the command, which have been checked against its schema. */
    void accept(JsonObject arguments) throws QmpException {
        if (complete) {
            throw new QmpException(
                    QmpErrorClass.COMMAND_NOT_FOUND, "Capabilities negotiation is already complete, command ignored");
        }
        List<String> wanted = arguments.array("enable").map(JsonArray::items).orElse(List.of()).stream()
                .map(item -> item instanceof JsonString name ? name.value() : item.toJson())
                .toList();
        List<String> unavailable = wanted.stream()
                .filter(name -> !offersOutOfBand || !name.equals(OUT_OF_BAND))
                .toList();
        if (!unavailable.isEmpty()) {
            throw QmpException.generic("Capability " + String.join(", ", unavailable) + " not available");
        }
        outOfBand = wanted.contains(OUT_OF_BAND);
        complete = true;
    }
}
