package org.jobdeck.cli;

/** Where the command line begins. */
public final class Main {

    static final String VERSION = "0.1.0";

    private Main() {}

    /** Runs the command line and ends the process with its exit code. */
    public static void main(String[] args) {
        int code = run(args);
        System.out.flush();
        System.exit(code);
    }

    /**
     * Runs the command line on the streams of this process.
     *
     * @return the exit code: 0 done, 1 the work failed, 2 the command line is wrong or something is lacking, 130 cancelled
     */
    public static int run(String[] args) {
        if (args.length == 1 && (args[0].equals("--version") || args[0].equals("-V"))) {
            // answered before anything else is loaded: scripts ask often
            System.out.println(versionText());
            if (System.out.checkError()) {
                System.err.println(Program.NAME + ": " + LostOutput.SENTENCE);
                return ExitCode.FAILED;
            }
            return ExitCode.DONE;
        }
        return new Program(new SystemHost()).run(args);
    }

    static String versionText() {
        return "jobdeck " + VERSION + System.lineSeparator() + "java " + System.getProperty("java.version") + " ("
                + System.getProperty("java.vendor") + ", " + System.getProperty("os.name") + " "
                + System.getProperty("os.arch") + ")";
    }
}
