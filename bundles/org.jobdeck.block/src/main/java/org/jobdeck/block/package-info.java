/**
 * The node graph: nodes, the edges between them, named backends, permissions, op blockers, drain, and the block drivers.
 *
 * <p>The graph changes in the engine's main loop only; requests run in the loop of the node they go to.
 */
package org.jobdeck.block;
