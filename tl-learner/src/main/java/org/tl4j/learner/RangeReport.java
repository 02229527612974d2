package org.tl4j.learner;

import java.util.List;
import org.tl4j.core.training.TrainingEvent.RateTried;

/**
 * What a learning rate range test found.
 *
 * @param backbone the pretrained network
 * @param tried every step, in the order of rising rates
 * @param suggestion a rate for the head, a tenth of that at which the loss was lowest
 * @param inForce the rate of the settings, for comparison
 */
public record RangeReport(String backbone, List<RateTried> tried, double suggestion, double inForce) {
    public RangeReport {
        tried = List.copyOf(tried);
    }
}
