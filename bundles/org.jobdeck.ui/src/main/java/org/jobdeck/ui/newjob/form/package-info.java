/** A form made from declared options: one line each, with the widget that its kind wants. */
package org.jobdeck.ui.newjob.form;
