/** Features as files for other programs: NumPy arrays and CSV. Used by {@code tl features}. */
package org.tl4j.cli.tables;
