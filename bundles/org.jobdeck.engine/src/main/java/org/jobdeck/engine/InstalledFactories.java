package org.jobdeck.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.jobdeck.job.driver.JobDriverFactory;

/** Finds the factories that are there, in an OSGi framework or on a plain class path. */
final class InstalledFactories {

    private static final String FRAMEWORK = "org.osgi.framework.FrameworkUtil";

    private InstalledFactories() {}

    static List<JobDriverFactory> find() {
        ClassLoader mine = InstalledFactories.class.getClassLoader();
        if (isPresent(FRAMEWORK, mine) && OsgiServices.isBundle(InstalledFactories.class)) {
            return OsgiServices.all(InstalledFactories.class, JobDriverFactory.class);
        }
        List<JobDriverFactory> found = new ArrayList<>();
        ServiceLoader.load(JobDriverFactory.class, mine).forEach(found::add);
        return found;
    }

    private static boolean isPresent(String className, ClassLoader loader) {
        try {
            Class.forName(className, false, loader);
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
