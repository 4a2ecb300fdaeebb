package org.jobdeck.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DaemonRunTest {

    @Test
    void aWholeCommandLineNeedsNoParser() {
        assertEquals(
                Optional.of(List.of("--object", "iothread,id=i", "--monitor=m", "--allow-remote")),
                DaemonRun.argumentsOf(
                        "storage-daemon", "--object", "iothread,id=i", "--verbose", "--monitor=m", "--allow-remote"));
        assertEquals(Optional.of(List.of()), DaemonRun.argumentsOf("storage-daemon"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "storage-daemon --help",
                "storage-daemon --monitor m -h",
                "storage-daemon --version",
                "storage-daemon -V",
                "storage-daemon --monitor",
                "storage-daemon --frob x",
                "storage-daemon x",
                "run storage-daemon",
                "--verbose storage-daemon",
                "desktop",
                "--help"
            })
    void whatHasToBeExplainedIsTheParsers(String line) {
        assertEquals(Optional.empty(), DaemonRun.argumentsOf(line.split(" ")));
    }

    @Test
    void nothingAtAllIsNoDaemon() {
        assertEquals(Optional.empty(), DaemonRun.argumentsOf());
    }
}
