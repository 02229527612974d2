package org.tl4j.learner;

import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tl4j.core.backbone.BackboneCatalog;
import org.tl4j.core.concurrent.Workers;
import org.tl4j.core.dataset.ReadingSettings;
import org.tl4j.core.engine.Engine;
import org.tl4j.core.engine.EngineProvider;
import org.tl4j.core.engine.EngineSelection;
import org.tl4j.core.engine.Engines;
import org.tl4j.core.preprocessing.ImagePipeline;
import org.tl4j.core.weights.TensorFormat;
import org.tl4j.data.ImageData;
import org.tl4j.dl4j.Dl4jBackend;
import org.tl4j.dl4j.Dl4jEngineProvider;
import org.tl4j.dl4j.runtime.Dl4jRuntime;
import org.tl4j.dl4j.runtime.RuntimeSettings;
import org.tl4j.onnx.OnnxEngineProvider;
import org.tl4j.predict.BundlePredictors;
import org.tl4j.storage.Storage;
import org.tl4j.storage.StorageSettings;
import org.tl4j.strategies.Strategies;
import org.tl4j.strategies.inspection.PixelSurvey;

/**
 * Hands each use case its collaborators. The one place where that is done: {@link #plain} makes what the other modules give,
 * {@link LearnerModule} has it injected, and {@link #learner} makes the same learner of it.
 */
final class LearnerWiring {
    private final ImageParts images;
    private final StorageParts storage;
    private final Engines engines;
    private final Strategies strategies;
    private final Clock clock;

    @Inject
    LearnerWiring(ImageParts images, StorageParts storage, Engines engines, Strategies strategies, Clock clock) {
        this.images = images;
        this.storage = storage;
        this.engines = engines;
        this.strategies = strategies;
        this.clock = clock;
    }

    /** Without Guice. Engines start when they are needed. */
    static LearnerWiring plain(StorageSettings settings, List<Engine> others, EngineSelection selection) {
        // for applications that build graphs of their own before ND4J starts here
        Dl4jRuntime.prepare(RuntimeSettings.defaults());
        TensorFormat tensors = Storage.tensorFormat();
        Engines engines = Engines.startingWith(providers(others), tensors).selecting(selection);
        ImageParts images = new ImageParts(
                ImageData.datasetSource(),
                ImageData.splitter(),
                ImageData.imageReader(),
                ImageData.imageSizeReader(),
                ImageData.imagePreprocessor(ReadingSettings.DEFAULT, settings.journalFolder()),
                pipeline(),
                ImageData.pixelMeter(ReadingSettings.DEFAULT, settings.journalFolder()));
        BackboneCatalog catalog = Storage.catalog(settings);
        StorageParts storage = new StorageParts(
                settings,
                catalog,
                Storage.importedBackbones(settings, catalog),
                Storage.weightsLocator(settings, engines::weightsKinds),
                tensors,
                Storage.featureStore(settings),
                Storage.bundleStore());
        Strategies strategies = new Strategies(
                images.reader,
                images.preprocessor,
                images.pipeline,
                storage.features,
                Dl4jBackend.headTrainer(() -> new Dl4jBackend(Dl4jRuntime.start(RuntimeSettings.defaults()))));
        return new LearnerWiring(images, storage, engines, strategies, Clock.systemUTC());
    }

    /** The engines of this module, of which those given stand in for those of the same name, and then the others. */
    private static List<EngineProvider> providers(List<Engine> others) {
        List<EngineProvider> given = others.stream().map(EngineProvider::of).toList();
        Set<String> names = given.stream().map(EngineProvider::name).collect(Collectors.toSet());
        Stream<EngineProvider> onnx = Stream.<EngineProvider>of(new OnnxEngineProvider())
                .filter(provider -> !names.contains(provider.name()));
        return Stream.of(Stream.of(new Dl4jEngineProvider()), onnx, given.stream())
                .<EngineProvider>flatMap(providers -> providers)
                .toList();
    }

    /** Its threads start with the first work, and the learner closes them. */
    static ImagePipeline pipeline() {
        return new ImagePipeline(Workers.ofProcessors("tl4j-images"));
    }

    TransferLearner learner() {
        BackboneResolver resolver = new BackboneResolver(storage.catalog, engines, storage.weights);
        ImageSurvey survey = new ImageSurvey(images.reader, images.sizes, images.preprocessor);
        BackboneUse use = new BackboneUse(resolver, storage.settings, survey);
        Backbones backbones = new Backbones(resolver);
        BundlePredictors predictors =
                new BundlePredictors(engines, storage.bundles, images.reader, images.preprocessor);
        ProvenanceRecorder provenance = new ProvenanceRecorder(clock);
        Training training = new Training(use, images.source, images.splitter, strategies, storage.bundles, provenance);
        UseCases cases = new UseCases(
                training,
                new BundleEvaluation(storage.bundles, engines, images.source, strategies),
                new Extraction(use, images.source, strategies, backbones, predictors),
                new ScratchTraining(resolver, images.source, images.splitter, strategies, provenance),
                new Importing(engines, storage.imported, storage.tensors),
                new BundleExport(storage.bundles, engines, storage.tensors),
                new BundleConversion(storage.bundles, engines),
                new Benchmarking(
                        resolver, engines, images, strategies.headTrainer(), training, predictors, System::nanoTime),
                new Growing(training, use, images, strategies, storage.bundles, engines),
                new BundleDiff(storage.bundles, engines, images.source, strategies),
                new BundleSuggestion(storage.bundles, resolver, strategies, predictors),
                new Inspecting(
                        use,
                        images.source,
                        strategies,
                        new PixelSurvey(images.reader, images.pixels, images.pipeline.workers())),
                new Comparing(use, engines, images, strategies, System::nanoTime),
                ImageData.thumbnailReader(images.reader, images.sizes, images.preprocessor));
        return new TransferLearner(cases, backbones, use, predictors, engines, storage, () -> {
            // they use the reader, until they have ended
            try {
                images.pipeline.workers().close();
            } finally {
                images.reader.close();
            }
        });
    }
}
