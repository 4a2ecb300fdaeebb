package org.jobdeck.ui.newjob;

import java.util.ArrayList;
import java.util.List;
import org.jobdeck.job.driver.JobDriverFactory;
import org.jobdeck.source.JobStarter;
import org.jobdeck.source.plan.JobKind;
import org.jobdeck.ui.i18n.Messages;

/** Something that can be started at a source. */
public sealed interface Offer {

    /** What it is called. */
    String title();

    /** What it does, in a sentence or two. */
    String text();

    /** What such a job calls its type. */
    String type();

    /**
     * One job over QMP.
     *
     * @param kind which
     */
    record One(JobKind kind) implements Offer {
        private static final Messages TEXTS = Messages.of(One.class);

        @Override
        public String title() {
            return TEXTS.get("offer." + kind.name());
        }

        @Override
        public String text() {
            return TEXTS.get("what." + kind.name());
        }

        @Override
        public String type() {
            return kind.type();
        }
    }

    /**
     * Several jobs of one moment, in a transaction.
     *
     * @param kind of which kind they are
     */
    record Together(JobKind kind) implements Offer {
        private static final Messages TEXTS = Messages.of(Together.class);

        @Override
        public String title() {
            return TEXTS.get("offer.together");
        }

        @Override
        public String text() {
            return TEXTS.get("what.together");
        }

        @Override
        public String type() {
            return kind.type();
        }
    }

    /**
     * A job of a driver of the embedded engine.
     *
     * @param factory the driver
     */
    record ByDriver(JobDriverFactory factory) implements Offer {
        private static final Messages TEXTS = Messages.of(ByDriver.class);

        @Override
        public String title() {
            return TEXTS.format("offer.driver", factory.type());
        }

        @Override
        public String text() {
            return factory.description();
        }

        @Override
        public String type() {
            return factory.type();
        }
    }

    /** All that a source offers. */
    static List<Offer> of(SourceFacts facts) {
        List<Offer> offers = new ArrayList<>();
        facts.starter().map(JobStarter::kinds).orElse(List.of()).forEach(kind -> offers.add(new ByDriver(kind)));
        for (JobKind kind : JobKind.values()) {
            if (kind.isOfferedBy(facts.schema())) {
                offers.add(new One(kind));
            }
        }
        if (JobKind.BACKUP.joinsTransactions(facts.schema())) {
            offers.add(new Together(JobKind.BACKUP));
        }
        return List.copyOf(offers);
    }
}
