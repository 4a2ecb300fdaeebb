package org.jobdeck.source.embedded;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jobdeck.engine.Engine;
import org.jobdeck.engine.JobStart;
import org.jobdeck.job.driver.JobDriverFactory;
import org.jobdeck.source.JobStarter;

/** Starts jobs of the embedded engine. */
final class EmbeddedStarter implements JobStarter {

    private final Engine engine;

    EmbeddedStarter(Engine engine) {
        this.engine = engine;
    }

    @Override
    public List<JobDriverFactory> kinds() {
        return List.copyOf(engine.factories().all());
    }

    @Override
    public CompletionStage<Void> start(
            String type, String id, Map<String, Object> options, boolean finalizes, boolean dismisses) {
        return engine.request(() -> {
            engine.start(new JobStart(type, id, options, null, finalizes, dismisses));
            return null;
        });
    }
}
