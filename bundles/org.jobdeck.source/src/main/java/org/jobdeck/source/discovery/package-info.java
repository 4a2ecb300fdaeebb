/** Finds monitors to which one could attach, without touching any of them. */
package org.jobdeck.source.discovery;
