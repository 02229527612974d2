package org.tl4j.application.documents;

import java.util.List;
import java.util.stream.Stream;
import org.tl4j.core.comparison.ComparedChoice;
import org.tl4j.core.comparison.ComparisonCell;
import org.tl4j.core.comparison.ComparisonPlan;
import org.tl4j.core.comparison.ComparisonPoint;
import org.tl4j.core.comparison.ComparisonResult;
import org.tl4j.core.comparison.ComparisonRun;
import org.tl4j.core.comparison.ComparisonSentences;
import org.tl4j.core.comparison.ComparisonSummary;
import org.tl4j.core.comparison.NotRun;
import org.tl4j.core.comparison.Recommendation;
import org.tl4j.core.dataset.Subset;
import org.tl4j.core.evaluation.Interval;
import org.tl4j.core.provenance.EnumNames;
import org.tl4j.core.training.ScoreMetric;
import org.tl4j.learner.ComparisonReport;

/**
 * The JSON of {@code tl compare}.
 *
 * @param classes their names
 * @param metric which figure is measured: {@code accuracy}, or {@code mean-average-precision} of several labels per image; of
 *     the fields for one figure each, those of the other are left out
 * @param backbones the networks
 * @param heldOut the images that all networks were measured on
 * @param runs what was planned, one entry per training, in order
 * @param means over the seeds
 * @param followedPerClass at which number of images the figure was followed; left out for all images
 * @param followed how the figure rose with time, means over the seeds
 * @param recommendation what to take; left out where nothing was run
 * @param sentences the recommendation and the three claims of transfer learning in words
 * @param skipped images that could not be used
 * @param seconds how long this call took
 */
