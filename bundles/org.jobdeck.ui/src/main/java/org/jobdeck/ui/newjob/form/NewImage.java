package org.jobdeck.ui.newjob.form;

/**
 * An image that is to be made.
 *
 * @param file where, as the server sees it; for several images the folder
 * @param format in which format
 */
public record NewImage(String file, String format) {}
