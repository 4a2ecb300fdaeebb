package org.jobdeck.engine.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.jobdeck.block.jobs.backup.BackupJobFactory;
import org.jobdeck.engine.DriverFactories;
import org.jobdeck.job.common.JobException;
import org.jobdeck.job.driver.EngineServices;
import org.jobdeck.job.driver.JobDriverFactory;
import org.jobdeck.job.driver.JobPlan;
import org.jobdeck.job.driver.OptionSpec;
import org.jobdeck.job.driver.OptionValues;
import org.jobdeck.loop.Errno;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.util.tracker.ServiceTracker;

/** Factories as services of the OSGi framework. */
class InstalledFactoriesTest {

    private static final long PATIENCE_MILLIS = 60_000;

    private BundleContext context;
    private ServiceTracker<JobDriverFactory, JobDriverFactory> tracker;

    @BeforeEach
    void setUp() throws Exception {
        context = FrameworkUtil.getBundle(InstalledFactoriesTest.class).getBundleContext();
        FrameworkUtil.getBundle(BackupJobFactory.class).start(Bundle.START_ACTIVATION_POLICY);
        tracker = new ServiceTracker<>(context, JobDriverFactory.class, null);
        tracker.open();
        assertNotNull(tracker.waitForService(PATIENCE_MILLIS), "there is no service of a factory");
    }

    @AfterEach
    void tearDown() {
        tracker.close();
    }

    /** A factory that claims a type name. */
    private record Claimant(String type) implements JobDriverFactory {
        @Override
        public String description() {
            return "Claims the type " + type;
        }

        @Override
        public List<OptionSpec> options() {
            return List.of();
        }

        @Override
        public JobPlan plan(OptionValues values, EngineServices services) throws JobException {
            throw new JobException(Errno.ENOTSUP);
        }
    }

    @Test
    void componentOfTheBackupIsFound() {
        DriverFactories factories = DriverFactories.installed();
        assertEquals(
                List.of("backup"),
                factories.all().stream().map(JobDriverFactory::type).toList());
        assertInstanceOf(BackupJobFactory.class, factories.find("backup").orElseThrow());
        // once, though the bundle also has an entry for plain class paths
        assertEquals(1, tracker.size());
    }

    @Test
    void pluginIsFoundWhileItIsThere() {
        ServiceRegistration<JobDriverFactory> registration =
                context.registerService(JobDriverFactory.class, new Claimant("mirror"), null);
        try {
            assertTrue(DriverFactories.installed().find("mirror").isPresent());
        } finally {
            registration.unregister();
        }
        assertTrue(DriverFactories.installed().find("mirror").isEmpty());
    }

    @Test
    void secondFactoryOfOneTypeIsLeftOut() {
        ServiceRegistration<JobDriverFactory> registration =
                context.registerService(JobDriverFactory.class, new Claimant("backup"), null);
        try {
            DriverFactories factories = DriverFactories.installed();
            assertEquals(1, factories.all().size());
            assertInstanceOf(BackupJobFactory.class, factories.find("backup").orElseThrow());
        } finally {
            registration.unregister();
        }
    }
}
