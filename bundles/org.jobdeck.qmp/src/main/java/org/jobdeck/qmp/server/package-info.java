/** The server's side of QMP: monitors, their sessions and the selector thread that serves their connections. */
package org.jobdeck.qmp.server;
