package org.jobdeck.source.plan;

import java.util.Collection;

/** Names for jobs and nodes that QEMU takes: a letter, then letters, digits and {@code - . _}. */
public final class Names {

    /** The longest name of a node, in characters. */
    private static final int LONGEST_NODE = 31;

    private Names() {}

    /** Whether QEMU takes it as the id of a job. */
    public static boolean isGoodId(String id) {
        return !id.isEmpty() && isLetter(id.charAt(0)) && id.chars().allMatch(c -> isLetter(c) || isOther(c));
    }

    /** Whether QEMU takes it as the name of a node. */
    public static boolean isGoodNode(String name) {
        return isGoodId(name) && name.length() <= LONGEST_NODE;
    }

    /**
     * A name that is free and tells something.
     *
     * @param kind what the name begins with, as in "mirror"
     * @param about what it is about, as in a node's name; may hold anything
     * @param taken the names that are not free
     */
    public static String free(String kind, String about, Collection<String> taken) {
        StringBuilder name = new StringBuilder(kind);
        if (!about.isEmpty()) {
            name.append('-');
            about.chars().map(c -> isLetter(c) || isOther(c) ? c : '-').forEach(c -> name.append((char) c));
        }
        String wish = name.toString().replaceAll("-{2,}", "-");
        String free = wish;
        for (int i = 2; taken.contains(free); i++) {
            free = wish + "-" + i;
        }
        return free;
    }

    /** A name for a node that is free and short enough. */
    public static String freeNode(String about, Collection<String> taken) {
        String wish = node(about);
        String free = wish;
        for (int i = 2; taken.contains(free); i++) {
            String end = "-" + i;
            free = wish.substring(0, Math.min(wish.length(), LONGEST_NODE - end.length())) + end;
        }
        return free;
    }

    /** The name, cut at its beginning where it is too long for a node: what differs is at its end. */
    static String node(String name) {
        if (name.length() <= LONGEST_NODE) {
            return name;
        }
        String end = name.substring(name.length() - LONGEST_NODE + 1);
        return "n" + end;
    }

    private static boolean isLetter(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private static boolean isOther(int c) {
        return c >= '0' && c <= '9' || c == '-' || c == '.' || c == '_';
    }
}
