package org.tl4j.learner;

import static org.tl4j.core.error.Arguments.required;

import jakarta.inject.Inject;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.tl4j.core.backbone.BackboneCatalog;
import org.tl4j.core.backbone.BackboneSelection;
import org.tl4j.core.bundle.Bundle;
import org.tl4j.core.bundle.BundleManifest;
import org.tl4j.core.bundle.BundleStore;
import org.tl4j.core.concurrent.Workers;
import org.tl4j.core.dataset.Dataset;
import org.tl4j.core.dataset.ImageReader;
import org.tl4j.core.dataset.ReadingSettings;
import org.tl4j.core.dataset.SkippedImage;
import org.tl4j.core.dataset.Subset;
import org.tl4j.core.engine.Engine;
import org.tl4j.core.engine.EngineInfo;
import org.tl4j.core.engine.Engines;
import org.tl4j.core.engine.NetworkExporter;
import org.tl4j.core.error.Suggestions;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.evaluation.Evaluator;
import org.tl4j.core.features.FeatureStore;
import org.tl4j.core.network.NetworkContents;
import org.tl4j.core.network.TrainedNetwork;
import org.tl4j.core.prediction.Predictor;
import org.tl4j.core.preprocessing.ImagePipeline;
import org.tl4j.core.training.TrainingWarning;
import org.tl4j.core.weights.TensorFormat;
import org.tl4j.core.weights.WeightsLocator;
import org.tl4j.data.ImageData;
import org.tl4j.dl4j.Dl4jBackend;
import org.tl4j.dl4j.runtime.Dl4jRuntime;
import org.tl4j.dl4j.runtime.RuntimeSettings;
import org.tl4j.storage.Storage;
import org.tl4j.storage.StorageSettings;
import org.tl4j.storage.files.AtomicFile;
import org.tl4j.strategies.Strategies;

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
 * <p>Null as an argument gives a {@link org.tl4j.core.error.UsageException}, and so does every call after {@link #close()}.
 */
public final class TransferLearner implements AutoCloseable {
    /** The name of the threads that decode images. */
    static final String THREADS = "tl4j-images";

    private static final String DEEPLEARNING4J = "deeplearning4j";

    private final Rooms rooms;
    private final Backbones backbones;
    private final ProvenanceRecorder note;
    private final AtomicBoolean closed = new AtomicBoolean();

    @Inject
    TransferLearner(Rooms rooms, Backbones backbones, Clock clock) {
        this.rooms = rooms;
        this.backbones = backbones;
        this.note = new ProvenanceRecorder(clock);
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
     * A learner that keeps features and weights where {@code settings} say. Starts ND4J.
     *
     * @throws org.tl4j.core.error.UsageException if {@code settings} is null
     */
    public static TransferLearner create(StorageSettings settings) {
        return create(settings, List.of());
    }

    /**
     * The same with other engines beside {@code deeplearning4j}, for the entries and bundles that name them.
     *
     * @throws org.tl4j.core.error.UsageException if {@code settings} or {@code engines} is null
     */
    public static TransferLearner create(StorageSettings settings, List<Engine> engines) {
        required(settings, "settings");
        Dl4jBackend backend = new Dl4jBackend(Dl4jRuntime.start(RuntimeSettings.defaults()));
        required(engines, "engines");
        TensorFormat tensors = Storage.tensorFormat();
        Engines all = new Engines(Stream.concat(Stream.of(backend.engine(tensors)), engines.stream())
                .toList());
        BackboneCatalog catalog = Storage.catalog(settings);
        BackboneResolver resolver =
                new BackboneResolver(catalog, all, Storage.weightsLocator(settings, all::weightsKinds));
        FeatureStore features = Storage.featureStore(settings);
        ImageReader reader = ImageData.imageReader();
        var preprocessor = ImageData.imagePreprocessor(ReadingSettings.DEFAULT, settings.journalFolder());
        ImagePipeline pipeline = new ImagePipeline(Workers.ofProcessors(THREADS));
        return new TransferLearner(
                new Rooms(
                        ImageData.datasetSource(),
                        reader,
                        ImageData.splitter(),
                        preprocessor,
                        pipeline,
                        ImageData.imageSizeReader(),
                        resolver,
                        Storage.importedBackbones(settings, catalog),
                        all,
                        features,
                        new Strategies(reader, preprocessor, pipeline, features, backend.headTrainer()),
                        Storage.bundleStore(),
                        tensors,
                        settings),
                new Backbones(resolver),
                Clock.systemUTC());
    }

    /**
     * Trains on labelled images and writes a bundle.
     *
     * @throws org.tl4j.core.error.Tl4jException if the images, the weights or the settings do not allow it; no bundle is
     *     written then, and an old one stays as it was
     */
    public TrainingReport train(TrainingRequest request) {
        required(request, "request");
        return new Training(open().within(request.reading()), note).run(request);
    }

    /**
     * Tries learning rates for fine-tuning in one short run, and writes nothing.
     *
     * @param request its strategy must be fine-tuning, or auto, whose fine-tuning is meant; its bundle is not used
     * @throws org.tl4j.core.error.Tl4jException if the images, the weights or the settings do not allow it
     */
    public RangeReport findLearningRate(TrainingRequest request) {
        required(request, "request");
        return new Training(open().within(request.reading()), note).findLearningRate(request);
    }

    /**
     * Measures a bundle on labelled images.
     *
     * @throws org.tl4j.core.error.Tl4jException if the bundle cannot be read, or the images have labels that it does not
     *     know
     */
    public EvaluationReport evaluate(EvaluationRequest request) {
        required(request, "request");
        Rooms open = open().within(request.reading());
        Bundle bundle = open.bundles().read(request.bundle());
        Dataset dataset = open.source().read(request.data(), request.reading(), request.progress());
        SubsetSelection choice = SubsetSelection.of(dataset, request.part());
        BundleManifest manifest = bundle.manifest();
        boolean seen = choice.part().equals(Optional.of(Subset.VALIDATION)) && manifest.refitted();
        List<TrainingWarning> warnings = seen ? List.of(RunWarnings.refitted()) : List.of();
        Evaluator evaluator = new Evaluator(manifest.labels(), request.listener());
        try (TrainedNetwork network = BundleNetwork.open(open.engines(), bundle)) {
            List<SkippedImage> undecodable = new NetworkScorer(
                            open.strategies().batchDecoder(), network, manifest.preprocessing(), manifest.labels())
                    .score(choice.samples(), request.reading().strict(), evaluator, request.progress());
            return new EvaluationReport(
                    evaluator.result(),
                    choice.part(),
                    Stream.concat(dataset.skipped().stream(), undecodable.stream())
                            .toList(),
                    warnings);
        }
    }

    /**
     * Opens a bundle for prediction; the caller closes it, before this learner.
     *
     * @throws org.tl4j.core.error.BundleException if it cannot be read
     */
    public Predictor predictor(Path bundle) {
        return predictor(bundle, ReadingSettings.DEFAULT);
    }

    /**
     * Opens a bundle for prediction on images within limits; the caller closes it, before this learner.
     *
     * @throws org.tl4j.core.error.BundleException if it cannot be read
     */
    public Predictor predictor(Path bundle, ReadingSettings limits) {
        Rooms open = open().within(required(limits, "limits"));
        Bundle read = open.bundles().read(required(bundle, "bundle"));
        return new BundlePredictor(
                read.manifest(),
                BundleNetwork.open(open.engines(), read),
                open.reader(),
                open.preprocessor(),
                Workers.ofProcessors(THREADS));
    }

    /**
     * Computes features without training anything.
     *
     * @throws org.tl4j.core.error.Tl4jException if the images or the weights do not allow it
     */
    public FeatureReport features(FeatureRequest request) {
        required(request, "request");
        return new Extraction(open().within(request.reading())).run(request);
    }

    /**
     * Trains a network from fresh weights, for pretraining or for comparison.
     *
     * @throws org.tl4j.core.error.Tl4jException if the images or the settings do not allow it
     */
    public ScratchReport trainFromScratch(ScratchRequest request) {
        required(request, "request");
        return new ScratchTraining(open().within(request.reading()), note).run(request);
    }

    /**
     * Takes a network of others into the catalogue: from then on it is a backbone like any other, here and in later
     * processes with the same cache folder.
     *
     * @throws org.tl4j.core.error.Tl4jException if the file cannot be taken over exactly, the preprocessing does not fit it,
     *     or the name is taken; nothing is changed then
     */
    public ImportReport importBackbone(ImportRequest request) {
        return new Importing(open()).run(required(request, "request"));
    }

    /** The weights of a bundle as the content of a safetensors file, so that they can be a backbone's. */
    public byte[] weights(Bundle bundle, Map<String, String> metadata) {
        return open().tensors()
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
        export(bundle, DEEPLEARNING4J, file);
    }

    /**
     * Writes a bundle's network for other software.
     *
     * @param format one that the engine of the bundle can write: {@code deeplearning4j}, to be opened with
     *     {@code ComputationGraph.load}
     * @throws org.tl4j.core.error.UsageException if the engine of the bundle does not write that format
     * @throws org.tl4j.core.error.Tl4jException if the bundle cannot be read or the file not written
     */
    public void export(Path bundle, String format, Path file) {
        Engines engines = open().engines();
        required(format, "format");
        required(file, "file");
        Bundle read = rooms.bundles().read(required(bundle, "bundle"));
        NetworkExporter exporter = exporter(engines.forContents(read.network()), format);
        BundleNetwork.open(engines, read).close(); // for its checks
        AtomicFile.write(
                file,
                channel -> exporter.write(
                        read.network(), read.manifest().preprocessing(), Channels.newOutputStream(channel)));
    }

    private static NetworkExporter exporter(Engine engine, String format) {
        List<String> formats =
                engine.exporters().stream().map(NetworkExporter::format).toList();
        return engine.exporters().stream()
                .filter(exporter -> exporter.format().equals(format))
                .findFirst()
                .orElseThrow(() -> new UsageException(
                        "format",
                        formats.isEmpty()
                                ? "must be written by the engine " + engine.name() + ", which writes none"
                                : "must be one of " + String.join(", ", formats),
                        format,
                        Suggestions.question(format, formats)));
    }

    /**
     * What training on photos would take if no backbone were named: which one, and whether its weights are on this machine,
     * would be fetched or are missing. Empty where the catalogue has no network for photos. Opens no socket. For small images
     * something else may be selected ({@link TrainingRequest#backbone}).
     */
    public Optional<BackboneSelection> defaultForPhotos() {
        return BackboneUse.of(open()).outlook(ImageTraits.PHOTOS);
    }

    /** The backbones that can be had by name. */
    public Backbones backbones() {
        open();
        return backbones;
    }

    /** Where the weights of backbones are, and what is known of them. */
    public WeightsLocator weights() {
        return open().resolver().weights();
    }

    /** The features kept on disk. */
    public FeatureStore featureStore() {
        return open().features();
    }

    /** The bundle files. */
    public BundleStore bundles() {
        return open().bundles();
    }

    /** The engines, and what they run on. */
    public List<EngineInfo> engines() {
        return rooms.engines().infos();
    }

    private Rooms open() {
        if (closed.get()) {
            throw new UsageException("learner", "must be open", "one that was closed", "create another");
        }
        return rooms;
    }

    /** Closes the image files that are open and ends the threads that decode. To close twice changes nothing. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            rooms.reader().close();
            rooms.pipeline().workers().close();
        }
    }
}
