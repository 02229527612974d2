package org.tl4j.learner;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.multibindings.OptionalBinder;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.tl4j.core.engine.Engine;
import org.tl4j.core.engine.EngineSelection;
import org.tl4j.core.engine.Engines;
import org.tl4j.core.error.Arguments;
import org.tl4j.core.preprocessing.ImagePipeline;
import org.tl4j.data.DataModule;
import org.tl4j.dl4j.Dl4jModule;
import org.tl4j.onnx.OnnxModule;
import org.tl4j.predict.PredictModule;
import org.tl4j.predict.Predictors;
import org.tl4j.storage.StorageModule;
import org.tl4j.storage.StorageSettings;
import org.tl4j.strategies.StrategiesModule;

/**
 * Wires {@link TransferLearner} as a singleton. Installs {@link DataModule}, {@link StorageModule}, {@link Dl4jModule}, {@link OnnxModule},
 * {@link StrategiesModule} and {@link PredictModule}, whose bindings ({@link Engines} and {@link Predictors} among them) are
 * there as well, and binds {@link Backbones}, the interfaces of the use cases, and the system's {@link Clock}. An application adds an engine to the
 * set of {@link Engine}, or its provider to the set of {@link org.tl4j.core.engine.EngineProvider}, with a Multibinder. Engines
 * of providers start when they are needed.
 *
 * <pre>{@code
 * Injector injector = Guice.createInjector(new LearnerModule(StorageSettings.in(Path.of("cache"))));
 * TransferLearner learner = injector.getInstance(TransferLearner.class);
 * }</pre>
 */
public final class LearnerModule extends AbstractModule {
    private final StorageSettings settings;
    private final EngineSelection selection;

    /**
     * A learner that keeps features and weights where {@code settings} say.
     *
     * @throws org.tl4j.core.error.UsageException if {@code settings} is null
     */
    public LearnerModule(StorageSettings settings) {
        this(settings, EngineSelection.AUTOMATIC);
    }

    /**
     * The same, whose frozen networks one engine computes.
     *
     * @throws org.tl4j.core.error.UsageException if an argument is null; later, when {@link Engines} is made, if the engine is
     *     not there
     */
    public LearnerModule(StorageSettings settings, EngineSelection selection) {
        this.settings = Arguments.required(settings, "settings");
        this.selection = Arguments.required(selection, "selection");
    }

    @Override
    protected void configure() {
        install(new DataModule(settings.journalFolder()));
        install(new StorageModule(settings));
        install(new Dl4jModule());
        install(new OnnxModule());
        install(new StrategiesModule());
        install(new PredictModule());
        OptionalBinder.newOptionalBinder(binder(), EngineSelection.class)
                .setBinding()
                .toInstance(selection);
        bind(Clock.class).toInstance(Clock.systemUTC());
        bind(ImageParts.class);
        bind(StorageParts.class);
        bind(LearnerWiring.class);
        bind(ModelTraining.class).to(TransferLearner.class);
        bind(ModelEvaluation.class).to(TransferLearner.class);
        bind(FeatureComputation.class).to(TransferLearner.class);
        bind(FromScratchTraining.class).to(TransferLearner.class);
        bind(BackboneImport.class).to(TransferLearner.class);
        bind(ModelExport.class).to(TransferLearner.class);
        bind(ModelConversion.class).to(TransferLearner.class);
        bind(MachineBenchmark.class).to(TransferLearner.class);
        bind(DatasetInspection.class).to(TransferLearner.class);
        bind(StrategyComparison.class).to(TransferLearner.class);
    }

    @Provides
    @Singleton
    static ImagePipeline imagePipeline() {
        return LearnerWiring.pipeline();
    }

    @Provides
    @Singleton
    static TransferLearner learner(LearnerWiring wiring) {
        return wiring.learner();
    }

    @Provides
    @Singleton
    static Backbones backbones(TransferLearner learner) {
        return learner.backbones();
    }
}
