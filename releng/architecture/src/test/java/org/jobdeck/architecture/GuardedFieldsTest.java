package org.jobdeck.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What the job lock guards is touched only by code that can prove that it is held: a method with a token among its
 * parameters, or one that takes the lock itself.
 */
class GuardedFieldsTest {
    private static final String CORE = "org.jobdeck.job.common.internal.";
    private static final String TOKEN = "org.jobdeck.job.common.JobLock$Held";

    /** Fields that can change and that the lock does not guard, each with what guards it instead. */
    private static final Map<String, String> OTHERWISE_GUARDED = Map.of(
            CORE + "EventQueue.delivering", "the main loop",
            CORE + "CoreLock.takenAt", "the lock inside");

    /** Collections that the lock guards, though their fields are final. */
    private static final Set<String> GUARDED_COLLECTIONS = Set.of(
            CORE + "JobCore.listeners",
            CORE + "TxnCore.jobs",
            CORE + "JobRegistry.jobs",
            CORE + "JobRegistry.byId",
            CORE + "ChangeLog.byVersion",
            CORE + "ChangeLog.removals");

    /** Collections of our own: what they hold is guarded through the field above that they stand in. */
    private static final Set<String> OWN_COLLECTIONS = Set.of(CORE + "VersionLog");

    private static House house;

    @BeforeAll
    static void read() {
        house = new House();
    }

    @Test
    void guardedFieldsAreTouchedWithTheLockOnly() {
        Set<String> broken = new TreeSet<>();
        Set<String> guarded = new TreeSet<>();
        for (JavaClass type : house.classes("job.common")) {
            for (JavaField field : type.getFields()) {
                if (isGuarded(field)) {
                    guarded.add(field.getFullName());
                    for (JavaFieldAccess access : field.getAccessesToSelf()) {
                        if (!provesTheLock(access.getOrigin())) {
                            broken.add(access.getDescription());
                        }
                    }
                }
            }
        }
        assertEquals(Set.of(), broken);
        assertTrue(guarded.containsAll(GUARDED_COLLECTIONS), "the collections named here exist: " + guarded);
        assertTrue(guarded.contains(CORE + "JobCore.pauseCount"), "the rule looks at the job's fields: " + guarded);
    }

    private static boolean isGuarded(JavaField field) {
        if (!field.getOwner().getPackageName().equals("org.jobdeck.job.common.internal")
                || field.getModifiers().contains(JavaModifier.STATIC)
                || OWN_COLLECTIONS.contains(field.getOwner().getName())
                || OTHERWISE_GUARDED.containsKey(field.getFullName())) {
            return false;
        }
        return !field.getModifiers().contains(JavaModifier.FINAL) || GUARDED_COLLECTIONS.contains(field.getFullName());
    }

    private static boolean provesTheLock(JavaCodeUnit code) {
        return code instanceof JavaConstructor
                || code.getRawParameterTypes().stream()
                        .anyMatch(type -> type.getName().equals(TOKEN))
                || code.getMethodCallsFromSelf().stream()
                        .anyMatch(call -> call.getName().equals("acquire")
                                && call.getTarget().getRawReturnType().getName().equals(TOKEN));
    }
}
