package org.jobdeck.ui.parts.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.jobdeck.json.JsonException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CompletionTest {

    private Completion completion;

    @BeforeEach
    void make() throws JsonException {
        completion = new Completion(SmallSchema.schema());
    }

    private List<String> lines(String line) {
        return completion.at(line, line.length()).stream()
                .map(Completion.Proposal::line)
                .toList();
    }

    private List<String> labels(String line) {
        return completion.at(line, line.length()).stream()
                .map(Completion.Proposal::label)
                .toList();
    }

    @Test
    void commandsByTheirBeginningAndDeprecatedOnesLast() {
        assertEquals(List.of("job-pause ", "job-resume "), lines("job"));
        assertEquals("block-job-pause (deprecated)", labels("").getLast());
        assertEquals(5, lines("").size());
    }

    @Test
    void argumentsThatAreNotGivenYetRequiredOnesFirst() {
        assertEquals(
                List.of(
                        "blockdev-mirror sync=full device=",
                        "blockdev-mirror sync=full job-id=",
                        "blockdev-mirror sync=full speed=",
                        "blockdev-mirror sync=full auto-dismiss=",
                        "blockdev-mirror sync=full top="),
                lines("blockdev-mirror sync=full "));
        assertEquals(List.of("device – text, must be given"), labels("blockdev-mirror d"));
        assertTrue(labels("blockdev-mirror t").getFirst().endsWith("(deprecated)"));
    }

    @Test
    void valuesOfChoicesAndFlags() {
        assertEquals(List.of("blockdev-mirror sync=full "), lines("blockdev-mirror sync=f"));
        assertEquals(
                List.of("blockdev-mirror auto-dismiss=true ", "blockdev-mirror auto-dismiss=false "),
                lines("blockdev-mirror auto-dismiss="));
        assertEquals(List.of(), lines("job-pause id="));
    }

    /** What a driver wants is offered when it is known which. */
    @Test
    void theDriverSaysWhichArgumentsThereAre() {
        assertEquals(List.of(), lines("blockdev-add filen"));
        assertEquals(List.of("blockdev-add driver=file filename="), lines("blockdev-add driver=file filen"));
        assertEquals(
                List.of("blockdev-add driver=qcow2 file.driver=file file.filename="),
                lines("blockdev-add driver=qcow2 file.driver=file file.filen"));
    }

    @Test
    void inTheMiddleOfALineTheRestStays() {
        Completion.Proposal proposal = completion
                .at("blockdev-mirror sy device=d", "blockdev-mirror sy".length())
                .getFirst();
        assertEquals("blockdev-mirror sync= device=d", proposal.line());
        assertEquals("blockdev-mirror sync=".length(), proposal.caret());
    }

    @Test
    void whatAllShareIsWritten() {
        assertEquals(Optional.of("job-"), Completion.common(completion.at("jo", 2)));
    }
}
