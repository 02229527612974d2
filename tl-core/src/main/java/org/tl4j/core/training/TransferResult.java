package org.tl4j.core.training;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.tl4j.core.dataset.SkippedImage;
import org.tl4j.core.network.TrainedNetwork;

/**
 * The result of a strategy.
 *
 * @param strategy how the network was trained, {@code feature-extraction}
 * @param network the new network, which the caller closes
 * @param validation how well it does on validation data
 * @param heldOut what it predicted for the images that {@code validation} was measured on; empty where that was not kept
 * @param refitted whether it was fitted to the validation images as well, after {@code validation} was measured
 * @param trainImages how many images it was fitted to
 * @param skipped images that could not be decoded
 * @param extraction the duration of feature extraction
 * @param training the duration of training
 * @param settings the settings in force and chosen, by dashed key, for provenance
 * @param decisions why this network was chosen; empty if there was no choice
 */
public record TransferResult(
        String strategy,
        TrainedNetwork network,
        Score validation,
        Optional<HeldOutPredictions> heldOut,
        boolean refitted,
        int trainImages,
        List<SkippedImage> skipped,
        Duration extraction,
        Duration training,
        Map<String, String> settings,
        List<Decision> decisions) {
    public TransferResult {
        requireNonNull(heldOut, "heldOut is null");
        decisions = List.copyOf(decisions);
        skipped = List.copyOf(skipped);
        settings = Map.copyOf(settings);
    }

    /** The same with a decision that was made before the strategy began. */
    public TransferResult after(Decision first) {
        return new TransferResult(
                strategy,
                network,
                validation,
                heldOut,
                refitted,
                trainImages,
                skipped,
                extraction,
                training,
                settings,
                Stream.concat(Stream.of(first), decisions.stream()).toList());
    }

    /** The decisions in sentences, as a bundle has them. */
    public List<String> reasons() {
        return decisions.stream().map(DecisionText::of).toList();
    }
}
