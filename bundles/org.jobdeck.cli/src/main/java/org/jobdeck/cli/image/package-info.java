/** {@code jobdeck image}: the options, the output and the exit codes of QEMU's image tool over operations on images. */
package org.jobdeck.cli.image;
