package org.tl4j.strategies;

import java.util.List;
import java.util.Map;
import org.tl4j.core.dataset.ImageReader;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.dataset.ReadingSettings;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.features.FeatureStore;
import org.tl4j.core.network.TrainableNetwork;
import org.tl4j.core.preprocessing.Augmentation;
import org.tl4j.core.preprocessing.ImagePipeline;
import org.tl4j.core.preprocessing.ImagePreprocessor;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.training.AutoSettings;
import org.tl4j.core.training.FeatureExtractionSettings;
import org.tl4j.core.training.FineTuningSettings;
import org.tl4j.core.training.FromScratchSettings;
import org.tl4j.core.training.GradientSettings;
import org.tl4j.core.training.HeadTrainer;
import org.tl4j.core.training.RunContext;
import org.tl4j.core.training.StrategySettings;
import org.tl4j.core.training.TransferStrategy;
import org.tl4j.core.training.TransferTask;
import org.tl4j.strategies.boundary.BoundaryComparison;
import org.tl4j.strategies.extraction.BatchDecoder;
import org.tl4j.strategies.extraction.FeatureExtractor;
import org.tl4j.strategies.frozen.LinearProbe;
import org.tl4j.strategies.frozen.LinearProbeFit;
import org.tl4j.strategies.inspection.DatasetInspector;
import org.tl4j.strategies.training.DecodedExamples;
import org.tl4j.strategies.training.Examples;
import org.tl4j.strategies.training.FreshTraining;
import org.tl4j.strategies.training.RangeTest;
import org.tl4j.strategies.training.TrainingLoop;
import org.tl4j.strategies.training.TrainingRun;
import org.tl4j.strategies.tuning.FineTuner;

/** The strategies for those who do not use Guice. Immutable. */
public final class Strategies {
    private final BatchDecoder decoder;
    private final FeatureExtractor extractor;
    private final FeatureStore store;
    private final HeadTrainer headTrainer;

    /**
     * Strategies that use these parts, which their owners close.
     *
     * @param reader reads images
     * @param preprocessor decodes them
     * @param pipeline does both on its workers, in batches
     * @param store keeps features
     * @param headTrainer fits output layers
     */
    public Strategies(
            ImageReader reader,
            ImagePreprocessor preprocessor,
            ImagePipeline pipeline,
            FeatureStore store,
            HeadTrainer headTrainer) {
        this(new BatchDecoder(reader, preprocessor, pipeline), store, headTrainer);
    }

    private Strategies(BatchDecoder decoder, FeatureStore store, HeadTrainer headTrainer) {
        this.decoder = decoder;
        this.extractor = new FeatureExtractor(decoder, store);
        this.store = store;
        this.headTrainer = headTrainer;
    }

    /** The same, with other limits for reading and decoding images. */
    public Strategies within(ReadingSettings limits) {
        return new Strategies(decoder.within(limits), store, headTrainer);
    }

    /** Runs images through frozen backbones. */
    public FeatureExtractor featureExtractor() {
        return extractor;
    }

    /** Fits output layers. */
    public HeadTrainer headTrainer() {
        return headTrainer;
    }

    /** Looks for what is wrong with a data set; {@code seed} draws its folds. */
    public DatasetInspector inspector(long seed) {
        return new DatasetInspector(headTrainer, seed);
    }

    /** Decodes images, many at a time. */
    public BatchDecoder batchDecoder() {
        return decoder;
    }

    /** The strategy for {@code settings}. */
    public TransferStrategy of(StrategySettings settings) {
        LinearProbe linearProbe = new LinearProbe(extractor, headTrainer);
        FineTuner tuner = new FineTuner(decoder, extractor);
        if (settings instanceof FeatureExtractionSettings extraction) {
            return new FeatureExtraction(linearProbe, extraction);
        }
        if (settings instanceof FineTuningSettings tuning) {
            return new FineTuning(linearProbe, tuner, tuning);
        }
        if (settings instanceof FromScratchSettings scratch) {
            return new FromScratch(decoder, scratch);
        }
        return new Auto(linearProbe, tuner, System::nanoTime, (AutoSettings) settings);
    }

    /** Chooses where features are taken, by measurement. */
    public BoundaryComparison boundaryComparison() {
        return new BoundaryComparison(extractor, headTrainer);
    }

    /** Tries learning rates for fine-tuning with {@code settings}, in one short run. */
    public RangeTest rangeTest(TransferTask task, FineTuningSettings settings) {
        task.requireTrainable();
        LinearProbeFit frozen = new LinearProbe(extractor, headTrainer).fit(task, settings.head());
        TrainingRun run = new FineTuner(decoder, extractor).run(task, frozen, settings);
        try {
            return RangeTest.of(run);
        } finally {
            run.network().close();
        }
    }

    /**
     * Trains all of a network with random initial weights on images that can be decoded, for pretraining.
     *
     * @param network its owner closes it
     * @param context the seed, listeners and checkpoints
     */
    public void pretrain(
            TrainableNetwork network,
            List<Sample> samples,
            LabelSet labels,
            Preprocessing preprocessing,
            GradientSettings settings,
            RunContext context) {
        Examples train = new DecodedExamples(samples, labels, preprocessing, settings.augmentation(), decoder);
        Examples none = new DecodedExamples(List.of(), labels, preprocessing, Augmentation.NONE, decoder);
        TrainingLoop.train(FreshTraining.run(
                "pretraining", network, labels.size(), train, none, settings, Map.of(), decoder.workers(), context));
    }
}
