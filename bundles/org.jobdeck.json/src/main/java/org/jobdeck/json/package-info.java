/**
 * JSON as the QEMU monitor speaks it: a tree of immutable values, a parser and a writer.
 *
 * <p>The values are the sealed family {@link org.jobdeck.json.JsonValue}. {@link org.jobdeck.json.JsonStreamParser}
 * reads a stream that may arrive in pieces of any size and carries on after an error;
 * {@link org.jobdeck.json.JsonDocument} reads one complete text. {@link org.jobdeck.json.JsonWriter} writes pure ASCII,
 * on one line or indented, with the members of objects as they were put in or in the order in which QEMU sends them
 * ({@link org.jobdeck.json.QDictOrder}). {@link org.jobdeck.json.JsonArguments} takes the members of an object out one
 * by one and complains, in QEMU's words, about what is missing, mistyped or left over.
 *
 * <p>Values, writers, limits and exceptions are immutable and may be used from any thread. Parsers and argument readers
 * belong to one thread at a time. Nothing here takes a lock or does I/O.
 */
package org.jobdeck.json;
