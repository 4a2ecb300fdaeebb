package org.jobdeck.daemon.differential;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What is played to a daemon: the images there are, and the packets sent one after the other.
 *
 * @param seed from which it was made
 * @param images the files that exist before
 * @param steps the packets, without {@code quit}, which always follows
 */
record Script(long seed, List<Image> images, List<Step> steps) {

    Script {
        images = List.copyOf(images);
        steps = List.copyOf(steps);
    }

    /** The same with other steps, and without the images that these do not name. */
    Script withSteps(List<Step> others) {
        String all = others.stream().map(Step::text).collect(Collectors.joining("\n"));
        return new Script(
                seed,
                images.stream().filter(image -> all.contains(image.name())).toList(),
                others);
    }

    /** The script as shell commands that make the images, and QMP text. */
    String toText() {
        StringBuilder text = new StringBuilder();
        for (Image image : images) {
            text.append("# truncate -s ").append(image.size()).append(' ').append(image.name());
            text.append("   (").append(image.content()).append(")\n");
        }
        steps.forEach(step -> text.append(step.text()).append('\n'));
        return text.append("{\"execute\": \"quit\"}\n").toString();
    }
}
