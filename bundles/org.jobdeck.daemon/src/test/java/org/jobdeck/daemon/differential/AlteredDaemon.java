package org.jobdeck.daemon.differential;

import java.io.IOException;
import java.util.Optional;
import org.jobdeck.json.JsonObject;

/** A daemon of which somebody changes what it says: what a wrong daemon looks like. */
record AlteredDaemon(DaemonUnderTest daemon, Alteration alteration) implements DaemonUnderTest {

    /** What is done to messages. */
    interface Alteration {
        /** The message that comes instead, or nothing. */
        Optional<JsonObject> of(JsonObject message);
    }

    /** Starts daemons and alters them. */
    static Starter starter(Starter starter, Alteration alteration) {
        return folder -> new AlteredDaemon(starter.start(folder), alteration);
    }

    @Override
    public Wire wire() {
        return new AlteredWire(daemon.wire(), alteration);
    }

    @Override
    public int awaitEnd() throws IOException {
        return daemon.awaitEnd();
    }

    @Override
    public void close() throws IOException {
        daemon.close();
    }

    private record AlteredWire(Wire wire, Alteration alteration) implements Wire {

        @Override
        public void send(String text) throws IOException {
            wire.send(text);
        }

        @Override
        public Optional<JsonObject> receive(long deadline) throws IOException {
            while (true) {
                Optional<JsonObject> message = wire.receive(deadline);
                if (message.isEmpty()) {
                    return message;
                }
                Optional<JsonObject> altered = alteration.of(message.get());
                if (altered.isPresent()) {
                    return altered;
                }
            }
        }

        @Override
        public void close() throws IOException {
            wire.close();
        }
    }
}
