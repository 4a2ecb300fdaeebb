/**
 * What the window shows, without the window: rows, their texts and their order, rates, and which verb is possible.
 *
 * <p>Knows no widgets. Everything that changes here belongs to one thread, the user interface's.
 */
package org.jobdeck.ui.model;
