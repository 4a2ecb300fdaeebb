package org.jobdeck.ui.decide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jobdeck.job.common.IoStatus;
import org.jobdeck.job.common.JobKey;
import org.jobdeck.job.common.JobProgress;
import org.jobdeck.job.common.JobResource;
import org.jobdeck.job.common.JobSnapshot;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.source.JobDevice;
import org.jobdeck.source.SourceState;
import org.jobdeck.ui.model.JobView;
import org.jobdeck.ui.model.UiVerb;
import org.junit.jupiter.api.Test;

/** The sentences before the act name what will be read and written afterwards. */
class DecisionTextTest {

    private static final List<JobResource> NODES = List.of(
            new JobResource("main node", "disk0", "/img/disk0.qcow2"),
            new JobResource("target", "copy", "/img/new.qcow2"));
    private static final List<JobDevice> VIRTIO =
            List.of(new JobDevice("virtio0", "/machine/peripheral/virtio0", List.of("disk0")));

    private static JobView job(String type, JobStatus status, boolean cancelRequested, int members) {
        JobSnapshot snapshot = new JobSnapshot(
                new JobKey(1),
                "j0",
                type,
                status,
                Instant.EPOCH,
                Instant.EPOCH,
                new JobProgress.Value(5, 5),
                0,
                0,
                false,
                false,
                cancelRequested,
                false,
                false,
                false,
                IoStatus.OK,
                null,
                0,
                7,
                members,
                NODES);
        return new JobView(0, SourceState.LIVE, snapshot, 1, 0, 0, 0, List.of(), Optional.empty());
    }

    private static String effect(JobView job, List<JobDevice> devices, UiVerb verb) {
        return DecisionText.of(job, devices).orElseThrow().answers().stream()
                .filter(answer -> answer.verb() == verb)
                .findFirst()
                .orElseThrow()
                .effect();
    }

    @Test
    void aReadyMirrorSaysWhatSwitchesWhere() {
        JobView mirror = job("mirror", JobStatus.READY, false, 1);
        assertEquals(
                "Device virtio0 (node ‘disk0’) switches over: after this it reads and writes ‘copy’ (/img/new.qcow2).",
                effect(mirror, VIRTIO, UiVerb.COMPLETE));
        assertEquals(
                "Device virtio0 (node ‘disk0’) stays on node ‘disk0’; ‘copy’ (/img/new.qcow2) keeps a copy as of now.",
                effect(mirror, VIRTIO, UiVerb.CANCEL));
        assertTrue(DecisionText.of(mirror, VIRTIO).orElseThrow().question().contains("has not ended"));
    }

    @Test
    void withoutADiskItIsWhoeverUsesTheNode() {
        assertTrue(effect(job("mirror", JobStatus.READY, false, 1), List.of(), UiVerb.COMPLETE)
                .startsWith("Whoever uses node ‘disk0’ switches over"));
    }

    @Test
    void aPendingMirrorSwitchesOnlyIfItWasCompleted() {
        assertTrue(effect(job("mirror", JobStatus.PENDING, false, 1), VIRTIO, UiVerb.FINALIZE)
                .contains("switches over"));
        assertTrue(effect(job("mirror", JobStatus.PENDING, true, 1), VIRTIO, UiVerb.FINALIZE)
                .contains("stays on node ‘disk0’"));
    }

    @Test
    void aTransactionIsFinalizedAsAWhole() {
        JobView member = job("backup", JobStatus.PENDING, false, 3);
        assertTrue(DecisionText.of(member, VIRTIO).orElseThrow().question().contains("transaction of 3 jobs"));
        assertTrue(
                effect(member, VIRTIO, UiVerb.FINALIZE).endsWith("All jobs of the transaction take effect together."));
        assertTrue(effect(member, VIRTIO, UiVerb.CANCEL).contains("do not rely on what is in ‘copy’"));
    }

    @Test
    void everyTypeHasItsSentences() {
        for (String type : List.of("mirror", "commit", "backup", "stream", "create", "unheard-of")) {
            for (JobStatus status : List.of(JobStatus.READY, JobStatus.PENDING)) {
                Decision decision =
                        DecisionText.of(job(type, status, false, 1), List.of()).orElseThrow();
                assertEquals(2, decision.answers().size(), type);
            }
        }
    }

    @Test
    void nothingIsAskedOfJobsThatWorkOrAreBeingCancelled() {
        assertEquals(Optional.empty(), DecisionText.of(job("mirror", JobStatus.RUNNING, false, 1), VIRTIO));
        assertEquals(Optional.empty(), DecisionText.of(job("mirror", JobStatus.READY, true, 1), VIRTIO));
    }
}
