package org.jobdeck.block.internal.qcow2;

import java.util.concurrent.Callable;
import org.jobdeck.block.BlockException;

/** Runs what computes for long on another thread while the calling coroutine waits. */
@FunctionalInterface
interface Worker {

    <T> T call(Callable<T> work) throws BlockException;
}
