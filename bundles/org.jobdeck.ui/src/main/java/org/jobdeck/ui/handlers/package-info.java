/** What menus and keys call. */
package org.jobdeck.ui.handlers;
