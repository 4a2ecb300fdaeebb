package org.jobdeck.cli;

import org.eclipse.equinox.app.IApplication;
import org.eclipse.equinox.app.IApplicationContext;

/**
 * The command line as an Equinox application, for the product without a window. On a plain class path this class is
 * never loaded, so the Equinox packages it needs are optional there.
 */
public final class HeadlessApplication implements IApplication {
    /** Runs the command line with the arguments that the framework left over; the result is the exit code. */
    @Override
    public Object start(IApplicationContext context) {
        Object arguments = context.getArguments().get(IApplicationContext.APPLICATION_ARGS);
        return Main.run(arguments instanceof String[] given ? given : new String[0]);
    }

    @Override
    public void stop() {
        // the command line ends by itself
    }
}
