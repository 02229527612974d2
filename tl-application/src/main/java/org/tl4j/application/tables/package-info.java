/** Features, curves and epochs as files for other programs: NumPy arrays and CSV. */
package org.tl4j.application.tables;
