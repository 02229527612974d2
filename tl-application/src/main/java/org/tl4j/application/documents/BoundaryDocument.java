package org.tl4j.application.documents;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import org.tl4j.core.provenance.EnumNames;
import org.tl4j.core.training.BoundaryCandidate;
import org.tl4j.core.training.BoundaryOutcome;
import org.tl4j.core.training.CorrectedGain;
import org.tl4j.core.training.Decision.BoundariesCompared;
import org.tl4j.core.training.ScoreMetric;
import org.tl4j.learner.TrainingReport;

/**
 * The boundary of a model, in the JSON of {@code tl train}.
 *
 * @param vertices where features are taken
 * @param pooling of spatial outputs
 * @param images training images that candidates were measured on, or null where the boundary was not measured
 * @param confidence the probability of each interval, or null
 * @param seconds how long the measurement took, or null
 * @param candidates what was considered, the default boundary first, or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BoundaryDocument(
        List<String> vertices,
        String pooling,
        Integer images,
        Double confidence,
        Double seconds,
        List<Candidate> candidates) {
    /**
     * A boundary that was considered.
     *
     * @param accuracy by cross-validation, of single labels; null if it was not measured
     * @param meanAveragePrecision the same, of several labels
     * @param gain over the default boundary
     * @param gainInterval low and high end
     * @param seconds how long the fits took
     * @param skipped why it was not measured
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Candidate(
            List<String> vertices,
            String pooling,
            int features,
            Double accuracy,
            Double meanAveragePrecision,
            Double gain,
            List<Double> gainInterval,
            Double seconds,
            String skipped) {
        private static Candidate of(BoundaryCandidate candidate) {
            String pooling = EnumNames.of(candidate.pooling());
            if (candidate.outcome() instanceof BoundaryOutcome.Measured measured) {
                boolean single = measured.score().metric() == ScoreMetric.ACCURACY;
                double value = measured.score().value();
                Optional<CorrectedGain> gain = measured.gain();
                return new Candidate(
                        candidate.vertices(),
                        pooling,
                        candidate.width(),
                        single ? value : null,
                        single ? null : value,
                        gain.map(CorrectedGain::mean).orElse(null),
                        gain.map(found -> List.of(found.low(), found.high())).orElse(null),
                        measured.seconds(),
                        null);
            }
            BoundaryOutcome.Skipped skipped = (BoundaryOutcome.Skipped) candidate.outcome();
            String reason = EnumNames.of(skipped.reason());
            return new Candidate(
                    candidate.vertices(), pooling, candidate.width(), null, null, null, null, null, reason);
        }
    }

    static BoundaryDocument of(TrainingReport report) {
        Optional<BoundariesCompared> measured = report.decisions().stream()
                .filter(BoundariesCompared.class::isInstance)
                .map(BoundariesCompared.class::cast)
                .findFirst();
        return new BoundaryDocument(
                report.manifest().boundaries(),
                EnumNames.of(report.manifest().pooling()),
                measured.map(BoundariesCompared::images).orElse(null),
                measured.map(BoundariesCompared::confidence).orElse(null),
                measured.map(BoundariesCompared::seconds).orElse(null),
                measured.map(compared -> compared.candidates().stream()
                                .map(Candidate::of)
                                .toList())
                        .orElse(null));
    }
}
