package org.tl4j.core.training;

import java.util.Map;
import org.tl4j.core.error.UsageException;

/**
 * The loss that training minimises.
 *
 * @param labelSmoothing the share of the target that is spread over all classes, in [0, 1) (Szegedy et al. 2016)
 * @param classWeights whether each class counts the same, however many images it has
 * @param mixup the parameter of the beta distribution by which pairs of images and their targets are mixed (Zhang et al.
 *     2018), at least 0; 0 mixes nothing
 */
public record LossSettings(double labelSmoothing, boolean classWeights, double mixup) {
    /** Plain cross-entropy. */
    public static final LossSettings PLAIN = new LossSettings(0, false, 0);

    public LossSettings {
        if (!(labelSmoothing >= 0 && labelSmoothing < 1)) {
            throw new UsageException("label-smoothing", "must be in [0, 1)", "" + labelSmoothing, "");
        }
        if (!(mixup >= 0 && Double.isFinite(mixup))) {
            throw new UsageException("mixup", "must be at least 0", "" + mixup, "");
        }
    }

    /** Every setting by its dashed key, for provenance. */
    public Map<String, String> byKey() {
        return Map.of(
                "label-smoothing", Double.toString(labelSmoothing),
                "class-weights", Boolean.toString(classWeights),
                "mixup", Double.toString(mixup));
    }
}
