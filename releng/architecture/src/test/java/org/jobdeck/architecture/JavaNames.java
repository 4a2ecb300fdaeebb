package org.jobdeck.architecture;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The packages, classes and members that the Java sources of the checkout declare. */
final class JavaNames {

    private final Map<String, Path> files = new HashMap<>();
    private final Map<String, Set<String>> bySimpleName = new HashMap<>();
    private final Map<Path, ClassTree> parsed = new HashMap<>();
    private final Set<String> packages = new TreeSet<>();

    JavaNames(Checkout checkout) {
        for (Path folder : checkout.sourceFolders()) {
            try (Stream<Path> found = Files.walk(folder)) {
                found.filter(file -> file.toString().endsWith(".java")).forEach(file -> add(folder, file));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void add(Path folder, Path file) {
        String path = folder.relativize(file).toString().replace('\\', '.').replace('/', '.');
        String name = path.substring(0, path.length() - ".java".length());
        int dot = name.lastIndexOf('.');
        packages.add(name.substring(0, dot));
        files.put(name, file);
        bySimpleName
                .computeIfAbsent(name.substring(dot + 1), simple -> new TreeSet<>())
                .add(name);
    }

    boolean hasPackage(String name) {
        return packages.contains(name);
    }

    /**
     * Whether there is such a class or member.
     *
     * @param name {@code Class}, {@code Outer.Inner}, {@code Class#member} or one of these with its package
     */
    boolean has(String name) {
        return !declarationsOf(name).isEmpty();
    }

    /** Whether the name stands for a class of product code, or a member of one. */
    boolean isProduct(String name) {
        return has(name) && !isInTests(name);
    }

    /** Whether the name stands for a test class, or for a method in one that is run as a test. */
    boolean isTest(String name) {
        return isInTests(name)
                && declarationsOf(name).stream()
                        .allMatch(tree -> tree instanceof ClassTree type
                                ? type.getMembers().stream().anyMatch(JavaNames::isTestMethod)
                                : isTestMethod(tree));
    }

    private boolean isInTests(String name) {
        return topLevel(name)
                .map(top -> files.get(top).toString().replace('\\', '/'))
                .filter(file -> !file.contains("/src/main/java/"))
                .isPresent();
    }

    private static boolean isTestMethod(Tree tree) {
        return tree instanceof MethodTree method
                && method.getModifiers().getAnnotations().stream()
                        .map(annotation -> annotation.getAnnotationType().toString())
                        .anyMatch(annotation -> annotation.endsWith("Test") || annotation.equals("TestFactory"));
    }

    private List<? extends Tree> declarationsOf(String name) {
        Optional<String> top = topLevel(name);
        if (top.isEmpty()) {
            return List.of();
        }
        String classPart = name.contains("#") ? name.substring(0, name.indexOf('#')) : name;
        String simpleTop = top.get().substring(top.get().lastIndexOf('.') + 1);
        String inner = classPart.substring(classPart.indexOf(simpleTop) + simpleTop.length());
        ClassTree type = parse(files.get(top.get()), simpleTop);
        for (String step : inner.isEmpty() ? new String[0] : inner.substring(1).split("\\.")) {
            Optional<ClassTree> next = type.getMembers().stream()
                    .filter(ClassTree.class::isInstance)
                    .map(ClassTree.class::cast)
                    .filter(member -> member.getSimpleName().contentEquals(step))
                    .findFirst();
            if (next.isEmpty()) {
                return List.of();
            }
            type = next.get();
        }
        if (!name.contains("#")) {
            return List.of(type);
        }
        String member = name.substring(name.indexOf('#') + 1);
        return type.getMembers().stream().filter(tree -> declares(tree, member)).toList();
    }

    private static boolean declares(Tree tree, String member) {
        return switch (tree) {
            case MethodTree method -> method.getName().contentEquals(member);
            case VariableTree field -> field.getName().contentEquals(member);
            default -> false;
        };
    }

    /** The top-level class a name begins with, in full; empty if there is none or more than one. */
    private Optional<String> topLevel(String name) {
        String[] steps = name.replaceAll("#.*", "").split("\\.");
        StringBuilder path = new StringBuilder();
        for (String step : steps) {
            path.append(path.isEmpty() ? "" : ".").append(step);
            if (Character.isUpperCase(step.charAt(0))) {
                break;
            }
        }
        String candidate = path.toString();
        if (files.containsKey(candidate)) {
            return Optional.of(candidate);
        }
        Set<String> same = bySimpleName.getOrDefault(candidate, Set.of());
        return same.size() == 1 ? Optional.of(same.iterator().next()) : Optional.empty();
    }

    private ClassTree parse(Path file, String simpleName) {
        return parsed.computeIfAbsent(file, f -> {
            JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
            try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
                JavacTask task = (JavacTask)
                        compiler.getTask(null, manager, null, List.of(), null, manager.getJavaFileObjects(f));
                for (CompilationUnitTree unit : task.parse()) {
                    for (Tree declared : unit.getTypeDecls()) {
                        if (declared instanceof ClassTree type
                                && type.getSimpleName().contentEquals(simpleName)) {
                            return type;
                        }
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            throw new IllegalStateException(f + " does not declare the class it is named after");
        });
    }

    /** All classes of one simple name, for messages. */
    String candidates(String simpleName) {
        return bySimpleName.getOrDefault(simpleName, Set.of()).stream().collect(Collectors.joining(", "));
    }
}
