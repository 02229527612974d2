package org.tl4j.learner;

import static org.tl4j.core.error.Arguments.required;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.backbone.BackboneSelection;
import org.tl4j.core.bundle.Bundle;
import org.tl4j.core.bundle.BundleStore;
import org.tl4j.core.dataset.ReadingSettings;
import org.tl4j.core.engine.Engine;
import org.tl4j.core.engine.EngineInfo;
import org.tl4j.core.engine.EngineSelection;
import org.tl4j.core.engine.Engines;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.features.FeatureStore;
import org.tl4j.core.network.NetworkContents;
import org.tl4j.core.prediction.ImageEmbedder;
import org.tl4j.core.prediction.ImageExplainer;
import org.tl4j.core.prediction.Predictor;
import org.tl4j.core.preprocessing.ThumbnailReader;
import org.tl4j.core.weights.WeightsLocator;
import org.tl4j.predict.PredictorSettings;
import org.tl4j.predict.Predictors;
import org.tl4j.storage.StorageSettings;

/**
 * Adapts pretrained networks to the classes of your images: the whole main path behind one object. Thread-safe; close it
 * when the last call has returned.
 *
 * <pre>{@code
 * Path photos = Path.of("photos"); // photos/ants/1.jpg, photos/bees/1.jpg, ...
 * Path model = Path.of("insects.tlz");
 * try (TransferLearner learner = TransferLearner.create()) {
 *     TrainingReport training = learner.train(TrainingRequest.of(photos, model));
 *     double accuracy = training.validation().accuracy();
 *     try (Predictor predictor = learner.predictor(model)) {
 *         String label = predictor.predict(Path.of("unknown.jpg")).best().label();
 *     }
 * }
 * }</pre>
 *
 * <p>Application code that depends on one of its interfaces ({@link ModelTraining}, {@link ModelEvaluation},
 * {@link FeatureComputation} and so on, {@link Predictors}) can be tested without it.
 *
 * <p>Null as an argument gives a {@link org.tl4j.core.error.UsageException}, and so does every call after {@link #close()}.
 */
