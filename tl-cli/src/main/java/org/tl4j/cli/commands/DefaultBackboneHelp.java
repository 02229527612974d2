package org.tl4j.cli.commands;

import java.util.Optional;
import java.util.function.Supplier;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.error.Problem;
import org.tl4j.core.error.WeightsException;
import org.tl4j.learner.Backbones;

/** Adds to a failure of the default backbone the option that works without it. */
final class DefaultBackboneHelp {
    private DefaultBackboneHelp() {}

    /**
     * Does the work.
     *
     * @param request the request of the options; its failures are thrown unchanged
     * @throws WeightsException if there are no weights, with one more remedy if no backbone was named
     */
    static <T> T explained(Optional<BackboneRequest> request, Backbones backbones, Supplier<T> work) {
        try {
            return work.get();
        } catch (WeightsException e) {
            Optional<BackboneEntry> embedded = backbones.entries().stream()
                    .filter(entry -> entry.weights().embedded())
                    .findFirst();
            if (request.isPresent() || embedded.isEmpty()) {
                throw e;
            }
            throw new WeightsException(with(embedded.get(), e.problem()), e);
        }
    }

    private static Problem with(BackboneEntry embedded, Problem problem) {
        String option = "`--backbone %s` uses the embedded network, which was trained only on small grey pictures of"
                        .formatted(embedded.name())
                + " garments and makes poor models of photos";
        String remedy = problem.remedy().isEmpty() ? option : problem.remedy() + "; " + option;
        return new Problem(problem.subject(), problem.rule(), problem.found(), remedy);
    }
}