public record CompareDocument(
        List<String> classes,
        String metric,
        List<String> backbones,
        HeldOut heldOut,
        List<Run> runs,
        List<Mean> means,
        Integer followedPerClass,
        List<Followed> followed,
        Recommended recommendation,
        List<String> sentences,
        List<SkippedDocument> skipped,
        double seconds) {
    /**
     * The images that networks were measured on.
     *
     * @param images how many
     * @param part of the data; left out where a share was set aside
     */
    public record HeldOut(int images, String part) {}

    /**
     * A training.
     *
     * @param perClass left out for all images
     * @param status {@code run}, {@code no-time}, {@code not-trainable} or {@code diverged}; what follows is left out unless it
     *     was run
     */
    public record Run(
            String backbone,
            String strategy,
            Integer perClass,
            int seed,
            String status,
            Integer trainImages,
            Integer validationImages,
            Integer epochs,
            Boolean frozen,
            Double accuracy,
            List<Double> accuracyInterval,
            Double meanAveragePrecision,
            List<Double> meanAveragePrecisionInterval,
            Double logLoss,
            Double seconds) {
        static Run of(ComparisonRun run) {
            ComparisonCell cell = run.cell();
            ScoreMetric metric = run.score().metric();
            Interval interval = run.score().interval();
            List<Double> bounds = List.of(interval.low(), interval.high());
            return new Run(
                    cell.choice().backbone(),
                    cell.choice().strategy().word(),
                    finite(cell.perClass()),
                    cell.seed(),
                    "run",
                    run.trainImages(),
                    run.validationImages(),
                    run.epochs() == 0 ? null : run.epochs(),
                    run.frozen(),
                    CompareDocument.accuracy(metric, run.value()),
                    metric == ScoreMetric.ACCURACY ? bounds : null,
                    precision(metric, run.value()),
                    metric == ScoreMetric.ACCURACY ? null : bounds,
                    run.logLoss(),
                    Rounding.seconds(run.seconds()));
        }

        static Run of(NotRun not) {
            ComparisonCell cell = not.cell();
            return new Run(
                    cell.choice().backbone(),
                    cell.choice().strategy().word(),
                    finite(cell.perClass()),
                    cell.seed(),
                    EnumNames.of(not.reason()),
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null);
        }
    }

    /**
     * Means over the seeds.
     *
     * @param perClass left out for all images
     * @param imagesPerClass how many each class had, on average over the classes; an image counts once for each of its labels
     * @param deviation standard deviation over the seeds; left out of one seed
     */
    public record Mean(
            String backbone,
            String strategy,
            Integer perClass,
            double imagesPerClass,
            int seeds,
            Double accuracy,
            Double meanAveragePrecision,
            Double deviation,
            double logLoss,
            double seconds) {
        static Mean of(ComparisonSummary summary, ScoreMetric metric) {
            return new Mean(
                    summary.choice().backbone(),
                    summary.choice().strategy().word(),
                    finite(summary.perClass()),
                    summary.imagesPerClass(),
                    summary.seeds(),
                    CompareDocument.accuracy(metric, summary.value()),
                    precision(metric, summary.value()),
                    summary.deviation().isPresent() ? summary.deviation().getAsDouble() : null,
                    summary.logLoss(),
                    Rounding.seconds(summary.seconds()));
        }
    }

    /** How the figure rose during the trainings of one choice. */
    public record Followed(String backbone, String strategy, List<FollowedPoint> points) {}

    /** The figure after an epoch and so many seconds of training. */
    public record FollowedPoint(int epoch, double seconds, Double accuracy, Double meanAveragePrecision) {
        static FollowedPoint of(ComparisonPoint point, ScoreMetric metric) {
            return new FollowedPoint(
                    point.epoch(),
                    point.seconds(),
                    CompareDocument.accuracy(metric, point.value()),
                    precision(metric, point.value()));
        }
    }

    /**
     * What to take.
     *
     * @param bestBackbone of the highest mean figure; another one than {@code backbone} where the difference may be chance
     * @param bestStrategy the same
     * @param moreImages what the last increase of images was worth, and how much of that may be chance; left out where it was
     *     not measured
     */
    public record Recommended(
            String backbone,
            String strategy,
            Integer perClass,
            String bestBackbone,
            String bestStrategy,
            Gain moreImages) {
        static Recommended of(Recommendation recommendation, ScoreMetric metric) {
            ComparedChoice taken = recommendation.taken().choice();
            ComparedChoice best = recommendation.best().choice();
            return new Recommended(
                    taken.backbone(),
                    taken.strategy().word(),
                    finite(recommendation.taken().perClass()),
                    best.backbone(),
                    best.strategy().word(),
                    recommendation.moreImages().map(more -> gain(more, metric)).orElse(null));
        }

        private static Gain gain(Recommendation.MoreImages more, ScoreMetric metric) {
            return new Gain(
                    CompareDocument.accuracy(metric, more.gain().mean()),
                    precision(metric, more.gain().mean()),
                    more.gain().noise(),
                    more.gain().isGain());
        }
    }

    /**
     * What more images were worth.
     *
     * @param accuracy the difference
     * @param meanAveragePrecision the difference
     * @param noise how much of it may be chance
     * @param clear whether it is a gain of more than that
     */
    public record Gain(Double accuracy, Double meanAveragePrecision, double noise, boolean clear) {}

    /** The document of a report. */
    public static CompareDocument of(ComparisonReport report) {
        ComparisonResult result = report.result();
        ScoreMetric metric = result.metric();
        return new CompareDocument(
                report.labels().names(),
                EnumNames.of(metric),
                result.plan().backbones(),
                new HeldOut(
                        result.heldOut(), report.heldOutPart().map(Subset::word).orElse(null)),
                runs(result),
                result.summaries().stream().map(mean -> Mean.of(mean, metric)).toList(),
                finite(result.plan().followedPerClass()),
                result.plan().choices().stream()
                        .map(choice -> new Followed(
                                choice.backbone(), choice.strategy().word(), followed(result, choice)))
                        .filter(followed -> !followed.points().isEmpty())
                        .toList(),
                result.recommendation()
                        .map(recommended -> Recommended.of(recommended, metric))
                        .orElse(null),
                Stream.concat(
                                ComparisonSentences.recommendation(result).stream(),
                                ComparisonSentences.benefit(result).stream())
                        .toList(),
                SkippedDocument.of(report.skipped()),
                Rounding.seconds(report.total()));
    }

    private static List<FollowedPoint> followed(ComparisonResult result, ComparedChoice choice) {
        return result.followed(choice).stream()
                .map(point -> FollowedPoint.of(point, result.metric()))
                .toList();
    }

    private static Double accuracy(ScoreMetric metric, double value) {
        return metric == ScoreMetric.ACCURACY ? value : null;
    }

    private static Double precision(ScoreMetric metric, double value) {
        return metric == ScoreMetric.MEAN_AVERAGE_PRECISION ? value : null;
    }

    private static List<Run> runs(ComparisonResult result) {
        return result.plan().cells().stream()
                .flatMap(cell -> Stream.concat(
                        result.runs().stream()
                                .filter(run -> run.cell().equals(cell))
                                .map(Run::of),
                        result.notRun().stream()
                                .filter(not -> not.cell().equals(cell))
                                .map(Run::of)))
                .toList();
    }

    private static Integer finite(int perClass) {
        return perClass == ComparisonPlan.ALL ? null : perClass;
    }
}
