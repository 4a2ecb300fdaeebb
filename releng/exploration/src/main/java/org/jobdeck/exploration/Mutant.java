package org.jobdeck.exploration;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The core with a mistake in it: a copy of its sources is changed, compiled, and searched by this very program. */
final class Mutant {

    private static final List<String> BUNDLES = List.of("loop", "job.common", "job.driver", "job.monitor");

    private final Path checkout;
    private final Patch patch;

    /** The mistake of that patch in the core of that checkout. */
    Mutant(Path checkout, Patch patch) {
        this.checkout = checkout;
        this.patch = patch;
    }

    /** The changed sources; throws if the patch does not fit. */
    List<String> changedSources() throws IOException {
        List<String> changed = new ArrayList<>();
        for (String file : patch.files().keySet()) {
            changed.add(patch.apply(file, Files.readString(checkout.resolve(file))));
        }
        return changed;
    }

    /**
     * Searches it.
     *
     * @param folder an empty folder for its sources and classes
     * @return what was found, or null
     */
    String search(Path folder) throws IOException {
        Path classes = compile(folder);
        URL explorer = getClass().getProtectionDomain().getCodeSource().getLocation();
        URL[] path = {classes.toUri().toURL(), explorer};
        try (URLClassLoader loader = new URLClassLoader(path, ClassLoader.getPlatformClassLoader())) {
            Class<?> probe = loader.loadClass(Probe.class.getName());
            Supplier<?> search = (Supplier<?>) probe.getDeclaredConstructor().newInstance();
            return (String) search.get();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the mutant does not start", e);
        }
    }

    private Path compile(Path folder) throws IOException {
        List<Path> sources = new ArrayList<>();
        for (String bundle : BUNDLES) {
            Path from = checkout.resolve("bundles/org.jobdeck." + bundle + "/src/main/java");
            try (Stream<Path> files = Files.walk(from)) {
                for (Path file :
                        files.filter(f -> f.toString().endsWith(".java")).toList()) {
                    Path to =
                            folder.resolve("src").resolve(from.relativize(file).toString());
                    Files.createDirectories(to.getParent());
                    String name = checkout.relativize(file).toString().replace('\\', '/');
                    String text = Files.readString(file);
                    Files.writeString(to, patch.files().containsKey(name) ? patch.apply(name, text) : text);
                    sources.add(to);
                }
            }
        }
        Path classes = Files.createDirectories(folder.resolve("classes"));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options = List.of("-d", classes.toString(), "-proc:none", "-nowarn", "--release", "21");
            if (!compiler.getTask(messages, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
                    .call()) {
                throw new IllegalStateException("the mutant does not compile:\n" + messages);
            }
        }
        return classes;
    }
}
