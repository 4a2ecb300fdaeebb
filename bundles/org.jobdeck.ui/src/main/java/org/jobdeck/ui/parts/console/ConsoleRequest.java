package org.jobdeck.ui.parts.console;

import org.jobdeck.json.JsonObject;

/**
 * A command to be sent.
 *
 * @param command its name
 * @param arguments its arguments
 */
record ConsoleRequest(String command, JsonObject arguments) {

    /** The message, as it is shown. */
    String text() {
        JsonObject.Builder message = JsonObject.builder().put("execute", command);
        if (!arguments.isEmpty()) {
            message.put("arguments", arguments);
        }
        return message.build().toJson();
    }
}
