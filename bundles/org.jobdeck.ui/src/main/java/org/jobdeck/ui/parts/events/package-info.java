/** The log of what sources told of by themselves. */
package org.jobdeck.ui.parts.events;
