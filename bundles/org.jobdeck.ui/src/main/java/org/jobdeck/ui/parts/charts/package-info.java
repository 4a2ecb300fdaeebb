/** How fast the chosen job went, and whether it comes to its end. */
package org.jobdeck.ui.parts.charts;
