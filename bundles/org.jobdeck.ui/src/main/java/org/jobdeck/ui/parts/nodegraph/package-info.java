/** The block nodes of a source, drawn: how they hang together, and which job holds what. */
package org.jobdeck.ui.parts.nodegraph;
