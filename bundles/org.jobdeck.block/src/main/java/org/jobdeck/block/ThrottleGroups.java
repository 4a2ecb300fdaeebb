package org.jobdeck.block;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jobdeck.loop.Clock;

/** The groups of one graph, by name. Main loop. */
public final class ThrottleGroups {

    private final Clock clock;
    private final Map<String, ThrottleGroup> groups = new TreeMap<>();

    ThrottleGroups(Clock clock) {
        this.clock = clock;
    }

    /** Adds a group; a second one of the same name is refused with {@link IllegalArgumentException}. */
    public ThrottleGroup add(String name, ThrottleConfig config) {
        ThrottleGroup group = new ThrottleGroup(name, config, clock);
        if (groups.putIfAbsent(name, group) != null) {
            throw new IllegalArgumentException("there is a throttle group '" + name + "' already");
        }
        return group;
    }

    /** The group of a name. */
    public Optional<ThrottleGroup> find(String name) {
        return Optional.ofNullable(groups.get(name));
    }

    /** Forgets a group that no node is in. */
    public void remove(ThrottleGroup group) {
        if (group.size() > 0) {
            throw new IllegalStateException("the throttle group '" + group.name() + "' has nodes");
        }
        groups.remove(group.name());
    }
}
