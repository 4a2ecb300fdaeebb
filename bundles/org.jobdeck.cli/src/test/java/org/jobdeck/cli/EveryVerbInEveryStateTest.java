package org.jobdeck.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jobdeck.job.common.JobChange;
import org.jobdeck.job.common.JobSnapshot;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.job.common.JobVerb;
import org.jobdeck.json.JsonArray;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonValue;
import org.jobdeck.source.VerbOutcome;
import org.jobdeck.source.VerbRequest;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every verb in every state that a job of the real programs can be found in, through the client and the command line: what
 * they answer is what our table of verbs says, to the letter of the text. A job that is created has been started when the
 * command that made it is answered, and one that is aborting has concluded before anybody can ask.
 */
@Timeout(120)
class EveryVerbInEveryStateTest {

    private static final long SIZE = 32L << 20;
    private static final List<JobStatus> STATES = List.of(
            JobStatus.RUNNING,
            JobStatus.PAUSED,
            JobStatus.READY,
            JobStatus.STANDBY,
            JobStatus.WAITING,
            JobStatus.PENDING,
            JobStatus.CONCLUDED);

    @TempDir
    Path directory;

    private RealQemu qemu;
    private int made;

    enum Program {
        STORAGE_DAEMON,
        MACHINE
    }

    @ParameterizedTest
    @EnumSource(Program.class)
    void answersAsTheTableSays(Program program) throws Exception {
        qemu = program == Program.MACHINE ? RealQemu.machine(directory) : RealQemu.storageDaemon(directory);
        try (RealQemu _ = qemu) {
            for (JobStatus state : STATES) {
                String refuser = jobIn(state);
                for (JobVerb verb : JobVerb.values()) {
                    Optional<String> refusal = refusal(verb, state, refuser);
                    if (refusal.isPresent()) {
                        refuses(refuser, verb, refusal.get());
                    } else {
                        throughCommandLine(jobIn(state), verb, state);
                        throughClient(jobIn(state), verb, state);
                    }
                }
                assertEquals(state, stateOf(refuser), "a refusal changes nothing");
            }
            for (JobVerb verb : JobVerb.values()) {
                TestHost host = new TestHost();
                assertEquals(ExitCode.NO_SUCH_JOB, host.run(words(verb, "gone")), host::errText);
            }
        }
    }

    /** Why the verb is refused; empty if it is carried out. */
    private static Optional<String> refusal(JobVerb verb, JobStatus state, String id) {
        boolean userPaused = state == JobStatus.PAUSED || state == JobStatus.STANDBY;
        if (verb == JobVerb.CHANGE) {
            return Optional.of("This QEMU has no command for 'change'");
        }
        if (verb == JobVerb.RESUME && !userPaused) {
            // QEMU looks at that first
            return Optional.of("Can't resume a job that was not paused");
        }
        if (!verb.allowedIn(state)) {
            return Optional.of("Job '" + id + "' in state '" + state.qmpName() + "' cannot accept command verb '"
                    + verb.qmpName() + "'");
        }
        return Optional.ofNullable(
                switch (verb) {
                    case PAUSE -> userPaused ? "Job is already paused" : null;
                    // what is paused before it is ready is given up, which QEMU never refuses
                    case CANCEL ->
                        state == JobStatus.STANDBY ? "The block job for device '" + id + "' is currently paused" : null;
                    default -> null;
                });
    }

    /** The state that the job comes to. */
    private static JobStatus after(JobVerb verb, JobStatus state) {
        return switch (verb) {
            case PAUSE -> state == JobStatus.READY ? JobStatus.STANDBY : JobStatus.PAUSED;
            case RESUME -> state == JobStatus.STANDBY ? JobStatus.READY : JobStatus.RUNNING;
            case SET_SPEED -> state;
            case DISMISS -> JobStatus.NULL;
            // it switches over once it is resumed
            case COMPLETE -> state == JobStatus.STANDBY ? JobStatus.STANDBY : JobStatus.CONCLUDED;
            case CANCEL, FINALIZE, CHANGE -> JobStatus.CONCLUDED;
        };
    }

    private void refuses(String id, JobVerb verb, String text) throws Exception {
        // QEMU 7.2 has no command for that verb, whatever the state
        boolean lacking = verb == JobVerb.CHANGE;
        TestHost host = new TestHost();
        assertEquals(lacking ? ExitCode.USAGE : ExitCode.REFUSED, host.run(words(verb, id)), host::errText);
        String sentence = "jobdeck: '" + verb.qmpName() + "' on the job '" + id + "' "
                + (lacking ? "cannot be asked for: " + RemoteJobs.sentenceOf(text) : "was refused: " + text);
        assertTrue(host.errText().startsWith(sentence), () -> host.errText() + " in place of " + sentence);
        VerbOutcome outcome = ask(id, verb);
        assertEquals(lacking ? VerbOutcome.Result.UNSUPPORTED : VerbOutcome.Result.REFUSED, outcome.result());
        assertTrue(outcome.error().startsWith(text), outcome::error);
    }

