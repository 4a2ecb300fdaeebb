package org.jobdeck.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** docs/traceability.md names every part of the series, and nothing that does not exist. */
class TraceabilityTest {
    private static final String PAGE = "docs/traceability.md";

    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");
    private static final Pattern JAVA_NAME = Pattern.compile("(?:org\\.jobdeck\\.[\\w.]*|[A-Z])[\\w.]*(?:#\\w+)?");
    private static final Pattern ISSUE_TO_COME = Pattern.compile("\\bissue [1-4]\\b");

    private static final List<String> FILES = List.of(
            "include/block/aio-wait.h",
            "include/qemu/job-common.h",
            "include/qemu/job-driver.h",
            "include/qemu/job-monitor.h",
            "include/qemu/job.h",
            "block.c",
            "block/mirror.c",
            "block/replication.c",
            "blockdev.c",
            "blockjob.c",
            "job-qmp.c",
            "job.c",
            "monitor/qmp-cmds.c",
            "qemu-img.c",
            "tests/unit/test-bdrv-drain.c",
            "tests/unit/test-block-iothread.c",
            "tests/unit/test-blockjob-txn.c",
            "tests/unit/test-blockjob.c");

    private static final List<String> CASES = List.of(
            "/blockjob/ids",
            "/blockjob/cancel/created",
            "/blockjob/cancel/running",
            "/blockjob/cancel/paused",
            "/blockjob/cancel/ready",
            "/blockjob/cancel/standby",
            "/blockjob/cancel/pending",
            "/blockjob/cancel/concluded",
            "/blockjob/complete_in_standby",
            "/single/success",
            "/single/failure",
            "/single/cancel",
            "/pair/success",
            "/pair/failure",
            "/pair/cancel",
            "/pair/fail-cancel-race",
            "/bdrv-drain/blockjob/drain_all",
            "/bdrv-drain/blockjob/drain",
            "/bdrv-drain/blockjob/error/drain_all",
            "/bdrv-drain/blockjob/error/drain",
            "/bdrv-drain/blockjob/iothread/drain_all",
            "/bdrv-drain/blockjob/iothread/drain",
            "/bdrv-drain/blockjob/iothread/error/drain_all",
            "/bdrv-drain/blockjob/iothread/error/drain",
            "/bdrv-drain/blockjob/commit_by_drained_end",
            "/attach/blockjob");

    private static JavaNames names;
    private static String page;

    @BeforeAll
    static void read() {
        Checkout checkout = new Checkout();
        names = new JavaNames(checkout);
        page = checkout.text(PAGE);
    }

    @Test
    void everyJavaNameExists() {
        Set<String> missing = new TreeSet<>();
        List<String> named = javaNames(page);
        for (String name : named) {
            if (!names.has(name) && !names.hasPackage(name)) {
                String several = names.candidates(name.replaceAll("[.#].*", ""));
                missing.add(name + (several.contains(",") ? " (is it one of " + several + "?)" : ""));
            }
        }
        assertEquals(Set.of(), missing, "in " + PAGE);
        assertTrue(named.size() > 100, "the page names only " + named.size());
    }

    @Test
    void everyPatchHasARow() {
        List<List<String>> rows = rows("The 15 patches");
        List<String> expected =
                IntStream.rangeClosed(1, 15).mapToObj(Integer::toString).toList();
        assertEquals(expected, firstCells(rows));
        assertEquals(Set.of(), rowsWithoutProof(rows));
    }

    @Test
    void everyFileHasARow() {
        List<List<String>> rows = rows("The 18 files");
        assertEquals(FILES, firstCells(rows));
        assertEquals(Set.of(), rowsWithoutProof(rows));
    }

    @Test
    void everyPortedCaseHasATest() {
        List<List<String>> rows = rows("The ported test cases");
        assertEquals(CASES, firstCells(rows));
        Set<String> broken = new TreeSet<>();
        for (List<String> row : rows) {
            List<String> named = javaNames(row.getLast());
            boolean methods = named.stream().allMatch(name -> name.contains("#") && names.isTest(name));
            if (named.isEmpty() || !methods) {
                broken.add(row.getFirst() + " names no test method");
            }
        }
        assertEquals(Set.of(), broken);
    }

    @Test
    void whatDoesNotExistIsNotFound() {
        assertTrue(names.has("org.jobdeck.job.common.JobLock.Held#generation"));
        assertTrue(names.has("JobVerb#allowedIn"));
        assertFalse(names.has("org.jobdeck.job.common.JobLock.Held#noSuchMethod"));
        assertFalse(names.has("org.jobdeck.job.common.JobLock.NoSuchClass"));
        assertFalse(names.has("org.jobdeck.job.monitor.JobLock"));
        assertFalse(names.has("NoSuchClass"));
        assertTrue(names.isProduct("JobLock"));
        assertFalse(names.isTest("JobLock#require"));
        assertFalse(names.hasPackage("org.jobdeck.nothing"));
    }

    /** Rows that name neither a product class and a test nor an issue to come. */
    private static Set<String> rowsWithoutProof(List<List<String>> rows) {
        Set<String> broken = new TreeSet<>();
        for (List<String> row : rows) {
            String text = String.join(" ", row);
            List<String> named = javaNames(text);
            boolean shown =
                    named.stream().anyMatch(names::isProduct) && named.stream().anyMatch(names::isTest);
            if (!shown && !ISSUE_TO_COME.matcher(text).find()) {
                broken.add(row.getFirst());
            }
        }
        return broken;
    }

    private static List<String> javaNames(String text) {
        return QUOTED.matcher(text)
                .results()
                .map(found -> found.group(1))
                .filter(quoted -> JAVA_NAME.matcher(quoted).matches())
                .toList();
    }

    private static List<String> firstCells(List<List<String>> rows) {
        return rows.stream().map(List::getFirst).toList();
    }

    /** The rows of the table below a heading, without its head. */
    private static List<List<String>> rows(String heading) {
        Pattern section = Pattern.compile(
                "^## " + Pattern.quote(heading) + "$(.*?)(?=^## |\\z)", Pattern.MULTILINE | Pattern.DOTALL);
        String text = section.matcher(page)
                .results()
                .map((MatchResult found) -> found.group(1))
                .findFirst()
                .orElseThrow(() -> new AssertionError(PAGE + " has no section '" + heading + "'"));
        List<List<String>> rows = new ArrayList<>();
        for (String line : text.lines().filter(l -> l.startsWith("|")).skip(2).toList()) {
            String inner = line.strip().substring(1, line.strip().length() - 1);
            rows.add(List.of(inner.split("\\|")).stream().map(String::strip).toList());
        }
        return rows;
    }
}
