/**
 * The predictions of many images, kept as they come: in a table, and as copies in a folder per label. Each continues where an
 * interrupted run ended. Begin with {@link org.tl4j.application.predictions.BulkPrediction}.
 */
package org.tl4j.application.predictions;
