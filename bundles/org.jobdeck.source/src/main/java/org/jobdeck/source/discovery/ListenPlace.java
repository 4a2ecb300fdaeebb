package org.jobdeck.source.discovery;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jobdeck.json.JsonDocument;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonParseException;
import org.jobdeck.qmp.client.QmpAddress;

/**
 * Where a character device of QEMU listens, out of the forms that its options have. Those that listen nowhere, or speak
 * something that cannot be attached to (encrypted, telnet, a file descriptor, an abstract name), have no place.
 */
final class ListenPlace {
    private static final String SERVER = "server";
    private static final String SOCKET = "socket";
    private static final String DATA = "data";
    private static final String PATH = "path";
    private static final Map<String, String> ANY_ADDRESS = Map.of("", "127.0.0.1", "0.0.0.0", "127.0.0.1", "::", "::1");

    private ListenPlace() {}

    /** A device that has its options in the short form, as in {@code unix:/run/vm,server=on} or {@code tcp::4444,server}. */
    static Optional<QmpAddress> ofShortForm(String text, UnaryOperator<Path> absolute) {
        OptionList options = OptionList.parse(text, "device");
        String device = options.get("device").orElse("");
        if (!options.isOn(SERVER) || !isPlain(options)) {
            return Optional.empty();
        }
        if (device.startsWith(QmpAddress.UNIX)) {
            return unix(device.substring(QmpAddress.UNIX.length()), absolute);
        }
        if (device.startsWith(QmpAddress.TCP)) {
            String rest = device.substring(QmpAddress.TCP.length());
            int colon = rest.lastIndexOf(':');
            return colon < 0 ? Optional.empty() : tcp(rest.substring(0, colon), rest.substring(colon + 1));
        }
        return Optional.empty();
    }

    /** The options of {@code -chardev}. */
    static Optional<QmpAddress> ofChardev(OptionList options, UnaryOperator<Path> absolute) {
        if (!options.get("backend").orElse("").equals(SOCKET) || !options.isOn(SERVER) || !isPlain(options)) {
            return Optional.empty();
        }
        Optional<String> path = options.get(PATH);
        return path.isPresent()
                ? unix(path.get(), absolute)
                : options.get("port").flatMap(port -> tcp(options.get("host").orElse(""), port));
    }

    private static boolean isPlain(OptionList options) {
        return !options.isOn("telnet")
                && !options.isOn("tn3270")
                && !options.isOn("websocket")
                && !options.isOn("abstract")
                && options.get("tls-creds").isEmpty();
    }

    /** The options of {@code -chardev} as JSON, which are those of {@code chardev-add}. There a socket listens unless told not to. */
    static Optional<QmpAddress> ofJson(JsonObject options, UnaryOperator<Path> absolute) {
        JsonObject backend = options.object("backend").orElse(JsonObject.empty());
        JsonObject socket = backend.object(DATA).orElse(JsonObject.empty());
        boolean plain = !socket.bool("telnet").orElse(false)
                && !socket.bool("websocket").orElse(false)
                && !socket.has("tls-creds");
        if (!backend.string("type").orElse("").equals(SOCKET)
                || !socket.bool(SERVER).orElse(true)
                || !plain) {
            return Optional.empty();
        }
        JsonObject address = socket.object("addr").orElse(JsonObject.empty());
        JsonObject data = address.object(DATA).orElse(address);
        return switch (address.string("type").orElse("")) {
            case "unix" -> data.string(PATH).flatMap(path -> unix(path, absolute));
            case "inet" ->
                data.string("port").flatMap(port -> tcp(data.string("host").orElse(""), port));
            default -> Optional.empty();
        };
    }

    /** The text as a JSON object, if it is one. */
    static Optional<JsonObject> json(String text) {
        if (!text.startsWith("{")) {
            return Optional.empty();
        }
        try {
            return Optional.of(JsonDocument.parseObject(text));
        } catch (JsonParseException e) {
            return Optional.empty();
        }
    }

    private static Optional<QmpAddress> unix(String path, UnaryOperator<Path> absolute) {
        try {
            Path whole = absolute.apply(Path.of(path)).normalize();
            return whole.isAbsolute() ? Optional.of(new QmpAddress.Unix(whole)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            // no path, or too long from here, though not from the directory of the process
            return Optional.empty();
        }
    }

    private static Optional<QmpAddress> tcp(String host, String port) {
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        String bare = bracketed ? host.substring(1, host.length() - 1) : host;
        try {
            return Optional.of(new QmpAddress.Tcp(ANY_ADDRESS.getOrDefault(bare, bare), Integer.parseInt(port)));
        } catch (IllegalArgumentException e) {
            // a service's name, or 0 for any port
            return Optional.empty();
        }
    }
}
