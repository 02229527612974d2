package org.tl4j.learner;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.tl4j.core.dataset.DatasetSplit;
import org.tl4j.core.dataset.ImageLocation;
import org.tl4j.core.dataset.LabelMatrix;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.dataset.SkippedImage;
import org.tl4j.core.evaluation.EvaluatedLabels;
import org.tl4j.core.training.HeldOutPredictions;
import org.tl4j.core.training.TransferResult;

/**
 * The images that a training run measured its network on, with what was predicted for each.
 *
 * @param images in the order of the subset; the probabilities are those of the network itself, before any calibration
 * @param crossValidated whether these are training images, each predicted by a model fitted to the others
 * @param familiarity how familiar an image is, from 0 to 1, where that is known
 */
public record HeldOutImages(
        List<EvaluatedLabels> images, boolean crossValidated, Map<ImageLocation, Double> familiarity) {
    public HeldOutImages {
        images = List.copyOf(images);
        familiarity = Map.copyOf(familiarity);
    }

    /** Those of a result; empty where it does not keep what was predicted for each image. */
    static Optional<HeldOutImages> of(
            DatasetSplit split, TransferResult result, Map<ImageLocation, Double> familiarity) {
        return result.heldOut().flatMap(predictions -> {
            List<Sample> samples = usable(predictions.crossValidated() ? split.train() : split.validation(), result);
            if (!LabelMatrix.of(samples, split.labels()).equals(predictions.targets())) {
                return Optional.empty();
            }
            return Optional.of(
                    new HeldOutImages(joined(samples, predictions), predictions.crossValidated(), familiarity));
        });
    }

    private static List<Sample> usable(List<Sample> samples, TransferResult result) {
        Set<ImageLocation> skipped =
                result.skipped().stream().map(SkippedImage::location).collect(Collectors.toCollection(HashSet::new));
        return samples.stream()
                .filter(sample -> !skipped.contains(sample.location()))
                .toList();
    }

    private static List<EvaluatedLabels> joined(List<Sample> samples, HeldOutPredictions predictions) {
        List<EvaluatedLabels> images = new ArrayList<>();
        for (int row = 0; row < samples.size(); row++) {
            Sample sample = samples.get(row);
            images.add(new EvaluatedLabels(
                    sample.location(), sample.annotation(), predictions.probabilities()[row]));
        }
        return images;
    }
}
