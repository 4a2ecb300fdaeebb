package org.jobdeck.exploration;

/**
 * A rule that did not hold.
 *
 * @param rule which
 * @param detail what was seen
 */
record Violation(Rule rule, String detail) {

    @Override
    public String toString() {
        return rule + " (" + rule.text() + "): " + detail;
    }
}
