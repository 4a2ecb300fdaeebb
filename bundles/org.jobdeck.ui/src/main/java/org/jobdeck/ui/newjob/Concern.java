package org.jobdeck.ui.newjob;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jobdeck.job.common.JobSnapshot;
import org.jobdeck.source.Units;
import org.jobdeck.source.plan.RoomCheck;
import org.jobdeck.source.plan.SameJobs;
import org.jobdeck.ui.i18n.Messages;
import org.jobdeck.ui.model.StateText;

/**
 * Something to consider before a job is started.
 *
 * @param weight how grave it is
 * @param text what it is
 * @param confirmation what the user has to agree to; empty unless {@link Weight#ASK}
 */
record Concern(Weight weight, String text, String confirmation) {

    /** How grave it is. */
    enum Weight {
        /** Good to know. */
        NOTE,
        /** A reason to think again. */
        WARNING,
        /** The user has to agree. */
        ASK
    }

    private static final Messages TEXTS = Messages.of(Concern.class);

    /** Looks for all; may wait for file systems. */
    static List<Concern> find(Draft draft, SourceFacts facts, Starts starts) {
        List<Concern> concerns = new ArrayList<>();
        List<JobSnapshot> same =
                SameJobs.find(facts.jobs(), facts.graph(), draft.offer().type(), Starts.subjects(draft));
        for (JobSnapshot job : same) {
            concerns.add(new Concern(
                    Weight.ASK,
                    TEXTS.format("concern.same", job.id(), job.type(), StateText.within(job.status())),
                    TEXTS.get("concern.same.confirm")));
        }
        List<Starts.Made> made = starts.made(draft);
        if (!facts.local() || made.stream().anyMatch(image -> !image.file().startsWith("/"))) {
            if (!made.isEmpty()) {
                concerns.add(new Concern(Weight.NOTE, TEXTS.get("concern.elsewhere"), ""));
            }
            return concerns;
        }
        for (Starts.Made image : made) {
            if (Files.exists(Path.of(image.file()))) {
                concerns.add(new Concern(
                        Weight.ASK, TEXTS.format("concern.exists", image.file()), TEXTS.get("concern.exists.confirm")));
            }
        }
        rooms(made).forEach(room -> concerns.add(of(room)));
        return concerns;
    }

    /** The images of one folder need their room together. */
    private static List<RoomCheck> rooms(List<Starts.Made> made) {
        Map<Path, RoomCheck> rooms = new HashMap<>();
        for (Starts.Made image : made) {
            RoomCheck.forFile(Path.of(image.file()), image.size(), image.allocated())
                    .ifPresent(room -> rooms.merge(
                            room.folder(),
                            room,
                            (a, b) -> RoomCheck.of(a.folder(), a.most() + b.most(), a.now() + b.now(), a.free())));
        }
        return List.copyOf(rooms.values());
    }

    private static Concern of(RoomCheck room) {
        Weight weight = room.verdict() == RoomCheck.Verdict.ENOUGH ? Weight.NOTE : Weight.WARNING;
        return new Concern(
                weight,
                TEXTS.format(
                        "room." + room.verdict().name(),
                        Units.bytes(room.most()),
                        Units.bytes(room.now()),
                        room.folder(),
                        Units.bytes(room.free())),
                "");
    }
}
