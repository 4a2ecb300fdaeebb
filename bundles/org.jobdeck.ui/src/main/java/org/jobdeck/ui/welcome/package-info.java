/** What a window says that has nothing to show yet, and what the Help menu tells. */
package org.jobdeck.ui.welcome;
