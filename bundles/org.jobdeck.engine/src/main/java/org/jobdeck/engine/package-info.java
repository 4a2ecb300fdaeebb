/**
 * The one place where an engine is put together: main loop, job layer, workers, graph of block nodes and the kinds of jobs
 * that can be started.
 */
package org.jobdeck.engine;
