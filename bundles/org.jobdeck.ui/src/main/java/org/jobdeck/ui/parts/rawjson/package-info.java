/** The raw answers of a source about the chosen jobs, to read and to copy. */
package org.jobdeck.ui.parts.rawjson;
