package org.tl4j.core.comparison;

import java.util.List;
import java.util.OptionalDouble;

/**
 * The runs of one choice with one number of images per class.
 *
 * @param choice the network and the strategy
 * @param perClass as in the plan
 * @param imagesPerClass the mean of {@link ComparisonRun#imagesPerClass}
 * @param seeds how many runs there are, at least 1
 * @param value the mean of the figure
 * @param deviation the standard deviation over the seeds, with n - 1; empty of one seed
 * @param logLoss the mean
 * @param seconds the mean
 */
public record ComparisonSummary(
        ComparedChoice choice,
        int perClass,
        double imagesPerClass,
        int seeds,
        double value,
        OptionalDouble deviation,
        double logLoss,
        double seconds) {
    /** Of runs of the same choice and size, at least one. */
    static ComparisonSummary of(List<ComparisonRun> runs) {
        ComparisonCell cell = runs.get(0).cell();
        double mean = runs.stream().mapToDouble(ComparisonRun::value).average().orElseThrow();
        double squares = runs.stream()
                .mapToDouble(run -> (run.value() - mean) * (run.value() - mean))
                .sum();
        return new ComparisonSummary(
                cell.choice(),
                cell.perClass(),
                runs.stream()
                        .mapToDouble(ComparisonRun::imagesPerClass)
                        .average()
                        .orElseThrow(),
                runs.size(),
                mean,
                runs.size() < 2 ? OptionalDouble.empty() : OptionalDouble.of(Math.sqrt(squares / (runs.size() - 1))),
                runs.stream().mapToDouble(ComparisonRun::logLoss).average().orElseThrow(),
                runs.stream().mapToDouble(ComparisonRun::seconds).average().orElseThrow());
    }
}
