/** {@code bench desktop}: real windows over synthetic jobs and over QEMU's storage daemons, measured and held against aims. */
package org.jobdeck.ui.bench;
