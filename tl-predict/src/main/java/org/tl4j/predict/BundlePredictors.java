package org.tl4j.predict;

import static org.tl4j.core.error.Arguments.required;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.tl4j.core.backbone.Backbone;
import org.tl4j.core.backbone.FeatureNetwork;
import org.tl4j.core.bundle.Bundle;
import org.tl4j.core.bundle.BundleManifest;
import org.tl4j.core.bundle.BundleStore;
import org.tl4j.core.calibration.Calibration;
import org.tl4j.core.dataset.ImageReader;
import org.tl4j.core.engine.Engines;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.network.TrainedNetwork;
import org.tl4j.core.prediction.ImageEmbedder;
import org.tl4j.core.prediction.ImageExplainer;
import org.tl4j.core.prediction.Predictor;
import org.tl4j.core.prediction.StagedEmbedder;
import org.tl4j.core.prediction.StagedPredictor;
import org.tl4j.core.preprocessing.ImagePreprocessor;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.data.ImageData;
import org.tl4j.storage.Storage;
import org.tl4j.storage.StorageSettings;

/**
 * From bundles to predictions, without what trains them. Immutable and thread-safe; there is nothing to close but what it
 * opens.
 *
 * <pre>{@code
 * Predictors predictors = BundlePredictors.create();
 * try (Predictor predictor = predictors.open(Path.of("insects.tlz"))) {
 *     ScoredLabel best = predictor.predict(Path.of("unknown.jpg")).best();
 *     System.out.println(best.label() + " " + best.probability());
 * }
 * }</pre>
 */
public final class BundlePredictors implements Predictors {
    private final Engines engines;
    private final BundleStore bundles;
    private final ImageReader reader;
    private final ImagePreprocessor preprocessor;

    /** Over these parts, which stay their owners'. */
    public BundlePredictors(Engines engines, BundleStore bundles, ImageReader reader, ImagePreprocessor preprocessor) {
        this.engines = required(engines, "engines");
        this.bundles = required(bundles, "bundles");
        this.reader = required(reader, "reader");
        this.preprocessor = required(preprocessor, "preprocessor");
    }

    /**
     * With the engines of the class path, each of which starts with the first bundle that it computes, and the cache folder that
     * the environment names (see {@link StorageSettings#checked}).
     *
     * @throws UsageException if there is no engine, or the environment names a folder or file that does not exist
     */
    public static BundlePredictors create() {
        return create(StorageSettings.checked(System.getenv(), System.getProperties()));
    }

    /**
     * The same with other settings, of which only the folder is used that records which images native code is decoding, so
     * that an image which crashed a process is tried in a separate one before it is decoded again.
     *
     * @throws UsageException if there is no engine, or {@code settings} is null
     */
    public static BundlePredictors create(StorageSettings settings) {
        return create(settings, Engines.onClassPath(Storage.tensorFormat()));
    }

    /**
     * The same with the engines given; which of them computes is {@link Engines#selecting}.
     *
     * @throws UsageException if an argument is null
     */
    public static BundlePredictors create(StorageSettings settings, Engines engines) {
        required(settings, "settings");
        return new BundlePredictors(
                engines,
                Storage.bundleStore(),
                ImageData.imageReader(),
                ImageData.imagePreprocessor(PredictorSettings.DEFAULT.limits(), settings.journalFolder()));
    }

    @Override
    public Predictor open(Path bundle, PredictorSettings settings) {
        return predictor(bundles.read(required(bundle, "bundle")), settings);
    }

    @Override
    public Predictor open(ByteBuffer bundle, String name, PredictorSettings settings) {
        return predictor(bundles.read(required(bundle, "bundle"), required(name, "name")), settings);
    }

    @Override
    public StagedPredictor staged(Path bundle, PredictorSettings settings) {
        return predictor(bundles.read(required(bundle, "bundle")), settings);
    }

    @Override
    public StagedEmbedder stagedEmbedder(Path bundle, PredictorSettings settings) {
        return embedder(bundles.read(required(bundle, "bundle")), settings);
    }

    @Override
    public ImageEmbedder embedder(Path bundle, PredictorSettings settings) {
        return embedder(bundles.read(required(bundle, "bundle")), settings);
    }

    @Override
    public ImageEmbedder embedder(ByteBuffer bundle, String name, PredictorSettings settings) {
        return embedder(bundles.read(required(bundle, "bundle"), required(name, "name")), settings);
    }

    @Override
    public ImageExplainer explainer(Path bundle, PredictorSettings settings) {
        required(settings, "settings");
        Bundle read = bundles.read(required(bundle, "bundle"));
        BundleManifest manifest = read.manifest();
        ExplainableNetwork explainable = ExplainableNetwork.of(engines, read);
        if (explainable.network().isEmpty()) {
            return new UnexplainedBundle(manifest.labels(), explainable.reason());
        }
        AttributableNetwork network = explainable.network().orElseThrow();
        return new BundleExplainer(
                manifest.labels(),
                network,
                new ImageNetwork(
                        new ImageNetwork.Computation(
                                "explainer", "open the bundle again", "explanation", network::rows, network::close),
                        manifest.preprocessing(),
                        images(settings),
                        settings));
    }

    /** An embedder of a backbone, which it closes. */
    public ImageEmbedder embedder(Backbone backbone, PredictorSettings settings) {
        return embedder(required(backbone, "backbone"), backbone.spec().preprocessing(), settings);
    }

    private StagedPredictor predictor(Bundle bundle, PredictorSettings settings) {
        required(settings, "settings");
        Calibration calibration =
                settings.coverage().map(bundle.calibration()::atCoverage).orElse(bundle.calibration());
        TrainedNetwork network = BundleNetwork.open(engines, bundle);
        BundleManifest manifest = bundle.manifest();
        CalibratedReading reading = new CalibratedReading(manifest.labels(), calibration, settings.calibrated());
        return new BundlePredictor(
                manifest,
                reading,
                new ImageNetwork(
                        new ImageNetwork.Computation(
                                "predictor",
                                "open the bundle again",
                                "prediction",
                                images -> reading.rows(network, images),
                                network::close),
                        manifest.preprocessing(),
                        images(settings),
                        settings));
    }

    private StagedEmbedder embedder(Bundle bundle, PredictorSettings settings) {
        required(settings, "settings");
        BundleManifest manifest = bundle.manifest();
        FeatureNetwork network = engines.features(
                        bundle.network(), manifest.preprocessing(), manifest.boundaries(), manifest.pooling())
                .orElseThrow(() -> new UsageException(
                        "engine of the bundle",
                        "must compute features of bundles",
                        bundle.network().engine() + ", which gives predictions alone",
                        "take the features of the backbone " + manifest.backbone()));
        return embedder(network, manifest.preprocessing(), settings);
    }

    private StagedEmbedder embedder(FeatureNetwork network, Preprocessing preprocessing, PredictorSettings settings) {
        required(settings, "settings");
        return new NetworkEmbedder(
                network.boundary(),
                new ImageNetwork(
                        new ImageNetwork.Computation(
                                "embedder",
                                "open it again",
                                "computing features",
                                batch -> NetworkEmbedder.rows(network.features(batch)),
                                network::close),
                        preprocessing,
                        images(settings),
                        settings));
    }

    private ImageNetwork.Images images(PredictorSettings settings) {
        return new ImageNetwork.Images(reader.within(settings.limits()), preprocessor.within(settings.limits()));
    }
}
