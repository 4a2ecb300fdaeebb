package org.jobdeck.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of the checkout, apart from anything that is built. */
final class Checkout {
    private final Path root = Path.of(System.getProperty("jobdeck.root", "../.."))
            .toAbsolutePath()
            .normalize();

    /** A file, by its path from the root of the checkout. */
    Path file(String path) {
        return root.resolve(path);
    }

    /** A file's text. */
    String text(String path) {
        return read(file(path));
    }

    /** A file's name from the root. */
    String nameOf(Path file) {
        return root.relativize(file).toString();
    }

    /** The pages that people read: those at the root, and all in the folder docs. */
    List<Path> pages() {
        try (Stream<Path> top = Files.list(root);
                Stream<Path> docs = Files.walk(root.resolve("docs"))) {
            return Stream.concat(top, docs)
                    .filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The folders that hold Java sources: product code and unit tests of the bundles, test bundles, rules, benchmarks. */
    List<Path> sourceFolders() {
        try (Stream<Path> bundles = Files.list(root.resolve("bundles"))) {
            Stream<Path> ofBundles = bundles.sorted()
                    .flatMap(bundle -> bundle.toString().endsWith(".tests") && !Files.exists(bundle.resolve("src/main"))
                            ? Stream.of(bundle.resolve("src"))
                            : Stream.of(bundle.resolve("src/main/java"), bundle.resolve("src/test/java")));
            return Stream.concat(
                            ofBundles,
                            Stream.of(
                                    file("releng/architecture/src/test/java"),
                                    file("releng/benchmarks/src/main/java"),
                                    file("releng/benchmarks/src/test/java")))
                    .filter(Files::isDirectory)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
