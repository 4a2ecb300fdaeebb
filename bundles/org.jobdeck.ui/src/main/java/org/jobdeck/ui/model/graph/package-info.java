/** The block nodes of a source as a picture: what stands where, and what it says. Knows no widgets. */
package org.jobdeck.ui.model.graph;
