package org.jobdeck.engine;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jobdeck.job.driver.JobDriverFactory;

/**
 * The kinds of jobs that can be started by name. Any thread.
 *
 * <p>Plugins bring more: as an OSGi service, or as a {@link ServiceLoader} entry on a plain class path.
 */
public final class DriverFactories {

    private final Map<String, JobDriverFactory> byType = new ConcurrentSkipListMap<>();

    /**
     * All factories that are installed: the services of the OSGi framework where there is one, otherwise those that {@link
     * ServiceLoader} finds. The first of two with one type name is taken, and a warning is logged.
     */
    public static DriverFactories installed() {
        DriverFactories factories = new DriverFactories();
        for (JobDriverFactory factory : InstalledFactories.find()) {
            factories.addOrWarn(factory);
        }
        return factories;
    }

    /** Exactly these. */
    public static DriverFactories of(Collection<? extends JobDriverFactory> given) {
        DriverFactories factories = new DriverFactories();
        given.forEach(factories::add);
        return factories;
    }

    /**
     * Adds one.
     *
     * @throws IllegalStateException if there is one of that type name already
     */
    public void add(JobDriverFactory factory) {
        JobDriverFactory present = byType.putIfAbsent(factory.type(), factory);
        if (present != null && present != factory) {
            throw new IllegalStateException("the job type '" + factory.type() + "' is provided by "
                    + present.getClass().getName() + " already; remove one of the two plugins instead of adding "
                    + factory.getClass().getName());
        }
    }

    private void addOrWarn(JobDriverFactory factory) {
        try {
            add(factory);
        } catch (IllegalStateException e) {
            System.getLogger(DriverFactories.class.getName()).log(System.Logger.Level.WARNING, e.getMessage());
        }
    }

    /** Takes one away; jobs of it go on. */
    public void remove(JobDriverFactory factory) {
        byType.remove(factory.type(), factory);
    }

    /** The factory of that type name. */
    public Optional<JobDriverFactory> find(String type) {
        return Optional.ofNullable(byType.get(type));
    }

    /** All of them, by type name. */
    public List<JobDriverFactory> all() {
        return List.copyOf(byType.values());
    }
}
