/** Texts to read about jobs and monitors. */
package org.jobdeck.ui.help;
