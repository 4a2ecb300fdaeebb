package org.jobdeck.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TargetFileTest {

    @TempDir
    Path folder;

    private SourceFile source;
    private Path path;

    @BeforeEach
    void makeSource() throws IOException, Failure {
        source = SourceFile.check(Images.full(folder.resolve("a.raw"), 1000).toString());
        path = folder.resolve("b.raw");
    }

    @Test
    void aCheckChangesNothing() throws Failure {
        TargetFile target = TargetFile.check(path.toString(), source, false);
        assertFalse(target.existed());
        assertFalse(Files.exists(path));
    }

    @Test
    void itHasTheLengthOfTheSourceAndNoData() throws Failure, IOException {
        TargetFile target = TargetFile.check(path.toString(), source, false);
        target.make();
        assertEquals(1000, Files.size(path));
        assertEquals(0, AllocatedBytes.of(path).orElseThrow());
    }

    @Test
    void whatWasWrittenBeyondTheEndIsCutOff() throws Failure, IOException {
        TargetFile target = TargetFile.check(path.toString(), source, false);
        target.make();
        Files.write(path, new byte[24], StandardOpenOption.APPEND);
        assertEquals("", target.settle(true));
        assertEquals(1000, Files.size(path));
        assertEquals("", target.settle(false), "it is settled already");
        assertTrue(Files.exists(path));
    }

    @Test
    void whoMakesItMeanwhileKeepsIt() throws Failure, IOException {
        TargetFile target = TargetFile.check(path.toString(), source, false);
        Files.writeString(path, "mine");
        Failure refused = assertThrows(Failure.class, target::make);
        assertEquals(
                "the target '" + path + "' has been made by somebody else at this moment; run it again",
                refused.getMessage());
        target.settle(false);
        assertEquals("mine", Files.readString(path));
    }

    @Test
    void aJobThatNeverBeganLeavesWhatWasThere() throws Failure, IOException {
        Images.full(path, 1000);
        TargetFile target = TargetFile.check(path.toString(), source, false);
        target.make();
        assertEquals("", target.withdraw());
        assertTrue(Files.exists(path));
        Files.delete(path);
        TargetFile made = TargetFile.check(path.toString(), source, true);
        made.make();
        assertEquals("'" + path + "' was removed again", made.withdraw());
        assertFalse(Files.exists(path));
    }
}
