package org.jobdeck.source.discovery;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jobdeck.json.JsonObject;
import org.jobdeck.qmp.client.QmpAddress;

/**
 * What the command line of a process of QEMU says of its monitors.
 *
 * @param program the name of the program
 * @param machine the name of the machine; empty if it has none
 * @param monitors where it listens for clients of QMP
 */
record QemuCommandLine(String program, String machine, List<QmpAddress> monitors) {
    private static final Pattern PROGRAMS = Pattern.compile("\\.?(qemu-system-.+|qemu-kvm|kvm|qemu-storage-daemon)");
    private static final String CHARDEV = "chardev";
    private static final String CONTROL = "control";
    private static final String MODE = "mode";

    QemuCommandLine {
        monitors = List.copyOf(monitors);
    }

    /**
     * Reads a command line.
     *
     * @param absolute makes a path of the process absolute
     * @return empty if it is not one of QEMU
     */
    static Optional<QemuCommandLine> parse(List<String> words, UnaryOperator<Path> absolute) {
        if (words.isEmpty()) {
            return Optional.empty();
        }
        String program = words.getFirst().substring(words.getFirst().lastIndexOf('/') + 1);
        return PROGRAMS.matcher(program).matches()
                ? Optional.of(new Reader(program, absolute).read(words.subList(1, words.size())))
                : Optional.empty();
    }

    /** Goes over the words once. A device may be named before it is described. */
    private static final class Reader {
        private final String program;
        private final boolean storageDaemon;
        private final UnaryOperator<Path> absolute;
        private final Map<String, QmpAddress> devices = new HashMap<>();
        private final Set<QmpAddress> places = new LinkedHashSet<>();
        private final List<String> devicesOfMonitors = new ArrayList<>();
        private String machine = "";

        Reader(String program, UnaryOperator<Path> absolute) {
            this.program = program;
            this.storageDaemon = program.contains("storage-daemon");
            this.absolute = absolute;
        }

        QemuCommandLine read(List<String> words) {
            for (int i = 0; i < words.size(); i++) {
                String word = words.get(i);
                int sign = word.indexOf('=');
                if (storageDaemon && word.startsWith("--") && sign > 0) {
                    option(word.substring(2, sign), word.substring(sign + 1));
                } else if (word.startsWith("-") && i + 1 < words.size()) {
                    option(word.substring(word.startsWith("--") ? 2 : 1), words.get(i + 1));
                }
            }
            for (String id : devicesOfMonitors) {
                Optional.ofNullable(devices.get(id)).ifPresent(places::add);
            }
            return new QemuCommandLine(program, machine, List.copyOf(places));
        }

        private void option(String name, String value) {
            switch (name) {
                case "name" ->
                    machine = OptionList.parse(value, "guest").get("guest").orElse("");
                case CHARDEV -> device(value);
                case "qmp", "qmp-pretty" -> shortForm(value);
                case "mon" -> monitor(value, "readline");
                case "monitor" -> {
                    // of the other programs it is for people
                    if (storageDaemon) {
                        monitor(value, CONTROL);
                    }
                }
                default -> {
                    // has nothing to do with monitors
                }
            }
        }

        private void device(String value) {
            Optional<JsonObject> json = ListenPlace.json(value);
            if (json.isPresent()) {
                ListenPlace.ofJson(json.get(), absolute)
                        .ifPresent(place -> devices.put(json.get().string("id").orElse(""), place));
            } else {
                OptionList options = OptionList.parse(value, "backend");
                ListenPlace.ofChardev(options, absolute)
                        .ifPresent(place -> devices.put(options.get("id").orElse(""), place));
            }
        }

        private void shortForm(String value) {
            String named = CHARDEV + ":";
            if (value.startsWith(named)) {
                devicesOfMonitors.add(value.substring(named.length()));
            } else {
                ListenPlace.ofShortForm(value, absolute).ifPresent(places::add);
            }
        }

        private void monitor(String value, String usualMode) {
            Optional<JsonObject> json = ListenPlace.json(value);
            OptionList options = OptionList.parse(json.isPresent() ? "" : value, CHARDEV);
            String mode = json.flatMap(object -> object.string(MODE))
                    .or(() -> options.get(MODE))
                    .orElse(usualMode);
            if (mode.equals(CONTROL)) {
                json.flatMap(object -> object.string(CHARDEV))
                        .or(() -> options.get(CHARDEV))
                        .ifPresent(devicesOfMonitors::add);
            }
        }
    }
}
