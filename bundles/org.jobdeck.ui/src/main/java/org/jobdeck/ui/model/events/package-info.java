/** What sources told of by themselves, in the order in which it was heard. Knows no widgets. */
package org.jobdeck.ui.model.events;
