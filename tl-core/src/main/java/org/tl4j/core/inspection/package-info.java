/**
 * What is wrong with a data set, before or after training: copies, likely wrong labels, outliers, bad pixels, unbalanced
 * classes, shortcuts, and a map. Data only; computed from features of a frozen backbone and from pixels, shown in reports.
 * Imports {@code dataset}, {@code preprocessing}, {@code evaluation} and those before.
 */
package org.tl4j.core.inspection;
