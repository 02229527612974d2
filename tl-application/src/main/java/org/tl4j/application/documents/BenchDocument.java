package org.tl4j.application.documents;

import java.util.List;
import java.util.OptionalDouble;
import org.tl4j.core.provenance.EnumNames;
import org.tl4j.learner.BenchmarkReport;

/**
 * The JSON of {@code tl bench}.
 *
 * @param backbone which network
 * @param multiplyAdds of one image; left out where it is not known
 * @param batch how many images were computed at a time
 * @param cores of the machine
 * @param engines what computed, one line each
 * @param figures each measured rate
 * @param latency of a single prediction
 * @param notes what could not be measured, and why
 */
public record BenchDocument(
        String backbone,
        Long multiplyAdds,
        int batch,
        int cores,
        List<String> engines,
        List<Figure> figures,
        Latency latency,
        List<String> notes) {
    private static final double GIGA = 1e9;
    private static final double MILLIS = 1e3;

    /**
     * One measured rate.
     *
     * @param what {@code matrix-product}, {@code decoding}, {@code forward}, {@code head-fit}, {@code training-step} or {@code
     *     prediction}
     * @param engine that computed; left out where the default did
     * @param callers how many threads asked at a time
     * @param perSecond the median
     * @param lowest of all measurements
     * @param highest of all measurements
     * @param gmacPerSecond thousand millions of multiply-adds per second; left out where it is not known
     * @param share of the fastest matrix product; left out where it is not known
     */
    public record Figure(
            String what,
            String engine,
            int callers,
            double perSecond,
            double lowest,
            double highest,
            Double gmacPerSecond,
            Double share) {}

    /** How long single predictions took, in milliseconds. */
    public record Latency(double p50, double p99, int calls) {}

    /** The document of a report. */
    public static BenchDocument of(BenchmarkReport report, List<String> engines) {
        BenchmarkReport.Latency latency = report.latency();
        return new BenchDocument(
                report.backbone(),
                report.multiplyAdds().isPresent() ? report.multiplyAdds().getAsLong() : null,
                report.batch(),
                report.cores(),
                List.copyOf(engines),
                report.figures().stream().map(figure -> figure(report, figure)).toList(),
                new Latency(rounded(latency.median() * MILLIS), rounded(latency.p99() * MILLIS), latency.calls()),
                report.notes());
    }

    private static Figure figure(BenchmarkReport report, BenchmarkReport.Figure figure) {
        OptionalDouble work = figure.multiplyAddsPerSecond();
        OptionalDouble share = report.share(figure);
        return new Figure(
                EnumNames.of(figure.subject()),
                figure.engine().orElse(null),
                figure.callers(),
                rounded(figure.perSecond().median()),
                rounded(figure.perSecond().lowest()),
                rounded(figure.perSecond().highest()),
                work.isPresent() ? rounded(work.getAsDouble() / GIGA) : null,
                share.isPresent() ? rounded(share.getAsDouble()) : null);
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
