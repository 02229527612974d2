package org.tl4j.core.training;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import org.tl4j.core.backbone.Backbone;
import org.tl4j.core.backbone.TrainableBackbone;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.error.UsageException;

/**
 * The input of a strategy. It contains no test images.
 *
 * @param backbone the pretrained network, which its owner closes
 * @param labels the new classes
 * @param train images to fit to
 * @param validation images to choose settings by; may be empty
 * @param context the seed, listeners and checkpoints
 */
public record TransferTask(
        Backbone backbone, LabelSet labels, List<Sample> train, List<Sample> validation, RunContext context) {
    public TransferTask {
        requireNonNull(backbone, "backbone is null");
        requireNonNull(labels, "labels is null");
        train = List.copyOf(train);
        validation = List.copyOf(validation);
        requireNonNull(context, "context is null");
    }

    /** The backbone, where its engine can train it. */
    public Optional<TrainableBackbone> trainable() {
        return trainable(backbone);
    }

    /**
     * The backbone, for a strategy that trains its weights.
     *
     * @throws UsageException if its engine cannot train it
     */
    public TrainableBackbone requireTrainable() {
        return requireTrainable(backbone);
    }

    /**
     * A backbone, for a strategy that trains its weights.
     *
     * @throws UsageException if its engine cannot train it
     */
    public static TrainableBackbone requireTrainable(Backbone backbone) {
        return trainable(backbone)
                .orElseThrow(() -> new UsageException(
                        "backbone",
                        "must be one whose weights can be trained, for this strategy",
                        backbone.spec().name() + ", which is only run by "
                                + backbone.spec().runtime(),
                        "use feature extraction, or another backbone"));
    }

    private static Optional<TrainableBackbone> trainable(Backbone backbone) {
        return backbone instanceof TrainableBackbone trainable ? Optional.of(trainable) : Optional.empty();
    }
}
