/** Saving what a part shows as CSV or JSON. */
package org.jobdeck.ui.export;
