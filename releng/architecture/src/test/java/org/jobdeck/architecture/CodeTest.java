package org.jobdeck.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Habits of the code that hold everywhere: no sleeping, no interrupts, no state in statics, small files. */
class CodeTest {
    private static final int LONGEST_SOURCE = 750;
    private static final String MAIN = "org.jobdeck.cli.Main";
    private static final Pattern COMMENTS_AND_STRINGS =
            Pattern.compile("/\\*.*?\\*/|//[^\\n]*|\"(?:\\\\.|[^\"\\\\])*\"", Pattern.DOTALL);
    private static final Pattern SYNCHRONIZED = Pattern.compile("\\bsynchronized\\b");

    /** Types that hold state whatever the field is called: a constant is none of them. */
    private static final List<String> STATEFUL = List.of(
            "java.util.concurrent.",
            "java.util.ArrayList",
            "java.util.ArrayDeque",
            "java.util.BitSet",
            "java.util.EnumMap",
            "java.util.HashMap",
            "java.util.HashSet",
            "java.util.LinkedHashMap",
            "java.util.LinkedHashSet",
            "java.util.LinkedList",
            "java.util.TreeMap",
            "java.util.TreeSet",
            "java.util.Random",
            "java.util.WeakHashMap",
            "java.lang.StringBuilder",
            "java.lang.ThreadLocal",
            "java.lang.Thread");

    private static House house;

    @BeforeAll
    static void read() {
        house = new House();
    }

    @Test
    void nobodySleeps() {
        Set<String> calls = calls(house.allClasses(), "java.lang.Thread", "sleep");
        calls.addAll(calls(house.testClasses(), "java.lang.Thread", "sleep"));
        calls.addAll(calls(house.allClasses(), "java.util.concurrent.TimeUnit", "sleep"));
        assertEquals(Set.of(), calls);
    }

    @Test
    void nobodyInterrupts() {
        assertEquals(Set.of(), calls(house.allClasses(), "java.lang.Thread", "interrupt"));
    }

    @Test
    void onlyTheCommandLineEndsTheProcess() {
        Set<String> calls = calls(house.allClasses(), "java.lang.System", "exit");
        calls.addAll(calls(house.allClasses(), "java.lang.Runtime", "exit"));
        calls.addAll(calls(house.allClasses(), "java.lang.Runtime", "halt"));
        calls.removeIf(call -> call.startsWith(MAIN + "."));
        assertEquals(Set.of(), calls);
    }

    @Test
    void nobodyPrintsStackTraces() {
        Set<String> calls = new TreeSet<>();
        for (JavaClass type : house.allClasses()) {
            for (JavaAccess<?> access : type.getAccessesFromSelf()) {
                if (access.getName().equals("printStackTrace")
                        && access.getTargetOwner().isAssignableTo(Throwable.class)) {
                    calls.add(access.getOrigin().getFullName());
                }
            }
        }
        assertEquals(Set.of(), calls);
    }

    @Test
    void staticsHoldNoState() {
        Set<String> broken = new TreeSet<>();
        int threadLocals = 0;
        for (JavaClass type : house.allClasses()) {
            for (JavaField field : type.getFields()) {
                Set<JavaModifier> modifiers = field.getModifiers();
                if (!modifiers.contains(JavaModifier.STATIC) || modifiers.contains(JavaModifier.SYNTHETIC)) {
                    continue;
                }
                String fieldType = field.getRawType().getName();
                if (fieldType.equals("java.lang.ThreadLocal")
                        && type.getPackageName().equals("org.jobdeck.loop")) {
                    threadLocals++;
                } else if (!modifiers.contains(JavaModifier.FINAL)
                        || STATEFUL.stream().anyMatch(fieldType::startsWith)) {
                    broken.add(field.getFullName() + " is a " + fieldType);
                }
            }
        }
        assertEquals(Set.of(), broken);
        assertEquals(1, threadLocals, "thread-locals in the loop bundle, the only place for one");
    }

    @Test
    void fieldsOfTheJobCoreAreFinalOrPrivate() {
        Set<String> broken = new TreeSet<>();
        for (JavaClass type : house.classes("job.common")) {
            for (JavaField field : type.getFields()) {
                Set<JavaModifier> modifiers = field.getModifiers();
                if (!modifiers.contains(JavaModifier.FINAL)
                        && !modifiers.contains(JavaModifier.PRIVATE)
                        && !modifiers.contains(JavaModifier.SYNTHETIC)) {
                    broken.add(field.getFullName());
                }
            }
        }
        assertEquals(Set.of(), broken);
    }

    @Test
    void theJobLayerIsCompiledForJava21AndTheRestForJava25() throws IOException {
        Set<String> broken = new TreeSet<>();
        for (String bundle : Rooms.names()) {
            int wanted = Rooms.JAVA_21.contains(bundle) ? 65 : 69;
            for (Path file : house.classFiles(bundle)) {
                int major = majorOf(file);
                if (major != wanted) {
                    broken.add(house.nameOf(file) + " is " + major + ", not " + wanted);
                }
            }
        }
        assertEquals(Set.of(), broken);
    }

    @Test
    void theJobLayerIsFreeOfSynchronized() throws IOException {
        Set<String> broken = new TreeSet<>();
        for (String bundle : Rooms.JAVA_21) {
            for (Path file : house.sources(bundle)) {
                String code =
                        COMMENTS_AND_STRINGS.matcher(Files.readString(file)).replaceAll(" ");
                if (SYNCHRONIZED.matcher(code).find()) {
                    broken.add(house.nameOf(file));
                }
            }
        }
        assertEquals(Set.of(), broken);
    }

    @Test
    void sourcesStaySmall() throws IOException {
        Set<String> broken = new TreeSet<>();
        for (Path file : house.allSources()) {
            int lines = Files.readAllLines(file).size();
            if (lines > LONGEST_SOURCE) {
                broken.add(house.nameOf(file) + " has " + lines + " lines");
            }
        }
        assertEquals(Set.of(), broken);
    }

    private static Set<String> calls(Collection<JavaClass> types, String owner, String method) {
        Set<String> found = new TreeSet<>();
        for (JavaClass type : types) {
            for (JavaAccess<?> access : type.getAccessesFromSelf()) {
                if (access.getName().equals(method)
                        && access.getTargetOwner().getName().equals(owner)) {
                    found.add(access.getOrigin().getFullName());
                }
            }
        }
        return found;
    }

    private static int majorOf(Path classFile) throws IOException {
        try (DataInputStream in = new DataInputStream(Files.newInputStream(classFile))) {
            in.skipNBytes(6);
            return in.readUnsignedShort();
        }
    }
}
