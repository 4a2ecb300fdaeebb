package org.jobdeck.ui.app;

import java.util.Map;
import org.eclipse.equinox.app.IApplication;
import org.eclipse.equinox.app.IApplicationContext;
import org.osgi.framework.Bundle;

/** Tells e4 which window model to load; nothing of it is kept from one start to the next. */
final class WindowContext implements IApplicationContext {

    private static final String[] ARGUMENTS = {
        "-applicationXMI", "org.jobdeck.ui/Application.e4xmi", "-clearPersistedState", "-persistState", "false"
    };

    private final IApplicationContext outer;

    WindowContext(IApplicationContext outer) {
        this.outer = outer;
    }

    @Override
    public Map<?, ?> getArguments() {
        return Map.of(APPLICATION_ARGS, ARGUMENTS.clone());
    }

    @Override
    public void applicationRunning() {
        outer.applicationRunning();
    }

    @Override
    public String getBrandingApplication() {
        return outer.getBrandingApplication();
    }

    @Override
    public String getBrandingName() {
        return outer.getBrandingName();
    }

    @Override
    public String getBrandingDescription() {
        return outer.getBrandingDescription();
    }

    @Override
    public String getBrandingId() {
        return outer.getBrandingId();
    }

    @Override
    public String getBrandingProperty(String key) {
        return outer.getBrandingProperty(key);
    }

    @Override
    public Bundle getBrandingBundle() {
        return outer.getBrandingBundle();
    }

    @Override
    public void setResult(Object result, IApplication application) {
        outer.setResult(result, application);
    }
}
