package org.jobdeck.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who may enter which room: every dependency of every product class against the plan. */
class RoomsTest {
    private static House house;

    @BeforeAll
    static void read() {
        house = new House();
    }

    @Test
    void everyBundleIsInThePlan() {
        assertEquals(new TreeSet<>(Rooms.names()), new TreeSet<>(house.bundlesOnDisk()));
        for (String bundle : Rooms.names()) {
            assertFalse(house.classes(bundle).isEmpty(), "no classes in " + bundle);
        }
    }

    @Test
    void bundlesUseOnlyWhatThePlanAllows() {
        Set<String> broken = new TreeSet<>();
        for (String bundle : Rooms.names()) {
            for (JavaClass type : house.classes(bundle)) {
                for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                    JavaClass target = dependency.getTargetClass().getBaseComponentType();
                    if (!target.isPrimitive() && !allowed(bundle, target.getName())) {
                        broken.add(bundle + " must not use " + target.getName() + " (" + type.getName() + ")");
                    }
                }
            }
        }
        assertEquals(Set.of(), broken);
    }

    @Test
    void internalPackagesAreUsedByTheirFriendsOnly() {
        Set<String> broken = new TreeSet<>();
        for (String bundle : Rooms.names()) {
            for (JavaClass type : house.classes(bundle)) {
                for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                    JavaClass target = dependency.getTargetClass().getBaseComponentType();
                    String owner = house.ownerOf(target.getName());
                    boolean foreign = owner != null && !owner.equals(bundle);
                    if (foreign && isInternal(target) && !isFriend(owner, target.getPackageName(), bundle)) {
                        broken.add(
                                bundle + " is no friend of " + target.getPackageName() + " (" + type.getName() + ")");
                    }
                }
            }
        }
        assertEquals(Set.of(), broken);
    }

    @Test
    void monitorAndDriverSidesDoNotKnowEachOther() {
        assertFalse(Rooms.mayUse("job.monitor", "job.driver"));
        assertFalse(Rooms.mayUse("job.driver", "job.monitor"));
        for (String bundle : List.of("loop", "job.common", "job.driver", "job.monitor")) {
            assertFalse(Rooms.mayUse(bundle, "block"), bundle + " must not know disks");
        }
    }

    private static boolean allowed(String bundle, String className) {
        String owner = house.ownerOf(className);
        return owner != null ? Rooms.mayUse(bundle, owner) : Rooms.mayUseForeign(bundle, className);
    }

    private static boolean isInternal(JavaClass type) {
        return (type.getPackageName() + ".").contains(".internal.");
    }

    /** Reads the friends from the clause of the package in the owner's Export-Package header. */
    private static boolean isFriend(String owner, String packageName, String bundle) {
        String exports = house.manifest(owner).getMainAttributes().getValue("Export-Package");
        if (exports == null) {
            return false;
        }
        for (String clause : exports.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)")) {
            int directives = clause.indexOf(';');
            if (directives > 0 && clause.substring(0, directives).strip().equals(packageName)) {
                String friends = clause.substring(clause.indexOf('"') + 1, clause.lastIndexOf('"'));
                return List.of(friends.split("\\s*,\\s*")).contains("org.jobdeck." + bundle);
            }
        }
        return false;
    }
}
