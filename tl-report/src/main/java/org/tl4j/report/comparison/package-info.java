/**
 * The sections of a comparison of networks and strategies. A {@link org.tl4j.core.comparison.ComparisonResult} comes in; charts, a
 * table and sentences go out, each of which can be had alone.
 */
package org.tl4j.report.comparison;
