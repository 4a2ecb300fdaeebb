package org.jobdeck.demo;

/** The demo cannot be; the message is a sentence for the user. */
public final class DemoException extends Exception {

    private static final long serialVersionUID = 1L;

    /** With a sentence for the user. */
    public DemoException(String sentence) {
        super(sentence);
    }

    /** With a sentence for the user and what caused it. */
    public DemoException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
