package org.jobdeck.daemon.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class GeneratorTest {

    @Test
    void aSeedAlwaysMakesTheSameScript() {
        assertEquals(Generator.script(7), Generator.script(7));
        assertNotEquals(Generator.script(7).steps(), Generator.script(8).steps());
    }

    @Test
    void everyCommandComesUp() {
        Set<String> names = LongStream.range(0, 100)
                .mapToObj(Generator::script)
                .flatMap(script -> script.steps().stream())
                .map(Step::name)
                .collect(Collectors.toCollection(TreeSet::new));

        assertTrue(
                names.containsAll(Set.of(
                        "qmp_capabilities",
                        "blockdev-add",
                        "blockdev-del",
                        "blockdev-create",
                        "blockdev-backup",
                        "blockdev-snapshot",
                        "transaction",
                        "job-pause",
                        "job-resume",
                        "job-complete",
                        "job-cancel",
                        "job-finalize",
                        "job-dismiss",
                        "block-job-pause",
                        "block-job-resume",
                        "block-job-complete",
                        "block-job-cancel",
                        "block-job-finalize",
                        "block-job-dismiss",
                        "block-job-set-speed",
                        "query-jobs",
                        "query-block-jobs",
                        "query-named-block-nodes",
                        "query-block",
                        "query-block-exports",
                        "x-debug-query-block-graph",
                        "object-add",
                        "object-del",
                        "packet")),
                names::toString);
    }
}
