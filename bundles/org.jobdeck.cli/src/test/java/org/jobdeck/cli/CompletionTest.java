package org.jobdeck.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompletionTest {

    @TempDir
    Path folder;

    private final TestHost host = new TestHost();

    @Test
    void bashCompletesCommandsOptionsAndValues() throws IOException, InterruptedException {
        host.run("completion", "bash");
        Path script = Files.writeString(folder.resolve("script"), host.outText());
        assertEquals(List.of("demo"), complete(script, "jobdeck", "dem"));
        assertEquals(List.of("backup"), complete(script, "jobdeck", "run", "b"));
        assertEquals(List.of("--source"), complete(script, "jobdeck", "run", "backup", "--so"));
        assertEquals(List.of("enospc"), complete(script, "jobdeck", "run", "backup", "--on-target-error", "en"));
        assertEquals(List.of("--attach"), complete(script, "jobdeck", "desktop", "--at"));
        assertEquals(List.of("top"), complete(script, "jobdeck", "to"));
        assertEquals(List.of("start"), complete(script, "jobdeck", "star"));
        assertEquals(List.of("mirror"), complete(script, "jobdeck", "start", "m"));
        assertEquals(List.of("--copy-mode"), complete(script, "jobdeck", "start", "mirror", "--cop"));
        assertEquals(List.of("write-blocking"), complete(script, "jobdeck", "start", "mirror", "--copy-mode", "w"));
        assertEquals(List.of("set-speed"), complete(script, "jobdeck", "job", "se"));
        assertEquals(List.of("ready"), complete(script, "jobdeck", "wait", "--state", "re"));
    }

    private static List<String> complete(Path script, String... words) throws IOException, InterruptedException {
        String program = "source '" + script + "' && COMP_WORDS=(" + String.join(" ", words) + ") && COMP_CWORD="
                + (words.length - 1) + " && _complete_jobdeck && printf '%s\\n' \"${COMPREPLY[@]}\"";
        Process bash = new ProcessBuilder("bash", "--norc", "-c", program)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String answer = new String(bash.getInputStream().readAllBytes());
        bash.waitFor();
        return answer.lines().map(String::strip).toList();
    }

    @Test
    void zshTakesTheSameScript() {
        host.run("completion", "zsh");
        assertTrue(host.outText().contains("ZSH_VERSION"), "the script asks which shell reads it");
    }

    @Test
    void fishHasALineForEachOption() {
        assertEquals(ExitCode.DONE, host.run("completion", "fish"));
        String inBackup = "complete -c jobdeck -n '__fish_seen_subcommand_from run; and __fish_seen_subcommand_from "
                + "backup' ";
        assertTrue(host.outText().contains(inBackup + "-l source -r -F -d 'Raw image to read.'"), host.outText());
        assertTrue(host.outText().contains(inBackup + "-l sync -x -a 'full'"), host.outText());
        assertTrue(host.outText().contains("(default: the source\\'s)"), host.outText());
        assertTrue(host.outText().contains("-l copy-mode -x -a 'background write-blocking'"), host.outText());
        assertTrue(host.outText().contains("-a 'top' -d "), host.outText());
        long bad = host.outLines().stream()
                .filter(line -> !line.startsWith("complete -c jobdeck ") && !line.startsWith("#"))
                .count();
        assertEquals(0, bad);
    }
}
