/**
 * Work on threads of our own: {@link org.tl4j.core.concurrent.Workers} are given by whoever owns them, and
 * {@link org.tl4j.core.concurrent.LookAhead} loads batches with them. Imports nothing.
 */
package org.tl4j.core.concurrent;
