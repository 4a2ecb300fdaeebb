package org.jobdeck.json;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/** Finds the members of an object that nobody has asked for (QEMU: {@code qobject_input_check_struct}). */
public final class Leftovers {
    /** In larger objects the order is not followed, since names of one hash would make that very slow. */
    private static final int MOST_FOLLOWED = 10_000;

    private Leftovers() {}

    /**
     * The member that QEMU would complain about first.
     *
     * @param object the object
     * @param taken the names that were asked for, each once, in that order; those that the object lacks do not count
     * @return empty if every member was asked for
     */
    public static Optional<String> first(JsonObject object, Collection<String> taken) {
        if (taken.stream().filter(object::has).count() == object.size()) {
            return Optional.empty();
        }
        if (object.size() > MOST_FOLLOWED) {
            Set<String> known = Set.copyOf(taken);
            return object.members().keySet().stream()
                    .filter(name -> !known.contains(name))
                    .findFirst();
        }
        GHashKeys left = new GHashKeys(QDictOrder.sort(object.members().keySet()));
        taken.forEach(left::remove);
        return left.first();
    }
}
