package org.tl4j.core.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.tl4j.core.training.ScoreMetric;

/** The one place where the conclusions of a comparison become sentences, for documents and for people. */
public final class ComparisonSentences {
    private static final double PERCENT = 100;

    private final ComparisonResult result;
    private final ScoreMetric metric;

    private ComparisonSentences(ComparisonResult result) {
        this.result = result;
        this.metric = result.metric();
    }

    /** What to take and why, in one or more whole sentences; empty where nothing was run. */
    public static List<String> recommendation(ComparisonResult result) {
        return result.recommendation()
                .map(new ComparisonSentences(result)::sentences)
                .orElse(List.of());
    }

    /** The three claims of transfer learning, one sentence each; only those that were measured. */
    public static List<String> benefit(ComparisonResult result) {
        ComparisonSentences words = new ComparisonSentences(result);
        List<String> sentences = new ArrayList<>();
        TransferBenefit benefit = result.benefit();
        benefit.lessData().ifPresent(claim -> sentences.add("Less data: " + words.lessData(claim)));
        benefit.sooner().ifPresent(claim -> sentences.add("Sooner: " + words.sooner(claim)));
        benefit.betterStart().ifPresent(claim -> sentences.add("Better start: " + words.betterStart(claim)));
        return sentences;
    }

    /** A choice in words: {@code fine-tuning of resnet18-imagenet}, {@code from-scratch training of resnet18-imagenet}. */
    public static String words(ComparedChoice choice) {
        return switch (choice.strategy()) {
            case FEATURE_EXTRACTION, FINE_TUNING -> choice.strategy().word() + " of " + choice.backbone();
            case FROM_SCRATCH -> "training " + choice.backbone() + " from scratch";
        };
    }

    /** A number of images per class in words: {@code 20 images per class}, {@code 20 images per label}, {@code all images}. */
    public static String words(int perClass, ScoreMetric metric) {
        return perClass == ComparisonPlan.ALL ? "all images" : perClass + " images " + per(metric);
    }

    /** What images are counted by: {@code per class}, or {@code per label} where an image has several. */
    public static String per(ScoreMetric metric) {
        return switch (metric) {
            case ACCURACY -> "per class";
            case MEAN_AVERAGE_PRECISION -> "per label";
        };
    }

    /** The name of a figure: {@code accuracy}, {@code mean average precision}. */
    public static String name(ScoreMetric metric) {
        return switch (metric) {
            case ACCURACY -> "accuracy";
            case MEAN_AVERAGE_PRECISION -> "mean average precision";
        };
    }

    /** A figure: an accuracy as {@code 87.5 %}, a mean average precision as {@code 0.875}. */
    public static String figure(ScoreMetric metric, double value) {
        return switch (metric) {
            case ACCURACY -> format("%.1f %%", PERCENT * value);
            case MEAN_AVERAGE_PRECISION -> format("%.3f", value);
        };
    }

    /** A difference of figures, or their deviation, without a unit: {@code 2.1} points of accuracy, {@code 0.021}. */
    public static String difference(ScoreMetric metric, double value) {
        return switch (metric) {
            case ACCURACY -> format("%.1f", PERCENT * value);
            case MEAN_AVERAGE_PRECISION -> format("%.3f", value);
        };
    }

    private List<String> sentences(Recommendation recommended) {
        ComparisonSummary taken = recommended.taken();
        List<String> sentences = new ArrayList<>();
        sentences.add(format(
                "For images like these, take %s: with %s %s (%s), and one training takes %s.",
                words(taken.choice()), words(taken), reached(taken.value()), spread(taken), seconds(taken.seconds())));
        recommended
                .behind()
                .filter(behind -> recommended.isCheaper())
                .ifPresent(behind -> sentences.add(format(
                        "%s gets %s, but a difference of %s may be chance (±%s), and it takes %s.",
                        capital(words(recommended.best().choice())),
                        figure(recommended.best().value()),
                        points(behind.mean()),
                        difference(metric, behind.noise()),
                        seconds(recommended.best().seconds()))));
        if (!recommended.unmeasured().isEmpty()) {
            sentences.add("With as many images there is no result for %s."
                    .formatted(recommended.unmeasured().stream()
                            .map(ComparisonSentences::words)
                            .collect(Collectors.joining(", "))));
        }
        recommended.moreImages().ifPresent(more -> sentences.add(moreImages(more)));
        sentences.addAll(shortened());
        return sentences;
    }

