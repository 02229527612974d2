/**
 * Features kept on disk, so that a frozen backbone runs once per image. Between {@code backbone}, which computes them, and
 * {@code training}, which reads them.
 */
package org.tl4j.core.features;
