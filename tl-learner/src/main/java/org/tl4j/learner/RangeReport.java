package org.tl4j.learner;

import java.util.List;
import java.util.OptionalDouble;
import org.tl4j.core.training.TrainingEvent.LearningRateTried;

/**
 * What a learning rate range test found.
 *
 * @param backbone the pretrained network
 * @param tried every step, in the order of rising rates
 * @param suggestion a rate for the head, half of that at which the loss begins to rise; empty where the loss has no clear
 *     minimum, and the rate in force is the best that is known
 * @param inForce the rate of the settings, for comparison
 */
public record RangeReport(String backbone, List<LearningRateTried> tried, OptionalDouble suggestion, double inForce) {
    public RangeReport {
        tried = List.copyOf(tried);
    }
}
