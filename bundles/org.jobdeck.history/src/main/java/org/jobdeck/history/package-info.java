/**
 * What became of jobs, kept beyond the life of the program that watched them.
 *
 * <p>A {@link org.jobdeck.history.HistoryJournal} takes notes of jobs from any thread without ever making it wait, and
 * writes them into a {@link org.jobdeck.history.HistoryStore} on a thread of its own.
 */
package org.jobdeck.history;
