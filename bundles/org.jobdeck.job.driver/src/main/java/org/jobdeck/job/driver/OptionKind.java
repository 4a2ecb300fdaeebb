package org.jobdeck.job.driver;

/** What kind of value an option takes; the value's Java type is in brackets. */
public enum OptionKind {
    /** Any text (String). */
    TEXT,
    /** A file that is there (String: its path). */
    EXISTING_FILE,
    /** A file that may have to be made (String: its path). */
    FILE,
    /** The name of a node (String). */
    NODE,
    /** An amount in bytes (Long). */
    SIZE,
    /** A rate in bytes a second (Long). */
    RATE,
    /** A whole number (Long). */
    NUMBER,
    /** Yes or no (Boolean). */
    FLAG,
    /** One of {@link OptionSpec#choices()} (String). */
    CHOICE
}
