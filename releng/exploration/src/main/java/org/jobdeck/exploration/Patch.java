package org.jobdeck.exploration;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A change of sources in the form of a unified diff. What stands before the first file says what the change is for.
 *
 * @param title the first line
 * @param files what is changed in each file, by its path from the root of the checkout
 */
record Patch(String title, Map<String, List<Hunk>> files) {

    /**
     * A piece of a change.
     *
     * @param line where it belongs, from 1; it may have moved meanwhile
     * @param before the lines that must be there
     * @param after the lines that take their place
     */
    record Hunk(int line, List<String> before, List<String> after) {}

    /** Reads a patch; throws if it is none. */
    static Patch parse(String text) {
        Map<String, List<Hunk>> files = new TreeMap<>();
        List<Hunk> current = null;
        Hunk hunk = null;
        List<String> lines = text.lines().toList();
        for (String line : lines) {
            if (line.startsWith("--- ")) {
                hunk = null;
            } else if (line.startsWith("+++ b/")) {
                current =
                        files.computeIfAbsent(line.substring("+++ b/".length()).split("\t")[0], f -> new ArrayList<>());
            } else if (line.startsWith("@@ -") && current != null) {
                hunk = new Hunk(
                        Integer.parseInt(line.substring("@@ -".length()).split("[, ]")[0]),
                        new ArrayList<>(),
                        new ArrayList<>());
                current.add(hunk);
            } else if (hunk != null) {
                add(hunk, line);
            }
        }
        if (files.isEmpty() || files.values().stream().anyMatch(List::isEmpty)) {
            throw new IllegalArgumentException(
                    "this is no patch: " + lines.stream().limit(1).toList());
        }
        return new Patch(lines.getFirst(), files);
    }

    private static void add(Hunk hunk, String line) {
        String content = line.isEmpty() ? "" : line.substring(1);
        switch (line.isEmpty() ? ' ' : line.charAt(0)) {
            case '-' -> hunk.before().add(content);
            case '+' -> hunk.after().add(content);
            case ' ' -> {
                hunk.before().add(content);
                hunk.after().add(content);
            }
            default -> throw new IllegalArgumentException("this line is in no patch: " + line);
        }
    }

    /** A file's text after the change; throws if it does not fit. */
    String apply(String file, String text) {
        List<String> lines = new ArrayList<>(text.lines().toList());
        int moved = 0;
        for (Hunk hunk : files.get(file)) {
            int at = place(file, lines, hunk, hunk.line() - 1 + moved);
            lines.subList(at, at + hunk.before().size()).clear();
            lines.addAll(at, hunk.after());
            moved = at - (hunk.line() - 1) + hunk.after().size() - hunk.before().size();
        }
        return String.join("\n", lines) + "\n";
    }

    private static int place(String file, List<String> lines, Hunk hunk, int expected) {
        if (fits(lines, hunk, expected)) {
            return expected;
        }
        List<Integer> places = new ArrayList<>();
        for (int at = 0; at < lines.size(); at++) {
            if (fits(lines, hunk, at)) {
                places.add(at);
            }
        }
        if (places.size() != 1) {
            throw new IllegalStateException("the change at line " + hunk.line() + " of " + file + " fits in "
                    + places.size() + " places; write the patch anew:\n" + String.join("\n", hunk.before()));
        }
        return places.getFirst();
    }

    private static boolean fits(List<String> lines, Hunk hunk, int at) {
        int end = at + hunk.before().size();
        return at >= 0 && end <= lines.size() && lines.subList(at, end).equals(hunk.before());
    }
}
