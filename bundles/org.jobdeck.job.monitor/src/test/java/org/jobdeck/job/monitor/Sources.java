package org.jobdeck.job.monitor;

import com.sun.source.util.JavacTask;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jobdeck.job.common.Job;
import org.jobdeck.job.common.ReleasesLock;
import org.jobdeck.job.driver.Jobs;
import org.jobdeck.loop.EventLoop;

/** Asks the compiler what it thinks of small sources, and of classes. */
final class Sources {

    private Sources() {}

    /**
     * Numbers of the lines with errors, and the errors' codes, of a class Use with that method body; nothing is
     * written.
     */
    static List<String> errorsOf(List<String> lines) {
        String head = "import org.jobdeck.job.common.*; import org.jobdeck.job.monitor.*; import java.util.*;"
                + " class Use { void use(JobMonitor m, JobLock.Held held, Job job) throws Exception {";
        String source = head + "\n" + String.join("\n", lines) + "\n}}";
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        try {
            // looks at the source, but writes no class
            ((JavacTask) task(List.of(new Source(source)), diagnostics)).analyze();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return diagnostics.getDiagnostics().stream()
                .filter(d -> d.getKind() == Diagnostic.Kind.ERROR)
                .map(d -> (d.getLineNumber() - 2) + " " + d.getCode())
                .distinct()
                .toList();
    }

    /** The names and numbers of parameters of the methods that are marked as releasing the lock. */
    static Set<String> releasing(Class<?> type) {
        JavacTask task = (JavacTask) task(List.of(new Source("class Use {}")), new DiagnosticCollector<>());
        TypeElement element = task.getElements().getTypeElement(type.getName());
        Set<String> names = new HashSet<>();
        for (Element member : element.getEnclosedElements()) {
            boolean marked = member.getAnnotationMirrors().stream()
                    .anyMatch(a -> a.getAnnotationType().toString().equals(ReleasesLock.class.getName()));
            if (member.getKind() == ElementKind.METHOD && marked) {
                names.add(member.getSimpleName().toString());
            }
        }
        return names;
    }

    private static javax.tools.JavaCompiler.CompilationTask task(
            List<Source> sources, DiagnosticCollector<JavaFileObject> diagnostics) {
        String classPath = Stream.of(EventLoop.class, Job.class, Jobs.class, JobMonitor.class)
                .map(Sources::placeOf)
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
        return ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, diagnostics, List.of("-proc:none", "-classpath", classPath), null, sources);
    }

    private static String placeOf(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String text) {
            super(URI.create("string:///Use.java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
