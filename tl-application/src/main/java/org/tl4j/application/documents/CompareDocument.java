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
import org.tl4j.core.provenance.EnumNames;
import org.tl4j.learner.ComparisonReport;

/**
 * The JSON of {@code tl compare}.
 *
 * @param classes their names
 * @param backbones the networks
 * @param heldOut the images that all networks were measured on
 * @param runs what was planned, one entry per training, in order
 * @param means over the seeds
 * @param followedPerClass at which number of images accuracy was followed; left out for all images
 * @param followed how accuracy rose with time, means over the seeds
 * @param recommendation what to take; left out where nothing was run
 * @param sentences the recommendation and the three claims of transfer learning in words
 * @param skipped images that could not be used
 * @param seconds how long this call took
 */
public record CompareDocument(
        List<String> classes,
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
            Double logLoss,
            Double seconds) {
        static Run of(ComparisonRun run) {
            ComparisonCell cell = run.cell();
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
                    run.accuracy(),
                    List.of(run.interval().low(), run.interval().high()),
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
                    null);
        }
    }

    /**
     * Means over the seeds.
     *
     * @param perClass left out for all images
     * @param imagesPerClass how many each class had on average
     * @param deviation standard deviation over the seeds; left out of one seed
     */
    public record Mean(
            String backbone,
            String strategy,
            Integer perClass,
            double imagesPerClass,
            int seeds,
            double accuracy,
            Double deviation,
            double logLoss,
            double seconds) {
        static Mean of(ComparisonSummary summary) {
            return new Mean(
                    summary.choice().backbone(),
                    summary.choice().strategy().word(),
                    finite(summary.perClass()),
                    summary.imagesPerClass(),
                    summary.seeds(),
                    summary.accuracy(),
                    summary.deviation().isPresent() ? summary.deviation().getAsDouble() : null,
                    summary.logLoss(),
                    Rounding.seconds(summary.seconds()));
        }
    }

    /** How accuracy rose during the trainings of one choice. */
    public record Followed(String backbone, String strategy, List<ComparisonPoint> points) {}

    /**
     * What to take.
     *
     * @param bestBackbone of the highest mean accuracy; another one than {@code backbone} where the difference may be chance
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
        static Recommended of(Recommendation recommendation) {
            ComparedChoice taken = recommendation.taken().choice();
            ComparedChoice best = recommendation.best().choice();
            return new Recommended(
                    taken.backbone(),
                    taken.strategy().word(),
                    finite(recommendation.taken().perClass()),
                    best.backbone(),
                    best.strategy().word(),
                    recommendation.moreImages().map(Recommended::gain).orElse(null));
        }

        private static Gain gain(Recommendation.MoreImages more) {
            return new Gain(more.gain().mean(), more.gain().noise(), more.gain().isGain());
        }
    }

    /**
     * What more images were worth.
     *
     * @param accuracy the difference
     * @param noise how much of it may be chance
     * @param clear whether it is a gain of more than that
     */
    public record Gain(double accuracy, double noise, boolean clear) {}

    /** The document of a report. */
    public static CompareDocument of(ComparisonReport report) {
        ComparisonResult result = report.result();
        return new CompareDocument(
                report.labels().names(),
                result.plan().backbones(),
                new HeldOut(
                        result.heldOut(), report.heldOutPart().map(Subset::word).orElse(null)),
                runs(result),
                result.summaries().stream().map(Mean::of).toList(),
                finite(result.plan().followedPerClass()),
                result.plan().choices().stream()
                        .map(choice -> new Followed(
                                choice.backbone(), choice.strategy().word(), result.followed(choice)))
                        .filter(followed -> !followed.points().isEmpty())
                        .toList(),
                result.recommendation().map(Recommended::of).orElse(null),
                Stream.concat(
                                ComparisonSentences.recommendation(result).stream(),
                                ComparisonSentences.benefit(result).stream())
                        .toList(),
                SkippedDocument.of(report.skipped()),
                Rounding.seconds(report.total()));
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
