package org.jobdeck.ui.model;

import org.jobdeck.source.MachineStatus;
import org.jobdeck.source.SourceState;

/**
 * What is known of a source.
 *
 * @param number its number in the window
 * @param name how it is called
 * @param state whether what it tells is current
 * @param remark what there is to say about that; empty if nothing
 * @param machine the machine to which its disks belong
 */
public record SourceFacts(int number, String name, SourceState state, String remark, MachineStatus machine) {

    /** The machine's name, which people know it by; the source's own where it has none. */
    public String title() {
        return SourceNames.title(name, machine);
    }

    /** Both: the machine's name and where it is reached, as in "shop  ·  unix:/run/shop.qmp". */
    String titleAndPlace() {
        return SourceNames.titleAndPlace(name, machine);
    }
}
