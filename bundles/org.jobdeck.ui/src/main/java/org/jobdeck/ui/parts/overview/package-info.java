/** All jobs and sources at a glance: what wants to be seen first. */
package org.jobdeck.ui.parts.overview;