    /** Strategies whose default number of epochs did not fit into the time, which makes them look worse. */
    private List<String> shortened() {
        return result.plan().choices().stream()
                .filter(choice -> choice.strategy().hasEpochs())
                .flatMap(choice -> result.runs().stream()
                        .filter(run -> run.cell().choice().equals(choice))
                        .limit(1))
                .filter(run -> run.epochs() < usual(run))
                .map(run -> "For lack of time, %s had %d epochs instead of %d and may be better than it looks here."
                        .formatted(words(run.cell().choice()), run.epochs(), usual(run)))
                .toList();
    }

    private static int usual(ComparisonRun run) {
        return Integer.parseInt(
                run.cell().choice().strategy().defaults().byKey().get("epochs"));
    }

    private String reached(double value) {
        return switch (metric) {
            case ACCURACY -> format("it gets %s of %d held-out images right", figure(value), result.heldOut());
            case MEAN_AVERAGE_PRECISION ->
                format("its mean average precision on %d held-out images is %s", result.heldOut(), figure(value));
        };
    }

    private String figure(double value) {
        return figure(metric, value);
    }

    /** A difference with its unit, where it has one. */
    private String points(double value) {
        return switch (metric) {
            case ACCURACY -> difference(metric, value) + " points";
            case MEAN_AVERAGE_PRECISION -> difference(metric, value);
        };
    }

    /** Images are counted, a mean average precision is not. */
    private String asMuch() {
        return switch (metric) {
            case ACCURACY -> "as many";
            case MEAN_AVERAGE_PRECISION -> "as much";
        };
    }

    private String spread(ComparisonSummary summary) {
        return summary.deviation().isPresent()
                ? format(
                        "mean of %d seeds, deviation %s",
                        summary.seeds(), points(summary.deviation().getAsDouble()))
                : "one seed";
    }

    private String moreImages(Recommendation.MoreImages more) {
        PairedDifference gain = more.gain();
        return format(
                "From %s to %s it %s %s (±%s): %s.",
                words(more.before()),
                words(more.after()),
                gain.mean() < 0 ? "lost" : "gained",
                points(Math.abs(gain.mean())),
                difference(metric, gain.noise()),
                gain.isGain()
                        ? "more images would probably help further"
                        : "whether more images would help is not clear, since this may be chance");
    }

    private String lessData(TransferBenefit.LessData claim) {
        ComparisonSummary scratch = claim.scratch();
        if (claim.transfer().isEmpty()) {
            return format(
                    "not shown here. %s with %s gets %s, and no pretrained network gets %s.",
                    capital(words(scratch.choice())), words(scratch), figure(scratch.value()), asMuch());
        }
        ComparisonSummary transfer = claim.transfer().get();
        return claim.holds()
                ? format(
                        "%s gets %s with %s, and %s gets %s with %s.",
                        words(transfer.choice()),
                        figure(transfer.value()),
                        words(transfer),
                        words(scratch.choice()),
                        figure(scratch.value()),
                        words(scratch))
                : format(
                        "not shown here. It takes %s to be as good as %s with as many (%s).",
                        words(transfer), words(scratch.choice()), figure(scratch.value()));
    }

    private String sooner(TransferBenefit.Sooner claim) {
        ComparisonSummary scratch = claim.scratch();
        String start = format(
                "with %s, %s gets %s after %s",
                words(scratch), words(scratch.choice()), figure(scratch.value()), seconds(scratch.seconds()));
        if (claim.choice().isEmpty() || claim.seconds().isEmpty()) {
            return start + ", and no pretrained network gets " + asMuch() + " with these images.";
        }
        return start
                + format(
                        "; %s gets at least %s after %s.",
                        words(claim.choice().get()),
                        asMuch(),
                        seconds(claim.seconds().getAsDouble()));
    }

    private String betterStart(TransferBenefit.BetterStart claim) {
        return format(
                "with %s, the pretrained network with a new output layer gets %s%s before any other layer is trained; from"
                        + " scratch it is %s after the first pass over the images.",
                words(claim.perClass(), metric),
                figure(claim.transfer()),
                metric == ScoreMetric.ACCURACY ? " right" : "",
                figure(claim.scratch()));
    }

    /** All images, with how many that is. */
    private String words(ComparisonSummary summary) {
        return summary.perClass() == ComparisonPlan.ALL
                ? format("all images (%.0f %s)", summary.imagesPerClass(), per(metric))
                : words(summary.perClass(), metric);
    }

    private static String seconds(double seconds) {
        return format("%.1f s", seconds);
    }

    private static String capital(String words) {
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
