package org.tl4j.learner;

import static org.tl4j.core.error.Arguments.required;

import java.nio.file.Path;
import java.util.Optional;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.bundle.BundleManifest;
import org.tl4j.core.dataset.DatasetSplit;
import org.tl4j.core.dataset.ReadingSettings;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.progress.Progress;
import org.tl4j.core.training.FromScratchSettings;
import org.tl4j.core.training.TrainingListener;

/**
 * What to inspect. Start with {@link #of} before training, or with {@link #ofTraining} after it.
 *
 * <pre>{@code
 * try (TransferLearner learner = TransferLearner.create()) {
 *     InspectionReport report = learner.inspect(InspectionRequest.of(Path.of("photos")));
 *     System.out.println(report.inspection().wrongLabels().size() + " labels are likely wrong");
 * }
 * }</pre>
 *
 * @param data a folder of class folders, a zip of the same, or a CSV
 * @param split the images with their roles, if they have been read already; then {@code data} is not read again, images of the
 *     test part are not inspected, and features of at most {@value #COMPARED_AFTER_TRAINING} images are compared
 * @param features whether features of a backbone are used; without them there are no near-duplicates, likely wrong labels,
 *     outliers and map
 * @param backbone the pretrained network; empty takes the default, as {@link TrainingRequest#backbone} describes it
 * @param mostMeasured of how many images at most the pixels are measured, at least 0; of more images some, at even distances
 * @param reading limits on what is read
 * @param progress receives how far the work is
 * @param listener receives which backbone is used, before its weights are fetched
 */
public record InspectionRequest(
        Path data,
        Optional<DatasetSplit> split,
        boolean features,
        Optional<BackboneRequest> backbone,
        int mostMeasured,
        ReadingSettings reading,
        Progress progress,
        TrainingListener listener) {
    /** After training: decoding 2,000 photos again takes about as long as computing their features does in five. */
    public static final int MEASURED_AFTER_TRAINING = 2000;

    /** After training: features of so many images are compared in about the time that the map of as many takes. */
    public static final int COMPARED_AFTER_TRAINING = 5000;

    /**
     * Checks that nothing is missing.
     *
     * @throws UsageException if something is null, or {@code mostMeasured} is negative
     */
    public InspectionRequest {
        required(data, "data");
        required(split, "split");
        required(backbone, "backbone");
        required(reading, "reading");
        required(progress, "progress");
        required(listener, "listener");
        if (mostMeasured < 0) {
            throw new UsageException("most-measured", "must be at least 0", "" + mostMeasured, "");
        }
    }

    /** All images of {@code data}, by the default backbone. */
    public static InspectionRequest of(Path data) {
        return new InspectionRequest(
                data,
                Optional.empty(),
                true,
                Optional.empty(),
                Integer.MAX_VALUE,
                ReadingSettings.DEFAULT,
                Progress.NONE,
                TrainingListener.NONE);
    }

    /**
     * The training and validation images of a run, in their roles, by the same backbone, so that its features are there
     * already. Images of the test part are left out, since training computes none for them. After training from scratch no
     * features are used. Pixels of at most {@value #MEASURED_AFTER_TRAINING} images are measured, and features of at most
     * {@value #COMPARED_AFTER_TRAINING} compared.
     *
     * @param data where they are
     * @param report what the run did
     * @param backbone as it was asked for: the file of its weights is taken. All else is that of the bundle, also a boundary that
     *     was measured
     * @param reading the limits that they were read with
     */
    public static InspectionRequest ofTraining(
            Path data, TrainingReport report, Optional<BackboneRequest> backbone, ReadingSettings reading) {
        BundleManifest manifest = required(report, "report").manifest();
        BackboneRequest same = RecordedBackbone.request(
                manifest, required(backbone, "backbone").flatMap(BackboneRequest::weights));
        return new InspectionRequest(
                data,
                Optional.of(report.split()),
                !manifest.strategy().equals(FromScratchSettings.NAME),
                Optional.of(same),
                MEASURED_AFTER_TRAINING,
                reading,
                Progress.NONE,
                TrainingListener.NONE);
    }

    /** The same by another backbone. */
    public InspectionRequest withBackbone(BackboneRequest other) {
        return new InspectionRequest(
                data, split, true, Optional.of(required(other, "backbone")), mostMeasured, reading, progress, listener);
    }

    /** The same without features. */
    public InspectionRequest withoutFeatures() {
        return new InspectionRequest(data, split, false, backbone, mostMeasured, reading, progress, listener);
    }

    /** The same with the pixels of at most {@code most} images. */
    public InspectionRequest withMostMeasured(int most) {
        return new InspectionRequest(data, split, features, backbone, most, reading, progress, listener);
    }

    /** The same with other limits. */
    public InspectionRequest withReading(ReadingSettings other) {
        return new InspectionRequest(data, split, features, backbone, mostMeasured, other, progress, listener);
    }

    /** The same, reporting to {@code other} how far it is. */
    public InspectionRequest withProgress(Progress other) {
        return new InspectionRequest(data, split, features, backbone, mostMeasured, reading, other, listener);
    }

    /** The same, reporting to {@code other} which backbone is taken. */
    public InspectionRequest withListener(TrainingListener other) {
        return new InspectionRequest(data, split, features, backbone, mostMeasured, reading, progress, other);
    }
}
