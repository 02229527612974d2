package org.tl4j.learner;

import static org.tl4j.core.error.Arguments.required;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.tl4j.core.backbone.BackboneSelection;
import org.tl4j.core.bundle.BundleManifest;
import org.tl4j.core.calibration.Calibration;
import org.tl4j.core.dataset.DatasetSplit;
import org.tl4j.core.dataset.SkippedImage;
import org.tl4j.core.training.Decision;
import org.tl4j.core.training.Score;
import org.tl4j.core.training.TrainingWarning;

/**
 * What a training run did.
 *
 * @param bundle the file that was written
 * @param manifest what the bundle says of itself
 * @param backbone the pretrained network, whether it was named or selected by default, and where its weights came from
 * @param split which image had which role
 * @param trainImages how many images the head was fitted to
 * @param skipped images that could not be used
 * @param validation how good the result is on images that it was not fitted to
 * @param refitted whether it was fitted to the validation images as well, after {@code validation} was measured
 * @param total how long everything took
 * @param features how long the features took
 * @param training how long the fit took
 * @param warnings what should be known of this run, each once, in the order in which it was noticed
 * @param decisions what the strategy measured and chose, in this order; the manifest has them in sentences
 * @param heldOut the images that {@code validation} was measured on; empty where what was predicted for each is not kept
 * @param calibration how to read the outputs of the network
 */
public record TrainingReport(
        Path bundle,
        BundleManifest manifest,
        BackboneSelection backbone,
        DatasetSplit split,
        int trainImages,
        List<SkippedImage> skipped,
        Score validation,
        boolean refitted,
        Duration total,
        Duration features,
        Duration training,
        List<TrainingWarning> warnings,
        List<Decision> decisions,
        Optional<HeldOutImages> heldOut,
        Calibration calibration) {
    public TrainingReport {
        skipped = List.copyOf(skipped);
        warnings = List.copyOf(warnings);
        decisions = List.copyOf(decisions);
        required(heldOut, "heldOut");
        required(calibration, "calibration");
    }

    /** One without the images that it was measured on, and without a calibration. */
    public TrainingReport(
            Path bundle,
            BundleManifest manifest,
            BackboneSelection backbone,
            DatasetSplit split,
            int trainImages,
            List<SkippedImage> skipped,
            Score validation,
            boolean refitted,
            Duration total,
            Duration features,
            Duration training,
            List<TrainingWarning> warnings,
            List<Decision> decisions) {
        this(
                bundle,
                manifest,
                backbone,
                split,
                trainImages,
                skipped,
                validation,
                refitted,
                total,
                features,
                training,
                warnings,
                decisions,
                Optional.empty(),
                Calibration.NONE);
    }

    /**
     * A builder of a report; tests of applications make one without training.
     *
     * @param bundle the file that was written
     * @param manifest what the bundle says of itself
     */
    public static TrainingReportBuilder builder(Path bundle, BundleManifest manifest) {
        return new TrainingReportBuilder(required(bundle, "bundle"), required(manifest, "manifest"));
    }

    /** A builder with the values of this report, of the same bundle. */
    public TrainingReportBuilder toBuilder() {
        return builder(bundle, manifest)
                .backbone(backbone)
                .split(split)
                .trainImages(trainImages)
                .skipped(skipped)
                .validation(validation)
                .refitted(refitted)
                .total(total)
                .features(features)
                .training(training)
                .warnings(warnings)
                .decisions(decisions)
                .heldOut(heldOut)
                .calibration(calibration);
    }
}
