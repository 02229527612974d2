package org.tl4j.learner;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tl4j.core.backbone.Backbone;
import org.tl4j.core.calibration.Calibration;
import org.tl4j.core.calibration.FamiliarityModel;
import org.tl4j.core.calibration.FeatureDistance;
import org.tl4j.core.dataset.DatasetSplit;
import org.tl4j.core.dataset.ImageLocation;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.network.TrainedNetwork;
import org.tl4j.core.preprocessing.PipelineSettings;
import org.tl4j.core.progress.Progress;
import org.tl4j.core.training.FeatureExtractionSettings;
import org.tl4j.core.training.TransferResult;
import org.tl4j.strategies.Strategies;
import org.tl4j.strategies.calibration.Calibrator;
import org.tl4j.strategies.extraction.StoredFeatures;

/**
 * Calibrates a network that has just been trained. The features are those of the store for a frozen network, and those that the
 * output layer takes for any other.
 */
final class Calibrating {
    private static final int BATCH = 32;

    /** More images change hardly anything in the distances, and take time and memory. */
    private static final int MOST_IMAGES = 4000;

    private final Strategies strategies;
    private final Backbone backbone;
    private final TrainingRequest request;

    /** Of validation images, as far as they were computed for {@link #of}. */
    private final Map<ImageLocation, float[]> heldOut = new LinkedHashMap<>();

    Calibrating(Strategies strategies, Backbone backbone, TrainingRequest request) {
        this.strategies = strategies;
        this.backbone = backbone;
        this.request = request;
    }

    Calibrator.Result of(DatasetSplit split, TransferResult result) {
        Calibrator calibrator = new Calibrator(request.calibration());
        return calibrator.fit(result.heldOut(), split.labels(), familiarity(calibrator, split, result));
    }

    private Optional<FamiliarityModel> familiarity(Calibrator calibrator, DatasetSplit split, TransferResult result) {
        List<List<float[]>> classes = new ArrayList<>();
        IntStream.range(0, split.labels().isMultiLabel() ? 1 : split.labels().size())
                .forEach(i -> classes.add(new ArrayList<>()));
        boolean complete = features(
                some(split.train()),
                result,
                (sample, features) -> classes.get(index(split.labels(), sample)).add(features));
        complete &= features(
                some(split.validation()), result, (sample, features) -> heldOut.put(sample.location(), features));
        return complete ? calibrator.familiarity(classes, List.copyOf(heldOut.values())) : Optional.empty();
    }

    /** How familiar the validation images of {@link #of} are; empty where that is not known. */
    Map<ImageLocation, Double> familiarities(Calibration calibration) {
        if (calibration.familiarity().isEmpty()) {
            return Map.of();
        }
        FamiliarityModel model = calibration.familiarity().orElseThrow();
        FeatureDistance distance = new FeatureDistance(model);
        Map<ImageLocation, Double> known = new HashMap<>();
        // rounded as predictions round it
        heldOut.forEach((location, features) -> known.put(location, model.familiarity((float) distance.of(features))));
        return known;
    }

    private static int index(LabelSet labels, Sample sample) {
        return labels.isMultiLabel() ? 0 : labels.indexOf(sample.label());
    }

    /** At even distances, so that all classes are there in an ordered list. */
    private static List<Sample> some(List<Sample> samples) {
        int count = Math.min(samples.size(), MOST_IMAGES);
        return IntStream.range(0, count)
                .mapToObj(i -> samples.get((int) ((long) i * samples.size() / count)))
                .toList();
    }

    /** Takes the features of an image. */
    @FunctionalInterface
    private interface Taker {
        void take(Sample sample, float[] features);
    }

    /** Whether the network has features. */
    private boolean features(List<Sample> samples, TransferResult result, Taker taker) {
        if (samples.isEmpty()) {
            return true;
        }
        if (result.strategy().equals(FeatureExtractionSettings.DEFAULT.name())) {
            StoredFeatures stored = strategies.featureExtractor().store(backbone, samples, false, Progress.NONE);
            for (int row = 0; row < stored.samples().size(); row++) {
                float[] features = new float[stored.rows().width()];
                stored.rows().row(row).get(features);
                taker.take(stored.samples().get(row), features);
            }
            return true;
        }
        return computed(samples, result.network(), taker);
    }

    private boolean computed(List<Sample> samples, TrainedNetwork network, Taker taker) {
        PipelineSettings settings = new PipelineSettings(
                "measuring familiarity", backbone.spec().preprocessing(), BATCH, request.progress());
        boolean[] complete = {true};
        strategies.batchDecoder().decode(samples, settings, false, batch -> {
            Optional<float[][]> features = network.outputs(batch.values()).features();
            complete[0] &= features.isPresent();
            for (int row = 0; complete[0] && row < batch.images().size(); row++) {
                if (batch.isUsable(row)) {
                    taker.take(batch.images().get(row), features.orElseThrow()[row]);
                }
            }
        });
        return complete[0];
    }
}
