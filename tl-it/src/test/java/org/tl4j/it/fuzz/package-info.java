/**
 * Mutated files for everything that reads what others have written: real files go in, counts of how their mutations ended
 * come out. A mutation may give a result or one of our errors; all else is a defect. {@code FuzzIT} runs a few of each with
 * every build, and as many as one likes by hand.
 */
package org.tl4j.it.fuzz;
