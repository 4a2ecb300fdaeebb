package org.jobdeck.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** The built checkout: its bundles with their sources, manifests and compiled classes, read once for all rules. */
final class House {
    private static final String PREFIX = "org.jobdeck.";

    private final Path root;
    private final Map<String, JavaClasses> product = new TreeMap<>();
    private final Map<String, String> owners = new LinkedHashMap<>();

    House() {
        root = Path.of(System.getProperty("jobdeck.root", "../.."))
                .toAbsolutePath()
                .normalize();
        for (String bundle : Rooms.names()) {
            JavaClasses classes = read(classFolder(bundle));
            product.put(bundle, classes);
            classes.forEach(type -> owners.put(type.getName(), bundle));
        }
    }

    /** The product classes of a bundle, by its name without {@code org.jobdeck.}. */
    JavaClasses classes(String bundle) {
        return product.get(bundle);
    }

    /** Every product class. */
    List<JavaClass> allClasses() {
        return product.values().stream().flatMap(JavaClasses::stream).toList();
    }

    /** The classes of all unit tests and test bundles. */
    List<JavaClass> testClasses() {
        List<JavaClass> found = new ArrayList<>();
        for (Path bundle : bundleFolders()) {
            boolean tests = bundle.getFileName().toString().endsWith(".tests");
            Path folder = bundle.resolve(tests ? "target/classes" : "target/test-classes");
            if (Files.isDirectory(folder)) {
                read(folder).forEach(found::add);
            }
        }
        return found;
    }

    /** The bundle that a class is compiled in, or null for a class from elsewhere. */
    String ownerOf(String className) {
        return owners.get(className);
    }

    /** The compiled class files of a bundle. */
    List<Path> classFiles(String bundle) {
        return files(classFolder(bundle), ".class");
    }

    /** The Java sources of a bundle's product code. */
    List<Path> sources(String bundle) {
        return files(folder(bundle).resolve("src/main/java"), ".java");
    }

    /** Every Java source of the checkout, tests included. */
    List<Path> allSources() {
        List<Path> found = new ArrayList<>();
        bundleFolders().forEach(bundle -> found.addAll(files(bundle.resolve("src"), ".java")));
        found.addAll(files(root.resolve("releng/architecture/src"), ".java"));
        found.addAll(files(root.resolve("releng/benchmarks/src"), ".java"));
        return found;
    }

    /** A file of the checkout, named from its root. */
    String nameOf(Path file) {
        return root.relativize(file).toString();
    }

    /** The manifest that a bundle is built with. */
    Manifest manifest(String bundle) {
        try (InputStream in = Files.newInputStream(folder(bundle).resolve("META-INF/MANIFEST.MF"))) {
            return new Manifest(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The names of the bundles that lie in the checkout, tests left out, without {@code org.jobdeck.}. */
    List<String> bundlesOnDisk() {
        return bundleFolders().stream()
                .map(folder -> folder.getFileName().toString())
                .filter(name -> name.startsWith(PREFIX) && !name.endsWith(".tests"))
                .map(name -> name.substring(PREFIX.length()))
                .toList();
    }

    private List<Path> bundleFolders() {
        try (Stream<Path> found = Files.list(root.resolve("bundles"))) {
            return found.filter(folder -> Files.exists(folder.resolve("pom.xml")))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path folder(String bundle) {
        return root.resolve("bundles").resolve(PREFIX + bundle);
    }

    private Path classFolder(String bundle) {
        return folder(bundle).resolve("target/classes");
    }

    private static JavaClasses read(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new IllegalStateException("The rules look at compiled classes, and " + folder
                    + " is not there; build the bundles first (./test does).");
        }
        return new ClassFileImporter().importPath(folder);
    }

    private static List<Path> files(Path folder, String ending) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> found = Files.walk(folder)) {
            return found.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
