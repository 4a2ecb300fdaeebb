/**
 * Servers of QEMU's monitor protocol for the tests of several bundles: QEMU's own programs, which can be stopped and killed,
 * and one that misbehaves. No part of the product.
 */
package org.jobdeck.servers.tests;
