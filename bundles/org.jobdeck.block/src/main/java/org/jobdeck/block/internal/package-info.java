/** The built-in block drivers and the ways to the host's files. Not exported. */
package org.jobdeck.block.internal;
