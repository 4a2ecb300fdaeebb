/** Everything about the chosen job. */
package org.jobdeck.ui.parts.details;
