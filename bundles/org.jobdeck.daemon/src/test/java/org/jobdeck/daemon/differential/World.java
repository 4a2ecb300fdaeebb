package org.jobdeck.daemon.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a script has named so far. It does not know what a daemon made of it: a node may have been refused and a job may
 * be long gone, which is as good a case as any.
 */
final class World {

    private static final List<Integer> SIZES =
            List.of(0, 512, 1 << 16, Image.MIB + 512, 2 * Image.MIB, 2 * Image.MIB, 4 * Image.MIB, 8 * Image.MIB);

    /**
     * A job that may be there.
     *
     * @param nodes the names of those that it uses
     */
    private record Job(String id, List<String> nodes) {}

    private final Dice dice;
    private final List<Image> images = new ArrayList<>();
    private final List<Node> nodes = new ArrayList<>();
    private final List<Job> jobs = new ArrayList<>();
    private final List<String> gone = new ArrayList<>();
    private final List<String> objects = new ArrayList<>();
    private final int favourite;
    private int numbers;

    World(Dice dice) {
        this.dice = dice;
        this.favourite = dice.of(SIZES);
    }

    /** A number not given before. */
    int number() {
        return ++numbers;
    }

    /** A length for an image; one of them comes often, so that there are pairs. */
    int size() {
        return dice.percent(70) ? favourite : dice.of(SIZES);
    }

    /** Has a new image made. */
    Image image(int size) {
        Image image = new Image(
                "image" + number(), size, dice.percent(65) ? Image.Content.HOLES : dice.of(Image.Content.values()));
        images.add(image);
        return image;
    }

    void add(Node node) {
        nodes.add(node);
    }

    /** A job was started. One that {@code lingers} does not go by itself. */
    void addJob(String id, List<String> nodes, boolean lingers) {
        ended(id);
        if (lingers) {
            gone.remove(id);
            jobs.add(new Job(id, nodes));
        }
    }

    /** A job has been given reason to go. */
    void ended(String id) {
        jobs.removeIf(job -> job.id().equals(id));
        gone.remove(id);
        gone.add(id);
    }

    void addObject(String id) {
        objects.add(id);
    }

    List<Image> images() {
        return images;
    }

    List<Node> nodes() {
        return nodes;
    }

    List<String> objects() {
        return objects;
    }

    /** Whether a job may be there. */
    boolean hasJobs() {
        return !jobs.isEmpty();
    }

    /** A node has been given reason to go. */
    void removed(String name) {
        nodes.removeIf(node -> node.name().equals(name));
    }

    /** Whether another node may be over this one or under it, and may so keep a job from it. */
    boolean isShared(Node node) {
        return nodes.stream()
                        .filter(other -> other.bottom().equals(node.bottom()))
                        .count()
                > 1;
    }

    /** The nodes for a new job: mostly those that no other job uses. */
    List<Node> nodesForJob() {
        if (dice.percent(15)) {
            return nodes;
        }
        return nodes.stream()
                .filter(node -> jobs.stream().noneMatch(job -> job.nodes().contains(node.name())))
                .toList();
    }

    /** A job's id: mostly of one that is there. */
    String job() {
        if (!jobs.isEmpty() && dice.percent(93)) {
            return dice.of(jobs).id();
        }
        return gone.isEmpty() || dice.percent(25) ? dice.of("nope", "", "9x", "a b", "\u00e9") : dice.of(gone);
    }

    /** An id for a job that is to be started: mostly a new one. */
    String jobToBe(JobKind kind) {
        List<String> known = Stream.concat(jobs.stream().map(Job::id), gone.stream())
                .filter(kind::marks)
                .toList();
        if (!known.isEmpty() && dice.percent(12)) {
            return dice.of(known);
        }
        return kind.id(number());
    }

    /** A node's name: mostly one that is known. */
    String node() {
        if (nodes.isEmpty() || dice.percent(6)) {
            return dice.of("nosuch", "", "9x", "x".repeat(40));
        }
        return dice.of(nodes).name();
    }
}
