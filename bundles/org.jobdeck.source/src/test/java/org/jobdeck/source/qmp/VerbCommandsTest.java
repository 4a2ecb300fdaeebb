package org.jobdeck.source.qmp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jobdeck.job.common.JobVerb;
import org.jobdeck.source.ServerSkills;
import org.jobdeck.source.VerbRequest;
import org.junit.jupiter.api.Test;

/** Which command is taken where a server has one, both or a deprecated one; real servers: {@link RealSchemasTest}. */
class VerbCommandsTest {

    private static ServerSkills skills(List<String> commands, String... deprecated) {
        Map<String, Set<String>> all =
                commands.stream().collect(Collectors.toUnmodifiableMap(name -> name, _ -> Set.of()));
        return new ServerSkills(all, Set.of(deprecated));
    }

    private static String message(VerbRequest verb, boolean blockJob, ServerSkills skills) {
        return VerbCommands.of(verb, "a", blockJob, skills)
                .map(request -> request.command() + " " + request.arguments().toJson())
                .orElse("");
    }

    private static VerbRequest plain(JobVerb verb) {
        return new VerbRequest.Plain(verb);
    }

    @Test
    void whatIsNotDeprecatedIsPreferred() {
        List<String> both = List.of("job-pause", "block-job-pause");
        assertEquals("job-pause {\"id\": \"a\"}", message(plain(JobVerb.PAUSE), true, skills(both)));
        assertEquals("job-pause {\"id\": \"a\"}", message(plain(JobVerb.PAUSE), true, skills(both, "block-job-pause")));
        assertEquals(
                "block-job-pause {\"device\": \"a\"}", message(plain(JobVerb.PAUSE), true, skills(both, "job-pause")));
        assertEquals(
                "job-pause {\"id\": \"a\"}",
                message(plain(JobVerb.PAUSE), true, skills(both, "job-pause", "block-job-pause")),
                "a deprecated command is better than none");
        assertEquals("job-pause {\"id\": \"a\"}", message(plain(JobVerb.PAUSE), false, skills(both, "job-pause")));
    }

    @Test
    void aServerWithTheOlderCommandsOnlyIsServedToo() {
        ServerSkills old = skills(Stream.of(JobVerb.values())
                .map(verb -> "block-job-" + verb.qmpName())
                .toList());
        assertEquals("block-job-complete {\"device\": \"a\"}", message(plain(JobVerb.COMPLETE), true, old));
        assertEquals("block-job-dismiss {\"id\": \"a\"}", message(plain(JobVerb.DISMISS), true, old));
        assertEquals("block-job-finalize {\"id\": \"a\"}", message(plain(JobVerb.FINALIZE), true, old));
        assertEquals("block-job-cancel {\"device\": \"a\"}", message(new VerbRequest.Cancel(false), true, old));
        assertEquals(
                "block-job-cancel {\"device\": \"a\", \"force\": true}",
                message(new VerbRequest.Cancel(true), true, old));
        assertEquals("", message(plain(JobVerb.COMPLETE), false, old));
        assertEquals("", message(new VerbRequest.Cancel(true), false, old));
    }

    @Test
    void softAndForceAreNeverExchanged() {
        ServerSkills forceOnly = skills(List.of("job-cancel"));
        assertEquals("job-cancel {\"id\": \"a\"}", message(new VerbRequest.Cancel(true), true, forceOnly));
        assertEquals("", message(new VerbRequest.Cancel(false), true, forceOnly));
    }
}
