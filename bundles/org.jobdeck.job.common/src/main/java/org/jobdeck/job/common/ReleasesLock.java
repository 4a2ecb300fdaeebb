package org.jobdeck.job.common;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The method drops the job lock and takes it again before it returns.
 *
 * <p>While it is dropped the caller's token is void. Afterwards the token is valid again and its generation has risen:
 * whatever was read under it before may be stale.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface ReleasesLock {}
