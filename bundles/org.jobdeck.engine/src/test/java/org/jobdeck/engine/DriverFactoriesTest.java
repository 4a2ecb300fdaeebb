package org.jobdeck.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jobdeck.job.driver.JobDriverFactory;
import org.junit.jupiter.api.Test;

/** Factories of plugins on a plain class path: this test's own entry for the service loader is such a plugin. */
class DriverFactoriesTest {

    @Test
    void findsPluginsOnTheClassPath() {
        List<String> types = DriverFactories.installed().all().stream()
                .map(JobDriverFactory::type)
                .toList();
        assertEquals(List.of("backup", "puppet", "verify"), types);
    }

    @Test
    void warnsOfASecondFactoryOfOneTypeAndKeepsTheFirst() {
        Logger logger = Logger.getLogger(DriverFactories.class.getName());
        List<String> warnings = new ArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                warnings.add(entry.getMessage());
            }

            @Override
            public void flush() {
                // nothing is kept
            }

            @Override
            public void close() {
                // nothing is open
            }
        };
        logger.addHandler(handler);
        try {
            DriverFactories factories = DriverFactories.installed();
            assertInstanceOf(PuppetFactory.class, factories.find("puppet").orElseThrow());
        } finally {
            logger.removeHandler(handler);
        }
        assertEquals(
                List.of("the job type 'puppet' is provided by org.jobdeck.engine.PuppetFactory already; remove one of"
                        + " the two plugins instead of adding org.jobdeck.engine.SecondPuppetFactory"),
                warnings);
    }

    @Test
    void refusesASecondFactoryOfOneType() {
        PuppetFactory first = new PuppetFactory();
        DriverFactories factories = DriverFactories.of(List.of(first));
        SecondPuppetFactory second = new SecondPuppetFactory();
        assertThrows(IllegalStateException.class, () -> factories.add(second));
        assertThrows(IllegalStateException.class, () -> DriverFactories.of(List.of(first, second)));
        factories.add(first);
        factories.remove(second);
        assertSame(first, factories.find("puppet").orElseThrow());
        factories.remove(first);
        assertTrue(factories.find("puppet").isEmpty());
        factories.add(second);
        assertSame(second, factories.find("puppet").orElseThrow());
    }
}
