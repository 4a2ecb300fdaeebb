/** The program: what is started, how the window is put together, and how it ends. */
package org.jobdeck.ui.app;
