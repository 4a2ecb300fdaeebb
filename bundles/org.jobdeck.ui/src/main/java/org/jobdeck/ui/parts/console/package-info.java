/** A console for any command of QMP, with completion from the server's own description. */
package org.jobdeck.ui.parts.console;
