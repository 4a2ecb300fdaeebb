/** The wizard that starts jobs: made from what a driver declares, and for QMP from the server's own description. */
package org.jobdeck.ui.newjob;
