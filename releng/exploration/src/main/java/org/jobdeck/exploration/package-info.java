/**
 * Searches the job core: runs it again and again, each time with another order of its actors and other answers of its
 * drivers, until every order has been tried or a bound is reached, and checks at each step what must always hold.
 */
package org.jobdeck.exploration;