public final class TransferLearner
        implements ModelTraining,
                ModelEvaluation,
                FeatureComputation,
                FromScratchTraining,
                BackboneImport,
                ModelExport,
                ModelConversion,
                MachineBenchmark,
                ModelGrowth,
                ModelDiff,
                LabelSuggestion,
                DatasetInspection,
                StrategyComparison,
                AutoCloseable {
    private static final String REQUEST = "request";

    private final UseCases cases;
    private final Backbones backbones;
    private final BackboneUse use;
    private final Predictors predictors;
    private final Engines engines;
    private final StorageParts storage;
    private final Runnable closing;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** Runs {@code closing} at its end. */
    TransferLearner(
            UseCases cases,
            Backbones backbones,
            BackboneUse use,
            Predictors predictors,
            Engines engines,
            StorageParts storage,
            Runnable closing) {
        this.cases = cases;
        this.backbones = backbones;
        this.use = use;
        this.predictors = predictors;
        this.engines = engines;
        this.storage = storage;
        this.closing = closing;
    }

    /**
     * A learner whose cache folder and mirror are those that the environment names (see {@link StorageSettings#checked}).
     *
     * @throws org.tl4j.core.error.UsageException if it names a folder or file that does not exist
     */
    public static TransferLearner create() {
        return create(StorageSettings.checked(System.getenv(), System.getProperties()));
    }

    /**
     * A learner that keeps features and weights where {@code settings} say. Engines start when they are needed; which native
     * library ND4J will load is settled here.
     *
     * @throws org.tl4j.core.error.UsageException if {@code settings} is null
     */
    public static TransferLearner create(StorageSettings settings) {
        return create(settings, List.of());
    }

    /**
     * The same with other engines beside {@code deeplearning4j}, for the entries and bundles that name them. Engines of the
     * class path (see {@link org.tl4j.core.engine.EngineProvider}) whose names are not among these are added.
     *
     * @throws org.tl4j.core.error.UsageException if {@code settings} or {@code engines} is null
     */
    public static TransferLearner create(StorageSettings settings, List<Engine> engines) {
        return create(settings, engines, EngineSelection.AUTOMATIC);
    }

    /**
     * The same, whose frozen networks the selected engine computes.
     *
     * @throws org.tl4j.core.error.UsageException if an argument is null, or the engine is not there
     */
    public static TransferLearner create(StorageSettings settings, List<Engine> engines, EngineSelection selection) {
        return LearnerWiring.plain(
                        required(settings, "settings"), required(engines, "engines"), required(selection, "selection"))
                .learner();
    }

    @Override
    public TrainingReport train(TrainingRequest request) {
        requireOpen();
        return cases.training.train(required(request, REQUEST));
    }

    @Override
    public RangeReport findLearningRate(TrainingRequest request) {
        requireOpen();
        return cases.training.findLearningRate(required(request, REQUEST));
    }

    @Override
    public EvaluationReport evaluate(EvaluationRequest request) {
        requireOpen();
        return cases.evaluation.evaluate(required(request, REQUEST));
    }

    @Override
    public FeatureReport features(FeatureRequest request) {
        requireOpen();
        return cases.features.features(required(request, REQUEST));
    }

    /** As {@link FeatureComputation#embedder}; to be closed before this learner. */
    @Override
    public ImageEmbedder embedder(BackboneRequest backbone) {
        requireOpen();
        return cases.features.embedder(required(backbone, "backbone"));
    }

    /**
     * Opens the network of a bundle up to its boundary, to compute features of images; the caller closes it, before this
     * learner. After fine-tuning its features are not those of the pretrained network.
     *
     * @throws org.tl4j.core.error.BundleException if it cannot be read
     * @throws UsageException if its engine computes no features of bundles
     */
    public ImageEmbedder embedder(Path bundle) {
        return predictors().embedder(bundle);
    }

    /**
     * Opens a bundle to show which parts of images speak for its labels; the caller closes it, before this learner.
     *
     * @throws org.tl4j.core.error.BundleException if it cannot be read
     */
    public ImageExplainer explainer(Path bundle) {
        return predictors().explainer(bundle);
    }

    /**
     * The same for images within limits.
     *
     * @throws org.tl4j.core.error.BundleException if it cannot be read
     */
    public ImageExplainer explainer(Path bundle, ReadingSettings limits) {
        return predictors().explainer(bundle, PredictorSettings.DEFAULT.withLimits(limits));
    }

    /**
     * Opens a bundle for prediction; the caller closes it, before this learner.
     *
     * @throws org.tl4j.core.error.BundleException if it cannot be read
     */
    public Predictor predictor(Path bundle) {
        return predictors().open(bundle);
    }

    /**
     * Opens a bundle for prediction on images within limits; the caller closes it, before this learner.
     *
     * @throws org.tl4j.core.error.BundleException if it cannot be read
     */
    public Predictor predictor(Path bundle, ReadingSettings limits) {
        return predictors().open(bundle, PredictorSettings.DEFAULT.withLimits(limits));
    }

    /**
     * The same, with probabilities at the temperature of the bundle if {@code calibrated} and it has one.
     *
     * @throws org.tl4j.core.error.BundleException if it cannot be read
     */
    public Predictor predictor(Path bundle, ReadingSettings limits, boolean calibrated) {
        return predictors()
                .open(bundle, PredictorSettings.DEFAULT.withLimits(limits).withCalibrated(calibrated));
    }

    /** Opens bundles, also out of memory, with other batches and threads. */
    public Predictors predictors() {
        requireOpen();
        return predictors;
    }

    @Override
    public ScratchReport trainFromScratch(ScratchRequest request) {
        requireOpen();
        return cases.scratch.trainFromScratch(required(request, REQUEST));
    }

    @Override
    public ImportReport importBackbone(ImportRequest request) {
        requireOpen();
        return cases.imports.importBackbone(required(request, REQUEST));
    }

    /** The weights of a bundle as the content of a safetensors file, so that they can be a backbone's. */
    public byte[] safetensors(Bundle bundle, Map<String, String> metadata) {
        return kept().tensors
                .write(
                        required(bundle, "bundle").network().tensors(NetworkContents.WEIGHTS),
                        required(metadata, "metadata"));
    }

    /**
     * Writes a bundle's network for plain Deeplearning4j, to be opened with {@code ComputationGraph.load}.
     *
     * @throws org.tl4j.core.error.Tl4jException if the bundle cannot be read or the file not written
     */
    public void exportDl4j(Path bundle, Path file) {
        export(bundle, ExportRequest.DEEPLEARNING4J, file);
    }

    @Override
    public void export(ExportRequest request) {
        requireOpen();
        cases.exports.export(required(request, REQUEST));
    }

    @Override
    public ConversionReport convert(Path bundle, Path file) {
        requireOpen();
        return cases.conversions.convert(bundle, file);
    }

    @Override
    public BenchmarkReport benchmark(BenchmarkRequest request) {
        requireOpen();
        return cases.benchmark.benchmark(required(request, REQUEST));
    }

    @Override
    public GrowthReport grow(GrowthRequest request) {
        requireOpen();
        return cases.growth.grow(required(request, REQUEST));
    }

    @Override
    public DiffReport diff(DiffRequest request) {
        requireOpen();
        return cases.diffs.diff(required(request, REQUEST));
    }

    @Override
    public SuggestionReport suggest(SuggestionRequest request) {
        requireOpen();
        return cases.suggestions.suggest(required(request, REQUEST));
    }

    @Override
    public InspectionReport inspect(InspectionRequest request) {
        requireOpen();
        return cases.inspections.inspect(required(request, REQUEST));
    }

    @Override
    public ComparisonReport compare(ComparisonRequest request) {
        requireOpen();
        return cases.comparisons.compare(required(request, REQUEST));
    }

    /**
     * Makes small copies of images, such as those of a report, as long as this is open.
     *
     * @param limits those that the images were read with
     */
    public ThumbnailReader thumbnails(ReadingSettings limits) {
        return cases.thumbnails.within(limits);
    }

    /**
     * What training on photos would take if no backbone were named: which one, and whether its weights are on this machine,
     * would be fetched or are missing. Empty where the catalogue has no network for photos. Opens no socket. For small images
     * something else may be selected ({@link TrainingRequest#backbone}).
     */
    public Optional<BackboneSelection> defaultForPhotos() {
        requireOpen();
        return use.outlook(ImageTraits.PHOTOS);
    }

    /** The backbones of the catalogue, by name. */
    public Backbones backbones() {
        requireOpen();
        return backbones;
    }

    /** Where the weights of backbones are, and what is known of them. */
    public WeightsLocator weights() {
        return kept().weights;
    }

    /** The features kept on disk. */
    public FeatureStore featureStore() {
        return kept().features;
    }

    /** The bundle files. */
    public BundleStore bundles() {
        return kept().bundles;
    }

    /** The engines, and what they run on. */
    public List<EngineInfo> engines() {
        return engines.infos();
    }

    private StorageParts kept() {
        requireOpen();
        return storage;
    }

    private void requireOpen() {
        if (closed.get()) {
            throw new UsageException("learner", "must be open", "one that was closed", "create another");
        }
    }

    /** Closes the image files that are open and ends the threads that decode. To close twice changes nothing. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            closing.run();
        }
    }
}
