/** Jobs that wait for the user: what the decision is, and what each answer does to which node. */
package org.jobdeck.ui.decide;
