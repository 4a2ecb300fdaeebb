package org.jobdeck.qmp;

import java.util.Objects;

/** A command that failed: what the error reply says. Its message is the reply's {@code desc}. */
public final class QmpException extends Exception {
    private static final long serialVersionUID = 1L;

    private final QmpErrorClass errorClass;

    /**
     * A failure of that class.
     *
     * @param errorClass the class that the client reads
     * @param description the text for people, QEMU's to the letter where QEMU has one
     */
    public QmpException(QmpErrorClass errorClass, String description) {
        super(Objects.requireNonNull(description, "description"));
        this.errorClass = Objects.requireNonNull(errorClass, "errorClass");
    }

    /**
     * The same with the exception it comes from.
     *
     * @param errorClass the class that the client reads
     * @param description the text for people
     * @param cause what happened inside
     */
    public QmpException(QmpErrorClass errorClass, String description, Throwable cause) {
        super(Objects.requireNonNull(description, "description"), cause);
        this.errorClass = Objects.requireNonNull(errorClass, "errorClass");
    }

    /** A failure without a class of its own. */
    public static QmpException generic(String description) {
        return new QmpException(QmpErrorClass.GENERIC_ERROR, description);
    }

    /** {@code The command %s has not been found}. */
    public static QmpException noSuchCommand(String command) {
        return new QmpException(QmpErrorClass.COMMAND_NOT_FOUND, "The command " + command + " has not been found");
    }

    /** The class that the client reads. */
    public QmpErrorClass errorClass() {
        return errorClass;
    }
}
