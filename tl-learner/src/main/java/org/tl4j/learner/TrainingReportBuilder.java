package org.tl4j.learner;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.backbone.BackboneSelection;
import org.tl4j.core.bundle.BundleManifest;
import org.tl4j.core.calibration.Calibration;
import org.tl4j.core.dataset.DatasetSplit;
import org.tl4j.core.dataset.SkippedImage;
import org.tl4j.core.training.Decision;
import org.tl4j.core.training.Score;
import org.tl4j.core.training.TrainingWarning;
import org.tl4j.core.weights.WeightsOrigin;
import org.tl4j.core.weights.WeightsSource;

/**
 * Makes a {@link TrainingReport}, whose components have the names of the methods here. Nothing but the bundle and its
 * manifest is required, so that a test of an application can have a report without any training. For one thread.
 */
public final class TrainingReportBuilder {
    private static final String UNSTATED = "unstated";

    private final Path bundle;
    private final BundleManifest manifest;
    private BackboneSelection backbone;
    private DatasetSplit split;
    private int trainImages;
    private List<SkippedImage> skipped = List.of();
    private Score validation = new Score(0, 0, 0, false);
    private boolean refitted;
    private Duration total = Duration.ZERO;
    private Duration features = Duration.ZERO;
    private Duration training = Duration.ZERO;
    private List<TrainingWarning> warnings = List.of();
    private List<Decision> decisions = List.of();
    private Optional<HeldOutImages> heldOut = Optional.empty();
    private Calibration calibration = Calibration.NONE;

    TrainingReportBuilder(Path bundle, BundleManifest manifest) {
        this.bundle = bundle;
        this.manifest = manifest;
        backbone = selection(manifest);
        split = new DatasetSplit(manifest.labels(), List.of(), List.of(), List.of(), List.of(), List.of());
        refitted = manifest.refitted();
    }

    /** As far as a manifest has it: it names neither an engine nor a file. */
    private static BackboneSelection selection(BundleManifest manifest) {
        BackboneEntry entry = BackboneEntry.named(manifest.backbone())
                .engine(UNSTATED)
                .architecture(UNSTATED)
                .weights(WeightsSource.named(UNSTATED))
                .preprocessing(manifest.preprocessing())
                .defaultBoundary(manifest.boundaries().get(0))
                .build();
        return new BackboneSelection(entry, true, WeightsOrigin.PRESENT, OptionalLong.empty(), List.of());
    }

    /**
     * The pretrained network; by default, the one that the manifest names, as if it was requested and its weights were
     * present, of an engine, architecture and file called {@code unstated}.
     */
    public TrainingReportBuilder backbone(BackboneSelection value) {
        backbone = value;
        return this;
    }

    /** Which image had which role; by default, no images of the classes of the manifest. */
    public TrainingReportBuilder split(DatasetSplit value) {
        split = value;
        return this;
    }

    /** How many images the head was fitted to; 0 by default. */
    public TrainingReportBuilder trainImages(int value) {
        trainImages = value;
        return this;
    }

    /** Images that could not be used; none by default. */
    public TrainingReportBuilder skipped(List<SkippedImage> value) {
        skipped = value;
        return this;
    }

    /** How good the result is; by default, a score of 0 on no images. */
    public TrainingReportBuilder validation(Score value) {
        validation = value;
        return this;
    }

    /** Whether it was fitted to the validation images as well; as the manifest says by default. */
    public TrainingReportBuilder refitted(boolean value) {
        refitted = value;
        return this;
    }

    /** How long everything took; no time by default. */
    public TrainingReportBuilder total(Duration value) {
        total = value;
        return this;
    }

    /** How long the features took; no time by default. */
    public TrainingReportBuilder features(Duration value) {
        features = value;
        return this;
    }

    /** How long the fit took; no time by default. */
    public TrainingReportBuilder training(Duration value) {
        training = value;
        return this;
    }

    /** What should be known of the run; nothing by default. */
    public TrainingReportBuilder warnings(List<TrainingWarning> value) {
        warnings = value;
        return this;
    }

    /** What the strategy measured and chose; nothing by default. */
    public TrainingReportBuilder decisions(List<Decision> value) {
        decisions = value;
        return this;
    }

    /** The images that it was measured on; not kept by default. */
    public TrainingReportBuilder heldOut(Optional<HeldOutImages> value) {
        heldOut = value;
        return this;
    }

    /** How to read the outputs of the network; nothing is known by default. */
    public TrainingReportBuilder calibration(Calibration value) {
        calibration = value;
        return this;
    }

    /** The report; the builder can be used further. */
    public TrainingReport build() {
        return new TrainingReport(
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
                heldOut,
                calibration);
    }
}
