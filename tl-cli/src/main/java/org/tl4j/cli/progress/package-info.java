/**
 * Progress of long tasks on standard error: a bar at a terminal, occasional lines otherwise. Implements
 * {@link org.tl4j.core.progress.Progress} for {@code commands}.
 */
package org.tl4j.cli.progress;
