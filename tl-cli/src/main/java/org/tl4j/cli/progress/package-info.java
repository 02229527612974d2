/**
 * How far long work is, told on standard error: a bar where a person watches, a line now and then where not. Implements
 * {@link org.tl4j.core.progress.Progress} for {@code commands}.
 */
package org.tl4j.cli.progress;
