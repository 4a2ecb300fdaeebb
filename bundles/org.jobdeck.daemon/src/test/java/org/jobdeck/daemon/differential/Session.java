package org.jobdeck.daemon.differential;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jobdeck.json.JsonArray;
import org.jobdeck.json.JsonObject;

/**
 * Plays one script to one daemon: sends a packet, waits until its replies are there and all jobs are at rest, sends the
 * next.
 *
 * <p>Rest is found by asking. The questions have ids that no step uses, and neither they nor their answers are in the
 * transcript.
 */
final class Session {

    private static final String MARK = "~";
    private static final String QUESTIONS =
            "{\"execute\": \"query-jobs\", \"id\": \"~j\"} {\"execute\": \"query-block-jobs\", \"id\": \"~b\"}\n";

    /** How long to wait for an event before asking again. */
    private static final Duration PAUSE = Duration.ofMillis(1);

    private final DaemonUnderTest daemon;
    private final Duration patience;
    private final Path folder;
    private final Transcript transcript = new Transcript();
    private final Rest rest = new Rest();

    Session(DaemonUnderTest daemon, Path folder, Duration patience) {
        this.daemon = daemon;
        this.folder = folder;
        this.patience = patience;
    }

    /** Plays the script, then quits. A daemon that goes away, or does not come to rest, is noted and nothing more is sent. */
    Transcript play(Script script) throws IOException {
        transcript.begin("", "greeting");
        try {
            daemon.wire().receive(deadline()).ifPresent(transcript::reply);
            for (Step step : script.steps()) {
                transcript.begin(step.text(), step.name());
                daemon.wire().send(step.packet(folder));
                if (!settle(step)) {
                    transcript.broken("no rest");
                    return transcript;
                }
            }
        } catch (IOException e) {
            // closed or reset: the daemon is no more
            transcript.broken("gone");
            return transcript;
        }
        quit();
        return transcript;
    }

    private boolean settle(Step step) throws IOException {
        long deadline = deadline();
        boolean first = true;
        while (true) {
            daemon.wire().send(QUESTIONS);
            Optional<JsonObject> jobs = answer(MARK + "j", deadline);
            Optional<JsonObject> blockJobs = answer(MARK + "b", deadline);
            if (jobs.isEmpty() || blockJobs.isEmpty()) {
                return false;
            }
            if (first) {
                rest.done(step, transcript.chapters().getLast().replies());
                first = false;
            }
            Optional<JsonArray> jobList = jobs.get().array("return");
            Optional<JsonArray> blockJobList = blockJobs.get().array("return");
            // before capabilities are negotiated the questions are refused, and there is nothing to wait for
            if (jobList.isEmpty() || blockJobList.isEmpty() || rest.of(jobList.get(), blockJobList.get())) {
                return true;
            }
            if (System.nanoTime() > deadline) {
                transcript.note(jobList.get().toJson());
                return false;
            }
            daemon.wire().receive(System.nanoTime() + PAUSE.toNanos()).ifPresent(this::take);
        }
    }

    /** The answer to one of the questions; what comes before is part of the story. */
    private Optional<JsonObject> answer(String id, long deadline) throws IOException {
        while (true) {
            Optional<JsonObject> message = daemon.wire().receive(deadline);
            if (message.isEmpty()
                    || message.get().string("id").filter(id::equals).isPresent()) {
                return message;
            }
            take(message.get());
        }
    }

    private void take(JsonObject message) {
        if (message.has("event")) {
            transcript.event(message);
        } else {
            transcript.reply(message);
        }
    }

    private void quit() throws IOException {
        transcript.begin("quit", "quit");
        long deadline = deadline();
        try {
            // a script may have left out the negotiation
            daemon.wire().send("{\"execute\": \"qmp_capabilities\", \"id\": \"~n\"} {\"execute\": \"quit\"}\n");
            answer(MARK + "n", deadline);
            for (Optional<JsonObject> next = daemon.wire().receive(deadline);
                    next.isPresent();
                    next = daemon.wire().receive(deadline)) {
                take(next.get());
            }
            transcript.note("still there");
        } catch (IOException e) {
            // how the connection ends after quit is no fact; the exit status is
            transcript.note("exit status " + daemon.awaitEnd());
        }
    }

    private long deadline() {
        return System.nanoTime() + patience.toNanos();
    }
}
