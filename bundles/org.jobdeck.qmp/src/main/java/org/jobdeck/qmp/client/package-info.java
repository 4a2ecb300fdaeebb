/**
 * The client half of the protocol: connections to monitors of QEMU.
 *
 * <p>A {@link org.jobdeck.qmp.client.QmpClient} is one connection, from the first attempt to its end; who wants another
 * opens another. All connections share one {@link org.jobdeck.qmp.SelectorThread}, which calls the listeners.
 */
package org.jobdeck.qmp.client;
