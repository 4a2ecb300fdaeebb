package org.jobdeck.source.graph;

/**
 * A disk of the machine that has something in it (QMP: an entry of {@code query-block}).
 *
 * @param name what the machine's owner calls it, see {@link org.jobdeck.source.JobDevice}
 * @param path the guest's device as QEMU tells it; empty if there is none
 * @param node name of its node
 */
public record GraphDevice(String name, String path, String node) {

    private static final String NAMED = "/machine/peripheral/";
    private static final String ANONYMOUS = "/machine/peripheral-anon/";
    private static final String UNATTACHED = "/machine/unattached/";

    /** A disk by what QEMU tells: the name of the block backend, which may be empty, and the guest's device. */
    static GraphDevice of(String backend, String path, String node) {
        return new GraphDevice(backend.isEmpty() ? nameIn(path) : backend, path, node);
    }

    /** In the path to the block part of a device, the device's id comes first. A path without slashes is an id. */
    private static String nameIn(String path) {
        for (String place : new String[] {NAMED, ANONYMOUS, UNATTACHED}) {
            if (path.startsWith(place)) {
                String rest = path.substring(place.length());
                int slash = rest.indexOf('/');
                return slash < 0 ? rest : rest.substring(0, slash);
            }
        }
        return path;
    }
}
