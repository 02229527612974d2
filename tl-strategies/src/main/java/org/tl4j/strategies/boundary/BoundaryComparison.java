package org.tl4j.strategies.boundary;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.tl4j.core.backbone.Backbone;
import org.tl4j.core.backbone.SelectedRows;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.training.BoundaryCandidate;
import org.tl4j.core.training.BoundaryOutcome;
import org.tl4j.core.training.BoundaryOutcome.Measured;
import org.tl4j.core.training.BoundaryOutcome.Skipped;
import org.tl4j.core.training.BoundarySkip;
import org.tl4j.core.training.CorrectedGain;
import org.tl4j.core.training.Decision.BoundariesCompared;
import org.tl4j.core.training.HeadFit;
import org.tl4j.core.training.HeadSettings;
import org.tl4j.core.training.HeadTrainer;
import org.tl4j.core.training.HeldOutPredictions;
import org.tl4j.core.training.LabelledFeatures;
import org.tl4j.core.training.RunContext;
import org.tl4j.core.training.TrainingEvent.Decided;
import org.tl4j.core.training.TrainingListener;
import org.tl4j.strategies.boundary.CandidatePlaces.Range;
import org.tl4j.strategies.extraction.FeatureExtractor;
import org.tl4j.strategies.extraction.StoredFeatures;
import org.tl4j.strategies.extraction.TrainingClasses;
import org.tl4j.strategies.training.ValidationPredictions;
import org.tl4j.strategies.tuning.PairedComparison;

/**
 * Compares boundaries on training images: the features of all places are computed in one pass, a head is fitted to those of each
 * candidate by cross-validation, and what it predicts for images that were left out is compared with the default boundary, image
 * by image. The default is taken unless another is better beyond chance, with intervals for as many comparisons as there are.
 * The same images, seed and features give the same choice: no limit depends on the clock.
 */
public final class BoundaryComparison {
    /** More training images change little in the choice; of more, these are taken at even distances. */
    static final int MOST_IMAGES = 2000;

    /** Fewer are taken where features and classes are many, but not fewer than these, which tell apart gains of some points. */
    static final int FEWEST_IMAGES = 500;

    /** The most images times features times classes of one candidate: twice those of 560 photos of 12 flowers with 1,408. */
    static final double MOST_WORK = 2e7;

    private final FeatureExtractor extractor;
    private final HeadTrainer trainer;

    /** Fits heads with {@code trainer} to features from {@code extractor}. */
    public BoundaryComparison(FeatureExtractor extractor, HeadTrainer trainer) {
        this.extractor = extractor;
        this.trainer = trainer;
    }

    /**
     * Measures and chooses, and reports the decision.
     *
     * @param places the candidates
     * @param joined opens the backbone up to all places, in the order of {@link CandidatePlaces#vertices()}; it is closed here,
     *     and not opened if nothing is measured
     * @param train the training images
     * @param settings how heads are fitted
     * @throws org.tl4j.core.error.DataException if a class has no training image that can be decoded
     */
    public BoundariesCompared compare(
            CandidatePlaces places,
            Supplier<Backbone> joined,
            LabelSet labels,
            List<Sample> train,
            HeadSettings settings,
            RunContext context) {
        long started = System.nanoTime();
        List<Range> ranges = places.ranges();
        List<Sample> some = some(train, images(ranges, labels.size()));
        List<Range> measured = ranges.stream()
                .filter(range -> fits(range, some.size(), labels.size()))
                .toList();
        BoundariesCompared decision = measured.size() > 1 && measured.get(0).equals(ranges.get(0))
                ? measured(places, measured, joined, labels, some, train.size() == some.size(), settings, context)
                : notMeasured(places);
        BoundariesCompared timed = new BoundariesCompared(
                decision.candidates(), decision.chosen(), decision.images(), decision.confidence(), seconds(started));
        context.listener().on(new Decided(timed));
        return timed;
    }

    private BoundariesCompared measured(
            CandidatePlaces places,
            List<Range> measured,
            Supplier<Backbone> joined,
            LabelSet labels,
            List<Sample> samples,
            boolean complete,
            HeadSettings settings,
            RunContext context) {
        try (Backbone backbone = joined.get()) {
            StoredFeatures features = extractor.store(backbone, samples, context.strict(), context.progress());
            if (complete) {
                TrainingClasses.requireAll(labels, features.samples());
            }
            LabelledFeatures all = features.labelled(0, features.samples().size(), labels);
            return choose(places, measured, all, settings, context.seed());
        }
    }

