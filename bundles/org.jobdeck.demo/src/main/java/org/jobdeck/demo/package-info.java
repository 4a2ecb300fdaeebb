/** Sample images and jobs, so that somebody new sees every state a job can be in. */
package org.jobdeck.demo;
