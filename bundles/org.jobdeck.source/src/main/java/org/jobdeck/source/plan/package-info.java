/**
 * How a new job is started over QMP: {@link org.jobdeck.source.plan.Plans} makes the commands out of what the user has
 * chosen, {@link org.jobdeck.source.plan.PlanRunner} sends them in order.
 */
package org.jobdeck.source.plan;
