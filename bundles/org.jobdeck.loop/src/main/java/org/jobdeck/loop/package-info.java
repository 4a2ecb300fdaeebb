/**
 * Event loops, coroutines and the baton that only one of them holds at a time.
 *
 * <p>A loop is what QEMU calls an AioContext: a queue of bottom halves, a set of timers and coroutines that take turns.
 * The rules of who runs when are those the job layer relies on; {@link org.jobdeck.loop.EventLoop} states them.
 */
package org.jobdeck.loop;
