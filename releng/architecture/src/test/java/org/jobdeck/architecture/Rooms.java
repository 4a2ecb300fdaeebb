package org.jobdeck.architecture;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The plan of the house: the bundles, which of each other they may use, and which library may be used where. */
final class Rooms {
    /** One bundle and the bundles that it may use; what those may use it may use too. */
    record Room(String name, String... mayUse) {}

    /** Packages of a library, by their beginning, and the only bundles that may use them. */
    record Library(String packages, String... users) {}

    private static final List<Room> ROOMS = List.of(
            new Room("loop"),
            new Room("job.common", "loop"),
            new Room("job.driver", "job.common"),
            new Room("job.monitor", "job.common"),
            new Room("json"),
            new Room("block", "loop", "json"),
            new Room("block.jobs", "job.driver", "job.monitor", "block"),
            new Room("engine", "block.jobs"),
            new Room("image", "engine"),
            new Room("qmp", "loop", "json"),
            new Room("daemon", "engine", "qmp"),
            new Room("source", "engine", "qmp"),
            new Room("history", "source"),
            new Room("demo", "source"),
            new Room("cli", "source", "demo", "daemon", "image"),
            new Room("ui", "source", "history", "demo", "daemon"),
            new Room("ui.bench", "ui"));

    private static final List<Library> LIBRARIES = List.of(
            new Library("java.awt.", "ui"),
            new Library("javax.swing."),
            new Library("java."),
            new Library("picocli.", "demo", "cli"),
            new Library("org.jline.", "cli"),
            new Library("org.h2.mvstore.", "history"),
            new Library("com.github.luben.zstd.", "block"),
            new Library("org.osgi.service.component.annotations.", "block.jobs"),
            new Library("org.osgi.framework.", "cli", "engine", "ui"),
            new Library("org.osgi.util.tracker.", "cli", "engine", "ui"),
            new Library("org.eclipse.equinox.app.", "cli", "ui", "ui.bench"),
            new Library("org.eclipse.swt.", "ui", "ui.bench"),
            new Library("org.eclipse.swtchart.", "ui"),
            new Library("org.eclipse.jface.", "ui"),
            new Library("org.eclipse.e4.", "ui"),
            new Library("org.eclipse.core.", "ui"),
            new Library("org.eclipse.emf.", "ui"),
            new Library("org.osgi.service.event.", "ui"),
            new Library("jakarta.inject.", "ui"),
            new Library("jakarta.annotation.", "ui"));

    /** Those that any product on a Java 21 can take. */
    static final Set<String> JAVA_21 = Set.of("loop", "job.common", "job.driver", "job.monitor");

    private Rooms() {}

    static List<String> names() {
        return ROOMS.stream().map(Room::name).toList();
    }

    /** Whether classes of one bundle may use classes of another. */
    static boolean mayUse(String bundle, String other) {
        return bundle.equals(other) || reach(bundle).contains(other);
    }

    /** Whether classes of a bundle may use a class that is not of the house. */
    static boolean mayUseForeign(String bundle, String className) {
        for (Library library : LIBRARIES) {
            if (className.startsWith(library.packages())) {
                boolean everyone = library.packages().equals("java.");
                return everyone || List.of(library.users()).contains(bundle);
            }
        }
        return false;
    }

    private static Set<String> reach(String bundle) {
        Map<String, Room> byName = ROOMS.stream().collect(Collectors.toMap(Room::name, room -> room));
        Set<String> reached = new TreeSet<>();
        collect(byName, bundle, reached);
        return reached;
    }

    private static void collect(Map<String, Room> byName, String bundle, Set<String> reached) {
        for (String next : byName.get(bundle).mayUse()) {
            if (reached.add(next)) {
                collect(byName, next, reached);
            }
        }
    }
}
