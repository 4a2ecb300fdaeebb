/** The storage daemon: the commands of QMP onto an engine, its monitors, and its command line. */
package org.jobdeck.daemon;
