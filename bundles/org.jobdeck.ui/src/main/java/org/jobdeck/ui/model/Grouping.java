package org.jobdeck.ui.model;

import org.jobdeck.ui.i18n.Messages;

/** What the jobs of the tree stand below. */
public enum Grouping {
    /** The place where they run, and there the transaction they belong to. */
    SOURCE,
    /** The transaction they belong to; those on their own stand beside it. */
    TRANSACTION,
    /** The state they are in, the one that wants to be seen most first. */
    STATE,
    /** The node they work on, which is the first of several. */
    NODE,
    /** Their type. */
    TYPE,
    /** Nothing. */
    NONE;

    private static final Messages TEXTS = Messages.of(Grouping.class);

    /** Its name for the user, as in "Source". */
    public String title() {
        return TEXTS.get("grouping." + name());
    }

    /** The one after it, and after the last the first. */
    public Grouping next() {
        return values()[(ordinal() + 1) % values().length];
    }

    /** Whether members of a transaction stand below it. */
    boolean nestsTransactions() {
        return this == SOURCE || this == TRANSACTION;
    }

    /** Whether the rows of jobs and transactions are the topmost. */
    boolean isFlat() {
        return this == TRANSACTION || this == NONE;
    }
}
