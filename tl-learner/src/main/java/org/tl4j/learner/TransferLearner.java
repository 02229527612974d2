package org.tl4j.learner;

import jakarta.inject.Inject;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tl4j.core.backbone.Backbone;
import org.tl4j.core.backbone.BackboneCatalog;
import org.tl4j.core.bundle.Bundle;
import org.tl4j.core.bundle.BundleManifest;
import org.tl4j.core.bundle.BundleStore;
import org.tl4j.core.dataset.Dataset;
import org.tl4j.core.dataset.ImageReader;
import org.tl4j.core.dataset.Part;
import org.tl4j.core.dataset.ReadingSettings;
import org.tl4j.core.dataset.SkippedImage;
import org.tl4j.core.evaluation.Evaluator;
import org.tl4j.core.features.FeatureStore;
import org.tl4j.core.network.TrainedNetwork;
import org.tl4j.core.prediction.Predictor;
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
import org.tl4j.strategies.extraction.ExtractedFeatures;

/**
 * Adapts pretrained networks to the classes of your images: the whole main path behind one object. Thread-safe; close it
 * when the last call has returned.
 */
public final class TransferLearner implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TransferLearner.class);

    private final Rooms rooms;
    private final ProvenanceNote note;

    @Inject
    TransferLearner(Rooms rooms, Clock clock) {
        this.rooms = rooms;
        this.note = new ProvenanceNote(rooms.runtime(), clock);
    }

    /** A learner whose cache folder and mirror are those that the environment names (see {@link StorageSettings#of}). */
    public static TransferLearner create() {
        return create(StorageSettings.of(System.getenv(), System.getProperties()));
    }

    /** A learner that keeps features and weights where {@code settings} say. Starts ND4J. */
    public static TransferLearner create(StorageSettings settings) {
        Dl4jBackend backend = new Dl4jBackend(Dl4jRuntime.start(RuntimeSettings.defaults()));
        TensorFormat tensors = Storage.tensorFormat();
        WeightsLocator weights = Storage.weightsLocator(settings);
        FeatureStore features = Storage.featureStore(settings);
        ImageReader reader = ImageData.imageReader();
        var preprocessor = ImageData.imagePreprocessor(ReadingSettings.DEFAULT, settings.journalFolder());
        return new TransferLearner(
                new Rooms(
                        ImageData.datasetSource(),
                        reader,
                        ImageData.splitter(),
                        preprocessor,
                        backend.catalog(tensors, weights, settings.catalog(), Optional.of(settings.importedFolder())),
                        backend.importer(),
                        features,
                        new Strategies(reader, preprocessor, features, backend.headTrainer()),
                        Storage.bundleStore(),
                        backend.networkLoader(),
                        tensors,
                        weights,
                        backend.runtime(),
                        settings),
                Clock.systemUTC());
    }

    /**
     * Trains on labelled images and writes a bundle.
     *
     * @throws org.tl4j.core.error.Tl4jException if the images, the weights or the settings do not allow it; no bundle is
     *     written then, and an old one stays as it was
     */
    public TrainingReport train(TrainingRequest request) {
        return new Training(rooms.within(request.reading()), note).run(request);
    }

    /**
     * Tries learning rates for fine-tuning in one short run, and writes nothing.
     *
     * @param request its strategy must be fine-tuning, or auto, whose fine-tuning is meant; its bundle is not used
     * @throws org.tl4j.core.error.Tl4jException if the images, the weights or the settings do not allow it
     */
    public RangeReport findLearningRate(TrainingRequest request) {
        return new Training(rooms.within(request.reading()), note).findLearningRate(request);
    }

    /**
     * Measures a bundle on labelled images.
     *
     * @throws org.tl4j.core.error.Tl4jException if the bundle cannot be read, or the images have labels that it does not
     *     know
     */
    public EvaluationReport evaluate(EvaluationRequest request) {
        Bundle bundle = rooms.bundles().read(request.bundle());
        Dataset dataset = rooms.source().read(request.data(), request.reading(), request.progress());
        PartChoice choice = PartChoice.of(dataset, request.part());
        BundleManifest manifest = bundle.manifest();
        if (choice.part().equals(Optional.of(Part.VALIDATION)) && wasRefitted(manifest)) {
            LOG.warn(
                    "{} was fitted to validation images at last, so what it makes of them says too much",
                    request.bundle());
        }
        Evaluator evaluator = new Evaluator(manifest.labels());
        try (TrainedNetwork network = BundleNetwork.open(rooms, bundle)) {
            List<SkippedImage> undecodable = new NetworkScorer(
                            rooms.strategies().within(request.reading()).batchDecoder(),
                            network,
                            manifest.preprocessing(),
                            manifest.labels())
                    .score(choice.samples(), request.reading().strict(), evaluator, request.progress());
            return new EvaluationReport(
                    evaluator.result(),
                    choice.part(),
                    Stream.concat(dataset.skipped().stream(), undecodable.stream())
                            .toList());
        }
    }

    private static boolean wasRefitted(BundleManifest manifest) {
        return "true".equals(manifest.provenance().settings().get("refit"));
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
        return new BundlePredictor(rooms.within(limits), rooms.bundles().read(bundle));
    }

    /**
     * Computes features without training anything.
     *
     * @throws org.tl4j.core.error.Tl4jException if the images or the weights do not allow it
     */
    public FeatureReport features(FeatureRequest request) {
        try (Backbone backbone = BackboneChoice.open(rooms, request.backbone(), request.progress())) {
            Dataset dataset = rooms.source().read(request.data(), request.reading(), request.progress());
            PartChoice choice = PartChoice.of(dataset, request.part());
            ExtractedFeatures features = rooms.strategies()
                    .within(request.reading())
                    .featureExtractor()
                    .extract(backbone, choice.samples(), request.reading().strict(), request.progress());
            return new FeatureReport(
                    backbone.spec(),
                    features.samples(),
                    features.features(),
                    choice.part(),
                    Stream.concat(dataset.skipped().stream(), features.skipped().stream())
                            .toList());
        }
    }

    /**
     * Trains a network from fresh weights, for pretraining or for comparison.
     *
     * @throws org.tl4j.core.error.Tl4jException if the images or the settings do not allow it
     */
    public ScratchReport trainFromScratch(ScratchRequest request) {
        return new ScratchTraining(rooms.within(request.reading()), note).run(request);
    }

    /**
     * Takes a network of others into the catalogue: from then on it is a backbone like any other, here and in later
     * processes with the same cache folder.
     *
     * @throws org.tl4j.core.error.Tl4jException if the file cannot be taken over exactly, the preprocessing does not fit it,
     *     or the name is taken; nothing is changed then
     */
    public ImportReport importBackbone(ImportRequest request) {
        return new Importing(rooms).run(request);
    }

    /** The weights of a bundle as the content of a safetensors file, so that they can be a backbone's. */
    public byte[] weights(Bundle bundle, Map<String, String> metadata) {
        return rooms.tensors().write(bundle.network().weights(), metadata);
    }

    /**
     * Writes a bundle's network for plain Deeplearning4j, to be opened with {@code ComputationGraph.load}.
     *
     * @throws org.tl4j.core.error.Tl4jException if the bundle cannot be read or the file not written
     */
    public void exportDl4j(Path bundle, Path file) {
        try (TrainedNetwork network = BundleNetwork.open(rooms, rooms.bundles().read(bundle))) {
            AtomicFile.write(file, channel -> network.export(Channels.newOutputStream(channel)));
        }
    }

    /** The backbones that can be had by name. */
    public BackboneCatalog backbones() {
        return rooms.catalog();
    }

    /** Where the weights of backbones are, and what is known of them. */
    public WeightsLocator weights() {
        return rooms.weights();
    }

    /** The features kept on disk. */
    public FeatureStore featureStore() {
        return rooms.features();
    }

    /** The bundle files. */
    public BundleStore bundles() {
        return rooms.bundles();
    }

    /** What computes. */
    public Dl4jRuntime runtime() {
        return rooms.runtime();
    }

    /** Closes the image files that are open. */
    @Override
    public void close() {
        rooms.reader().close();
    }
}
