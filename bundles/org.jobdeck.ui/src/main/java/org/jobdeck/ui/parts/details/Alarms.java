package org.jobdeck.ui.parts.details;

import java.util.ArrayList;
import java.util.List;
import org.jobdeck.job.common.IoStatus;
import org.jobdeck.job.common.JobSnapshot;
import org.jobdeck.source.MachineStatus;
import org.jobdeck.ui.i18n.Messages;

/** What somebody must see to before a job can go on. */
final class Alarms {

    private static final Messages TEXTS = Messages.of(Alarms.class);

    private Alarms() {}

    /** A sentence or two each: what has happened, and what to do. */
    static List<String> of(JobSnapshot job, MachineStatus machine) {
        List<String> alarms = new ArrayList<>();
        boolean stopped = !job.status().isCompleted();
        if (stopped && job.ioStatus() == IoStatus.NOSPACE) {
            alarms.add(TEXTS.get("alarm.nospace"));
        } else if (stopped && job.ioStatus() == IoStatus.FAILED) {
            alarms.add(TEXTS.get("alarm.failed"));
        }
        if (machine.isAlarm()) {
            alarms.add(
                    machine.word().equals("io-error")
                            ? TEXTS.format("alarm.machine.io", nameOf(machine))
                            : TEXTS.format("alarm.machine", nameOf(machine), machine.word()));
        } else if (machine.word().equals("paused")) {
            alarms.add(TEXTS.format("alarm.machine.paused", nameOf(machine)));
        }
        return alarms;
    }

    private static String nameOf(MachineStatus machine) {
        return machine.name().isEmpty() ? TEXTS.get("alarm.unnamed") : TEXTS.format("alarm.named", machine.name());
    }
}
