/**
 * Random command sequences, carried out by two storage daemons whose facts are then compared.
 *
 * <p>A {@link org.jobdeck.daemon.differential.Generator} makes a script from a seed, a {@link
 * org.jobdeck.daemon.differential.Session} plays it to one daemon, {@link org.jobdeck.daemon.differential.Facts} says
 * what of the answers counts, and a {@link org.jobdeck.daemon.differential.Shrinker} makes a script on which two daemons
 * differ as short as it can be.
 *
 * <p>Facts may not depend on luck. So no job is under way when a command is sent: each is at its end, stopped by an error,
 * paused, without work (sync {@code none}), or asleep for many seconds because its speed is limited to a trifle. What a
 * job's name begins with says which of these is meant, see {@link org.jobdeck.daemon.differential.JobKind}.
 */
package org.jobdeck.daemon.differential;
