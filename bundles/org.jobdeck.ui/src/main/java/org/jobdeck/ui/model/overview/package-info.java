/** What all jobs together look like. Knows no widgets. */
package org.jobdeck.ui.model.overview;