    /** Each candidate measured on the same images. */
    BoundariesCompared choose(
            CandidatePlaces places, List<Range> measured, LabelledFeatures all, HeadSettings settings, long seed) {
        int alternatives = measured.size() - 1;
        List<BoundaryCandidate> candidates = new ArrayList<>();
        Optional<ValidationPredictions> reference = Optional.empty();
        int chosen = 0;
        double most = 0;
        for (Range range : measured) {
            long started = System.nanoTime();
            ValidationPredictions predictions = leftOut(range, all, settings, seed);
            Optional<CorrectedGain> gain = reference.map(
                    usual -> CorrectedGain.of(PairedComparison.between(usual, predictions), alternatives));
            reference = reference.or(() -> Optional.of(predictions));
            if (gain.filter(CorrectedGain::clear).isPresent() && gain.get().mean() > most) {
                chosen = candidates.size();
                most = gain.get().mean();
            }
            candidates.add(candidate(places, range, new Measured(predictions.score(), gain, seconds(started))));
        }
        places.ranges().stream()
                .filter(range -> !measured.contains(range))
                .forEach(range -> candidates.add(candidate(places, range, new Skipped(BoundarySkip.TOO_WIDE))));
        candidates.addAll(places.skipped());
        return new BoundariesCompared(candidates, chosen, all.rows(), CorrectedGain.confidence(alternatives), 0);
    }

    /** What heads predict for the images that they were not fitted to. */
    private ValidationPredictions leftOut(Range range, LabelledFeatures all, HeadSettings settings, long seed) {
        LabelledFeatures features =
                new LabelledFeatures(new FeatureColumns(all.features(), range.from(), range.width()), all.targets());
        LabelledFeatures none = new LabelledFeatures(
                new SelectedRows(features.features(), new int[0]), all.targets().select(new int[0]));
        HeadFit fit = trainer.fit(features, none, settings, seed, TrainingListener.NONE);
        HeldOutPredictions said = fit.heldOut()
                .orElseThrow(() -> new IllegalStateException("the head trainer must keep what it predicted"));
        ValidationPredictions predictions = ValidationPredictions.of(said.targets());
        for (int row = 0; row < said.probabilities().length; row++) {
            predictions.put(row, said.probabilities()[row]);
        }
        return predictions;
    }

    private static BoundariesCompared notMeasured(CandidatePlaces places) {
        List<BoundaryCandidate> candidates = new ArrayList<>();
        for (Range range : places.ranges()) {
            BoundarySkip reason = candidates.isEmpty() ? BoundarySkip.NO_ALTERNATIVE : BoundarySkip.TOO_WIDE;
            candidates.add(candidate(places, range, new Skipped(reason)));
        }
        candidates.addAll(places.skipped());
        return new BoundariesCompared(candidates, 0, 0, CorrectedGain.confidence(1), 0);
    }

    private static BoundaryCandidate candidate(CandidatePlaces places, Range range, BoundaryOutcome outcome) {
        return new BoundaryCandidate(range.vertices(), places.pooling(), range.width(), outcome);
    }

    private static boolean fits(Range range, int images, int classes) {
        return range.width() <= CandidatePlaces.MOST_FEATURES && (double) images * range.width() * classes <= MOST_WORK;
    }

    /** How many images the candidate with the most features allows. */
    private static int images(List<Range> ranges, int classes) {
        int widest = ranges.stream().mapToInt(Range::width).max().orElseThrow();
        return (int) Math.max(FEWEST_IMAGES, Math.min(MOST_IMAGES, MOST_WORK / widest / classes));
    }

    private static List<Sample> some(List<Sample> samples, int most) {
        int count = Math.min(samples.size(), most);
        return IntStream.range(0, count)
                .mapToObj(i -> samples.get((int) ((long) i * samples.size() / count)))
                .toList();
    }

    private static double seconds(long started) {
        return (System.nanoTime() - started) / 1e9;
    }
}