    private void throughCommandLine(String id, JobVerb verb, JobStatus state) throws Exception {
        TestHost host = new TestHost();
        assertEquals(0, host.run(words(verb, id)), () -> verb + " in " + state + ": " + host.errText());
        assertEquals("", host.errText());
        await(id, after(verb, state));
    }

    private void throughClient(String id, JobVerb verb, JobStatus state) throws Exception {
        assertEquals(VerbOutcome.DONE, ask(id, verb), () -> verb + " in " + state);
        await(id, after(verb, state));
    }

    private String[] words(JobVerb verb, String id) {
        List<String> words = new ArrayList<>(List.of("job", verb.qmpName(), qemu.address(), id));
        switch (verb) {
            case SET_SPEED -> words.add("70K");
            case CHANGE -> words.add("copy-mode=write-blocking");
            default -> {
                // no more
            }
        }
        return words.toArray(String[]::new);
    }

    private VerbOutcome ask(String id, JobVerb verb) throws Exception {
        JobSnapshot job = snapshot(id);
        VerbRequest request = switch (verb) {
            case CANCEL -> new VerbRequest.Cancel(false);
            case SET_SPEED -> new VerbRequest.SetSpeed(70 << 10);
            case CHANGE -> new VerbRequest.Change(new JobChange("mirror", Map.of("copy-mode", "write-blocking")));
            default -> new VerbRequest.Plain(verb);
        };
        return qemu.other().apply(job.key(), request).toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    /** The client's picture follows; the job is there by the event that tells of it. */
    private JobSnapshot snapshot(String id) {
        while (true) {
            for (JobSnapshot job : qemu.other().changesSince(0).upserted()) {
                if (job.id().equals(id)) {
                    return job;
                }
            }
            Thread.onSpinWait();
        }
    }

    private String jobIn(JobStatus state) throws Exception {
        String id = "j" + made++;
        switch (state) {
            case RUNNING -> backup(id, 1 << 16, true);
            case PAUSED -> {
                backup(id, 1 << 16, true);
                qemu.execute("job-pause", "{'id': '" + id + "'}");
            }
            case READY -> mirror(id);
            case STANDBY -> {
                mirror(id);
                await(id, JobStatus.READY);
                qemu.execute("job-pause", "{'id': '" + id + "'}");
            }
            case WAITING ->
                qemu.execute(
                        "transaction",
                        "{'actions': [{'type': 'blockdev-backup', 'data': " + backupOf(id, 0, true)
                                + "}, {'type': 'blockdev-backup', 'data': " + backupOf(id + "-other", 1 << 16, true)
                                + "}], 'properties': {'completion-mode': 'grouped'}}");
            case PENDING -> backup(id, 0, false);
            default -> backup(id, 0, true);
        }
        await(id, state);
        return id;
    }

    private void backup(String id, long speed, boolean finalizes) throws Exception {
        qemu.execute("blockdev-backup", backupOf(id, speed, finalizes));
    }

    private String backupOf(String id, long speed, boolean finalizes) throws Exception {
        addNodes(id);
        return "{'job-id': '" + id + "', 'device': '" + id + "-a', 'target': '" + id + "-b', 'sync': 'full', 'speed': "
                + speed + ", 'auto-finalize': " + finalizes + ", 'auto-dismiss': false}";
    }

    private void mirror(String id) throws Exception {
        addNodes(id);
        qemu.execute(
                "blockdev-mirror",
                "{'job-id': '" + id + "', 'device': '" + id + "-a', 'target': '" + id
                        + "-b', 'sync': 'full', 'auto-dismiss': false}");
    }

    private void addNodes(String id) throws Exception {
        for (String end : List.of("-a", "-b")) {
            qemu.execute(
                    "blockdev-add", "{'driver': 'null-co', 'size': " + SIZE + ", 'node-name': '" + id + end + "'}");
        }
    }

    private JobStatus stateOf(String id) throws Exception {
        for (JsonValue value : (JsonArray) qemu.execute("query-jobs", "{}")) {
            JsonObject job = (JsonObject) value;
            if (job.string("id").orElseThrow().equals(id)) {
                return JobStatus.ofQmpName(job.string("status").orElseThrow()).orElseThrow();
            }
        }
        return JobStatus.NULL;
    }

    private void await(String id, JobStatus state) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        for (JobStatus now = stateOf(id); now != state; now = stateOf(id)) {
            assertTrue(System.nanoTime() < end, id + " is " + now + " and was to be " + state);
        }
    }
}
