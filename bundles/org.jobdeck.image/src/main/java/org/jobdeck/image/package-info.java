/**
 * What is done to whole images, as QEMU's image tool does it: each operation is a job of an engine.
 *
 * <p>An {@link org.jobdeck.image.ImageOperation} is a body that runs in a job of {@link org.jobdeck.image.ImageJobs} and
 * gives a result; nothing here reads a command line or prints.
 */
package org.jobdeck.image;
