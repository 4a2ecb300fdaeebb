package org.jobdeck.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** One verb of the command line. */
interface Command {

    /** Its name, options and help; made once. */
    CommandSpec spec();

    /**
     * Does it.
     *
     * @param parsed its own part of the command line
     * @return the exit code
     * @throws Failure with what to tell the user
     */
    int run(ParseResult parsed, Host host) throws Failure;
}
