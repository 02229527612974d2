/**
 * From the plan of a comparison to its conclusion. A {@link org.tl4j.core.comparison.ComparisonPlan} says which trainings are
 * compared, the learner carries them out, and their {@link org.tl4j.core.comparison.ComparisonRun}s come in; means, a
 * {@link org.tl4j.core.comparison.Recommendation} and the {@link org.tl4j.core.comparison.TransferBenefit} go out, as data.
 * Sentences and pictures are made by applications. Nothing here reads files.
 */
package org.tl4j.core.comparison;
