package org.tl4j.core.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The one place where the conclusions of a comparison become sentences, for documents and for people. */
public final class ComparisonSentences {
    private static final double PERCENT = 100;

    private ComparisonSentences() {}

    /** What to take and why, in one or more whole sentences; empty where nothing was run. */
    public static List<String> recommendation(ComparisonResult result) {
        return result.recommendation()
                .map(recommended -> sentences(result, recommended))
                .orElse(List.of());
    }

    /** The three claims of transfer learning, one sentence each; only those that were measured. */
    public static List<String> benefit(ComparisonResult result) {
        List<String> sentences = new ArrayList<>();
        TransferBenefit benefit = result.benefit();
        benefit.lessData().ifPresent(claim -> sentences.add("Less data: " + lessData(claim)));
        benefit.sooner().ifPresent(claim -> sentences.add("Sooner: " + sooner(claim)));
        benefit.betterStart().ifPresent(claim -> sentences.add("Better start: " + betterStart(claim)));
        return sentences;
    }

    /** A choice in words: {@code fine-tuning of resnet18-imagenet}, {@code from-scratch training of resnet18-imagenet}. */
    public static String words(ComparedChoice choice) {
        return switch (choice.strategy()) {
            case FEATURE_EXTRACTION, FINE_TUNING -> choice.strategy().word() + " of " + choice.backbone();
            case FROM_SCRATCH -> "training " + choice.backbone() + " from scratch";
        };
    }

    /** A number of images per class in words: {@code 20 images per class}, {@code all images}. */
    public static String words(int perClass) {
        return perClass == ComparisonPlan.ALL ? "all images" : perClass + " images per class";
    }

    private static List<String> sentences(ComparisonResult result, Recommendation recommended) {
        ComparisonSummary taken = recommended.taken();
        List<String> sentences = new ArrayList<>();
        sentences.add(format(
                "For images like these, take %s: with %s it gets %s of %d held-out images right (%s), and one training takes %s.",
                words(taken.choice()),
                words(taken),
                percent(taken.accuracy()),
                result.heldOut(),
                spread(taken),
                seconds(taken.seconds())));
        recommended
                .behind()
                .filter(behind -> recommended.isCheaper())
                .ifPresent(behind -> sentences.add(format(
                        "%s gets %s, but a difference of %.1f points may be chance (±%.1f), and it takes %s.",
                        capital(words(recommended.best().choice())),
                        percent(recommended.best().accuracy()),
                        PERCENT * behind.mean(),
                        PERCENT * behind.noise(),
                        seconds(recommended.best().seconds()))));
        if (!recommended.unmeasured().isEmpty()) {
            sentences.add("With as many images there is no result for %s."
                    .formatted(recommended.unmeasured().stream()
                            .map(ComparisonSentences::words)
                            .collect(Collectors.joining(", "))));
        }
        recommended.moreImages().ifPresent(more -> sentences.add(moreImages(more)));
        sentences.addAll(shortened(result));
        return sentences;
    }

    /** Strategies whose default number of epochs did not fit into the time, which makes them look worse. */
    private static List<String> shortened(ComparisonResult result) {
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

    private static String spread(ComparisonSummary summary) {
        return summary.deviation().isPresent()
                ? format(
                        "mean of %d seeds, deviation %.1f points",
                        summary.seeds(), PERCENT * summary.deviation().getAsDouble())
                : "one seed";
    }

    private static String moreImages(Recommendation.MoreImages more) {
        PairedDifference gain = more.gain();
        return format(
                "From %s to %s it %s %.1f points (±%.1f): %s.",
                words(more.before()),
                words(more.after()),
                gain.mean() < 0 ? "lost" : "gained",
                PERCENT * Math.abs(gain.mean()),
                PERCENT * gain.noise(),
                gain.isGain()
                        ? "more images would probably help further"
                        : "whether more images would help is not clear, since this may be chance");
    }

    private static String lessData(TransferBenefit.LessData claim) {
        ComparisonSummary scratch = claim.scratch();
        if (claim.transfer().isEmpty()) {
            return format(
                    "not shown here. %s with %s gets %s, and no pretrained network gets as many.",
                    capital(words(scratch.choice())), words(scratch), percent(scratch.accuracy()));
        }
        ComparisonSummary transfer = claim.transfer().get();
        return claim.holds()
                ? format(
                        "%s gets %s with %s, and %s gets %s with %s.",
                        words(transfer.choice()),
                        percent(transfer.accuracy()),
                        words(transfer),
                        words(scratch.choice()),
                        percent(scratch.accuracy()),
                        words(scratch))
                : format(
                        "not shown here. It takes %s to be as good as %s with as many (%s).",
                        words(transfer), words(scratch.choice()), percent(scratch.accuracy()));
    }

    private static String sooner(TransferBenefit.Sooner claim) {
        ComparisonSummary scratch = claim.scratch();
        String start = format(
                "with %s, %s gets %s after %s",
                words(scratch), words(scratch.choice()), percent(scratch.accuracy()), seconds(scratch.seconds()));
        if (claim.choice().isEmpty() || claim.seconds().isEmpty()) {
            return start + ", and no pretrained network gets as many with these images.";
        }
        return start
                + format(
                        "; %s gets at least as many after %s.",
                        words(claim.choice().get()), seconds(claim.seconds().getAsDouble()));
    }

    private static String betterStart(TransferBenefit.BetterStart claim) {
        return format(
                "with %s, the pretrained network with a new output layer gets %s right before any other layer is trained; from"
                        + " scratch it is %s after the first pass over the images.",
                words(claim.perClass()), percent(claim.transfer()), percent(claim.scratch()));
    }

    /** All images, with how many that is. */
    private static String words(ComparisonSummary summary) {
        return summary.perClass() == ComparisonPlan.ALL
                ? format("all images (%.0f per class)", summary.imagesPerClass())
                : words(summary.perClass());
    }

    private static String percent(double share) {
        return format("%.1f %%", PERCENT * share);
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
