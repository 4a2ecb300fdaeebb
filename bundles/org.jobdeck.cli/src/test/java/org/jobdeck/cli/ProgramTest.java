package org.jobdeck.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProgramTest {

    private final TestHost host = new TestHost();

    @Test
    void theVersionIsShown() {
        assertEquals(ExitCode.DONE, host.run("--version"));
        assertEquals("jobdeck 0.1.0", host.outLines().getFirst());
        assertTrue(host.outLines().get(1).startsWith("java " + System.getProperty("java.version")));
        assertEquals("", host.errText());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "-h",
                "desktop --help",
                "demo --help",
                "run --help",
                "run backup --help",
                "jobs --help",
                "job pause --help",
                "start --help",
                "start mirror --help",
                "start create --help",
                "start transaction --help",
                "wait --help",
                "events --help",
                "top --help",
                "image --help",
                "image info --help",
                "image convert --help",
                "bench --help",
                "completion --help"
            })
    void everyCommandHasHelp(String line) {
        assertEquals(ExitCode.DONE, host.run(line.split(" ")));
        assertTrue(host.outText().startsWith("Usage: jobdeck"), host.outText());
        assertEquals("", host.errText());
    }

    @Test
    void theHelpListsTheCommandsThatThereAre() {
        host.run("--help");
        List<String> commands = host.outLines().stream()
                .dropWhile(line -> !line.equals("Commands:"))
                .skip(1)
                .takeWhile(line -> line.startsWith("  "))
                .filter(line -> line.matches("  [^ ].*"))
                .map(line -> line.strip().split(" ")[0])
                .toList();
        assertEquals(
                List.of(
                        "desktop",
                        "demo",
                        "run",
                        "storage-daemon",
                        "jobs",
                        "job",
                        "start",
                        "wait",
                        "events",
                        "top",
                        "image",
                        "bench",
                        "completion"),
                commands);
    }

    @Test
    void theHelpOfATypeHasItsDeclaredOptions() {
        host.run("run", "backup", "--help");
        host.factories().find("backup").orElseThrow().options().stream()
                .filter(option -> option.kind() != org.jobdeck.job.driver.OptionKind.NODE)
                .forEach(option -> assertTrue(host.outText().contains("--" + option.name() + "="), option.name()));
        assertFalse(host.outText().contains("--device"), "nobody can name a node here");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "frobnicate | there is no command 'jobdeck frobnicate'; 'jobdeck --help' shows what there is",
                "rum | there is no command 'jobdeck rum' (did you mean 'run'?); 'jobdeck --help' shows what there is",
                "--frob | there is no option '--frob'; 'jobdeck --help' shows what there is",
                "run | 'jobdeck run' needs the type of the job: backup",
                "run bakcup | there is no command 'jobdeck run bakcup' (did you mean 'backup'?); 'jobdeck run --help' "
                        + "shows what there is",
                "run backup --sorce x | there is no option '--sorce' (did you mean '--source'?); 'jobdeck run backup "
                        + "--help' shows what there is",
                "run backup --source a | 'jobdeck run backup' needs --target FILE; 'jobdeck run backup --help' shows "
                        + "what there is",
                "run backup --source a --source b | the option '--source' was given more than once; 'jobdeck run"
                        + " backup --help' shows what there is",
                "run backup --source a --target | the option '--target' needs a value; 'jobdeck run backup --help' "
                        + "shows what there is",
                "run backup --source a --target b c | 'jobdeck run backup' does not take the argument 'c'; 'jobdeck"
                        + " run backup --help' shows what there is",
                "run backup --source a --target b --speed fast | the value of '--speed' is wrong: 'fast' is not an "
                        + "amount of bytes; write for instance 512, 64K, 1.5M or 2G; 'jobdeck run backup --help' shows "
                        + "what there is",
                "run backup --source a --target b --sync top | the value of '--sync' is wrong: it takes full, but was "
                        + "given 'top'; 'jobdeck run backup --help' shows what there is",
                "run backup --source a --target b --max-workers 0 | the value of '--max-workers' is wrong: it takes "
                        + "values from 1 to 1024, but was given 0; 'jobdeck run backup --help' shows what there is",
                "run backup --source a --target b --format qcow2 | the format 'qcow2' of the target is not known; "
                        + "known: raw",
                "bench | 'jobdeck bench' needs NAME; 'jobdeck bench --help' shows what there is",
                "bench disk | the value of 'NAME' is wrong: the benchmark 'disk' is not known; known: blocking, jobs, "
                        + "desktop, qmp, copy; 'jobdeck bench --help' shows what there is",
                "bench jobs | 'bench jobs' measures with a tool that is no part of the program; run './jobdeck bench "
                        + "jobs' in a checkout of the sources",
                "completion tcsh | the value of 'SHELL' is wrong: the shell 'tcsh' is not known; known: bash, "
                        + "zsh, fish; 'jobdeck completion --help' shows what there is",
                "demo --seconds soon | the value of '--seconds' is wrong: 'soon' is not a number of seconds; 'jobdeck "
                        + "demo --help' shows what there is",
                "demo --seconds 604801 | the value of '--seconds' is wrong: it takes values from 0 to 604800, but was given "
                        + "604801; 'jobdeck demo --help' shows what there is",
                "bench blocking --queries 0 | the value of '--queries' is wrong: it takes values from 1 to 10000000, "
                        + "but was given 0; 'jobdeck bench --help' shows what there is",
                "demo --screenshot x.png | '--screenshot' takes a picture of the window, but no window can be opened "
                        + "here; run it where there is a display and GTK, or leave '--screenshot' out",
                "demo --headless --screenshot x.png | '--screenshot' takes a picture of the window, and '--headless' "
                        + "asks for none; leave one of them out"
            })
    void aWrongCommandLineIsOneSentenceAndExitCode2(String line, String sentence) {
        assertEquals(ExitCode.USAGE, host.run(line.split(" ")));
        assertEquals("jobdeck: " + sentence, host.errText());
        assertEquals("", host.outText());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--version", "--help", "run backup --help", "completion fish", "bench blocking --queries 1"})
    void outputThatCannotBeWrittenIsOneSentence(String line) {
        assertEquals(ExitCode.FAILED, host.withOutputLostAfter(0).run(line.split(" ")));
        assertEquals(
                "jobdeck: standard output could not be written; see whether its reader has gone or its disk is full",
                host.errText());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "desktop"})
    void theWindowIsNotHere(String line) {
        assertEquals(ExitCode.USAGE, host.run(line.isEmpty() ? new String[0] : new String[] {line}));
        assertEquals(1, host.errText().lines().count());
        assertTrue(host.errText().contains("jobdeck demo --headless"), host.errText());
    }

    @Test
    void onlyVerboseShowsWhereAnErrorComesFrom() {
        host.run("run", "backup", "--source", "/nowhere/a", "--target", "/nowhere/b");
        assertEquals(1, host.errText().lines().count(), host.errText());
        TestHost talkative = new TestHost();
        talkative.run("run", "backup", "--source", "/nowhere/a", "--target", "/nowhere/b", "--verbose");
        assertTrue(talkative.errText().contains("    at org.jobdeck.cli.SourceFile"), talkative.errText());
        assertTrue(talkative.errText().contains("caused by java.nio.file.NoSuchFileException"), talkative.errText());
    }

    @Test
    void aBenchmarkPrintsItsTable() {
        assertEquals(ExitCode.DONE, host.run("bench", "blocking", "--queries", "200"), host.errText());
        assertTrue(host.outLines().get(2).matches("0 jobs in blocking +[0-9.]+ +[0-9.]+ +[0-9.]+"), host.outText());
        assertTrue(host.outLines().get(3).matches("8 jobs in blocking +[0-9.]+ +[0-9.]+ +[0-9.]+"), host.outText());
    }

    @Test
    void copiesAreMeasured() {
        String folder = System.getProperty("java.io.tmpdir");
        String[] line = {"bench", "copy", "--size", "2M", "--rounds", "1", "--folder", folder};
        assertEquals(ExitCode.DONE, host.run(line), host.errText());
        assertEquals(12, host.outLines().size(), host.outText());
        String row = " +half +0.0 +[0-9.]+ +[0-9.]+ +[0-9.]+ +[0-9]+ +[0-9]+";
        for (int i = 0; i < CopyBench.kinds().size(); i++) {
            String kind = CopyBench.kinds().get(i);
            assertTrue(host.outLines().get(4 + i).matches(kind + row), host.outText());
        }
    }

    @Test
    void oneCopyIsMeasuredForPrograms() {
        String folder = System.getProperty("java.io.tmpdir");
        assertEquals(
                ExitCode.DONE,
                host.run("bench", "copy", "--size=2M", "--rounds=1", "--copy=qcow2-raw", "--json", "--folder", folder),
                host.errText());
        assertEquals(2, host.outLines().size(), host.outText());
        assertTrue(host.outLines().get(1).contains("\"copy\": \"qcow2-raw\", \"data\": \"full\""), host.outText());
        assertEquals(ExitCode.USAGE, host.run("bench", "copy", "--copy", "raw-vmdk"));
        assertTrue(host.errText().contains("the copy 'raw-vmdk' is not known"), host.errText());
    }

    @Test
    void nearNamesAreGuessed() {
        assertEquals(0, UsageErrors.distance("speed", "speed"));
        assertEquals(1, UsageErrors.distance("sped", "speed"));
        assertEquals(3, UsageErrors.distance("kitten", "sitting"));
        assertEquals(5, UsageErrors.distance("", "speed"));
    }
}
