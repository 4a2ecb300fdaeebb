/** How the figures of jobs went over time, in little memory. Knows no widgets. */
package org.jobdeck.ui.model.series;
