package org.jobdeck.exploration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The search proves itself: it finds mistakes that were put into the core on purpose. */
class MutantsTest {

    private final Path checkout = Path.of(System.getProperty("jobdeck.root", "../.."))
            .toAbsolutePath()
            .normalize();

    @TempDir
    private Path folder;

    @Test
    void everyPatchFits() throws IOException {
        List<Path> patches = patches();
        assertTrue(patches.size() >= 12, patches::toString);
        for (Path file : patches) {
            Patch patch = Patch.parse(Files.readString(file));
            assertTrue(patch.title().startsWith("Mistake: "), file + " says what the mistake is");
            assertEquals(
                    patch.files().size(),
                    new Mutant(checkout, patch).changedSources().size());
        }
    }

    @Test
    void aMistakeIsFoundAndFoundAgain() throws IOException {
        Path file = checkout.resolve("releng/exploration/mutants/05-token-good-while-dropped.patch");
        String found = new Mutant(checkout, Patch.parse(Files.readString(file))).search(folder);
        assertNotNull(found);
        assertTrue(found.contains(Rule.TOKEN_VOID.name()), found);
    }

    @TestFactory
    @Tag("long")
    Stream<DynamicTest> everyMistakeIsFound() throws IOException {
        return patches().stream()
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> find(file)));
    }

    private void find(Path file) throws IOException {
        Patch patch = Patch.parse(Files.readString(file));
        Path place = Files.createDirectory(folder.resolve(file.getFileName().toString()));
        String found = new Mutant(checkout, patch).search(place);
        assertNotNull(found, () -> "not found: " + patch.title());
        System.out.println(patch.title() + "\n  found in " + found);
    }

    private List<Path> patches() throws IOException {
        try (Stream<Path> files = Files.list(checkout.resolve("releng/exploration/mutants"))) {
            return files.filter(file -> file.toString().endsWith(".patch"))
                    .sorted()
                    .toList();
        }
    }
}
