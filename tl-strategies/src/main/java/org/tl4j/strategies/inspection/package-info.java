/**
 * What is wrong with a data set: from features of a frozen backbone, which {@code extraction} leaves in the store, and from
 * measures of pixels to an {@link org.tl4j.core.inspection.Inspection}. Arrays only; nothing here is trained that is kept.
 */
package org.tl4j.strategies.inspection;
