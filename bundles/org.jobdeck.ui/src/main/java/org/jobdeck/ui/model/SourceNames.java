package org.jobdeck.ui.model;

import org.jobdeck.source.JobSource;
import org.jobdeck.source.MachineStatus;

/** What a source is called where people read it. */
public final class SourceNames {

    private SourceNames() {}

    /** The name of its machine, which people know it by; its own where that has none. */
    public static String title(JobSource source) {
        return title(source.name(), source.machine());
    }

    /** Both, as in "shop  ·  unix:/run/shop.qmp": machines may have the same name. */
    public static String titleAndPlace(JobSource source) {
        return titleAndPlace(source.name(), source.machine());
    }

    static String title(String name, MachineStatus machine) {
        return machine.name().isEmpty() ? name : machine.name();
    }

    static String titleAndPlace(String name, MachineStatus machine) {
        String title = title(name, machine);
        return title.equals(name) ? name : title + "  ·  " + name;
    }
}
