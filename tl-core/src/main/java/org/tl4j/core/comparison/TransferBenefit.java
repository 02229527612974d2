package org.tl4j.core.comparison;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * What pretraining was worth on these images: the three claims of transfer learning, each measured against training the same
 * network from scratch. A part is empty where it was not measured, not where the claim fails. Immutable.
 *
 * @param lessData whether it needs fewer images
 * @param sooner whether it takes less time
 * @param betterStart whether it starts better
 */
public record TransferBenefit(Optional<LessData> lessData, Optional<Sooner> sooner, Optional<BetterStart> betterStart) {
    public TransferBenefit {
        requireNonNull(lessData, "lessData is null");
        requireNonNull(sooner, "sooner is null");
        requireNonNull(betterStart, "betterStart is null");
    }

    /**
     * Fewer images for the same figure.
     *
     * @param scratch from scratch, with the most images per class that it was trained on
     * @param transfer the fewest images with which transfer learning is as good; empty if it never is
     */
    public record LessData(ComparisonSummary scratch, Optional<ComparisonSummary> transfer) {
        /** Whether the claim holds. */
        public boolean holds() {
            return transfer.filter(enough -> enough.perClass() < scratch.perClass())
                    .isPresent();
        }
    }

    /**
     * Less time for the same figure, with the same images.
     *
     * @param scratch from scratch, at its end
     * @param choice of transfer learning that was first as good
     * @param seconds when it was; empty if it never was
     */
    public record Sooner(ComparisonSummary scratch, Optional<ComparedChoice> choice, OptionalDouble seconds) {
        /** Whether the claim holds. */
        public boolean holds() {
            return seconds.isPresent() && seconds.getAsDouble() < scratch.seconds();
        }
    }

    /**
     * A higher figure at the beginning, with the same images.
     *
     * @param perClass how many, as in the plan
     * @param transfer of the pretrained network with a new output layer, before any of its own layers is trained
     * @param scratch of the network from scratch after its first epoch
     */
    public record BetterStart(int perClass, double transfer, double scratch) {
        /** Whether the claim holds. */
        public boolean holds() {
            return transfer > scratch;
        }
    }

    static TransferBenefit of(ComparisonResult result) {
        return new TransferBenefit(lessData(result), sooner(result), betterStart(result));
    }

    private static List<ComparedChoice> transferring(ComparisonResult result) {
        return result.plan().choices().stream()
                .filter(choice -> choice.strategy().transfers())
                .toList();
    }

    /** The best network from scratch with these images. */
    private static Optional<ComparisonSummary> scratch(ComparisonResult result, int perClass) {
        return result.plan().choices().stream()
                .filter(choice -> !choice.strategy().transfers())
                .flatMap(choice -> result.summary(choice, perClass).stream())
                .max(Comparator.comparingDouble(ComparisonSummary::value));
    }

    private static Optional<LessData> lessData(ComparisonResult result) {
        List<Integer> sizes = result.plan().perClass();
        List<ComparedChoice> transferring = transferring(result);
        return sizes.stream()
                .flatMap(perClass -> scratch(result, perClass).stream())
                .reduce((fewer, more) -> more)
                .filter(scratch -> !transferring.isEmpty())
                .map(scratch -> new LessData(
                        scratch,
                        result.summaries().stream()
                                .filter(summary ->
                                        transferring.contains(summary.choice()) && summary.value() >= scratch.value())
                                .min(Comparator.comparingInt(ComparisonSummary::perClass)
                                        .thenComparingDouble(ComparisonSummary::seconds))));
    }

    /** A choice, and when its figure was reached. */
    private record Arrival(ComparedChoice choice, double seconds) {}

    private static Optional<Sooner> sooner(ComparisonResult result) {
        int perClass = result.plan().followedPerClass();
        return scratch(result, perClass)
                .filter(scratch -> transferring(result).stream()
                        .anyMatch(choice -> result.summary(choice, perClass).isPresent()))
                .map(scratch -> {
                    Optional<Arrival> first = transferring(result).stream()
                            .flatMap(choice -> arrivals(result, choice, scratch.value()))
                            .min(Comparator.comparingDouble(Arrival::seconds));
                    return new Sooner(
                            scratch,
                            first.map(Arrival::choice),
                            first.map(arrival -> OptionalDouble.of(arrival.seconds()))
                                    .orElseGet(OptionalDouble::empty));
                });
    }

    /**
     * At the end, measured on all held-out images. The points on the way are measured on fewer of them and are for the picture
     * alone.
     */
    private static Stream<Arrival> arrivals(ComparisonResult result, ComparedChoice choice, double value) {
        return result
                .summary(choice, result.plan().followedPerClass())
                .filter(summary -> summary.value() >= value)
                .map(summary -> new Arrival(choice, summary.seconds()))
                .stream();
    }

    private static Optional<BetterStart> betterStart(ComparisonResult result) {
        int perClass = result.plan().followedPerClass();
        OptionalDouble scratch = result.plan().choices().stream()
                .filter(choice -> !choice.strategy().transfers())
                .flatMap(choice -> at(result, choice, 1))
                .mapToDouble(ComparisonPoint::value)
                .max();
        OptionalDouble transfer = transferring(result).stream()
                .flatMap(choice -> at(result, choice, 0))
                .mapToDouble(ComparisonPoint::value)
                .max();
        return scratch.isPresent() && transfer.isPresent()
                ? Optional.of(new BetterStart(perClass, transfer.getAsDouble(), scratch.getAsDouble()))
                : Optional.empty();
    }

    private static Stream<ComparisonPoint> at(ComparisonResult result, ComparedChoice choice, int epoch) {
        return result.followed(choice).stream().filter(point -> point.epoch() == epoch);
    }
}
