/** The block nodes of a source: what they are, how they hang together, and who holds them. */
package org.jobdeck.source.graph;
