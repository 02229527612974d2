package org.tl4j.core.training;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.tl4j.core.error.Problem;

/** What a strategy measured, or chose by what it measured, as data. {@link DecisionText} says it in a sentence. */
public sealed interface Decision {
    /** Why, for programs. */
    DecisionReason reason();

    /**
     * The frozen network with its new head was measured.
     *
     * @param imagesPerClass how many training images a class has on average
     * @param score what it reached
     */
    record FrozenScored(double imagesPerClass, Score score) implements Decision {
        @Override
        public DecisionReason reason() {
            return DecisionReason.FROZEN_NETWORK_SCORED;
        }
    }

    /** The frozen network is taken, since nothing can be compared with it. */
    record NothingToCompare() implements Decision {
        @Override
        public DecisionReason reason() {
            return DecisionReason.NO_VALIDATION_IMAGES;
        }
    }

    /**
     * The frozen network is taken, since the engine of the backbone cannot train its weights.
     *
     * @param backbone its name
     */
    record NotTrainable(String backbone) implements Decision {
        public NotTrainable {
            requireNonNull(backbone, "backbone is null");
        }

        @Override
        public DecisionReason reason() {
            return DecisionReason.NOT_TRAINABLE;
        }
    }

    /**
     * The head learns more slowly than it was asked to.
     *
     * @param rate its peak learning rate
     * @param requested that of the settings
     * @param featureSum what the absolute features of an image add up to, on average
     */
    record HeadRateLimited(double rate, double requested, double featureSum) implements Decision {
        @Override
        public DecisionReason reason() {
            return DecisionReason.HEAD_RATE_LIMITED;
        }
    }

    /**
     * A candidate was tried, or not, in a search that tries a larger part of the network each time.
     *
     * @param candidate how it is trained: {@code fine-tuning from layer3}
     * @param outcome what came of it
     * @param verdict whether it is the best so far
     * @param conclusion what the search ends with; empty where it goes on
     */
    record CandidateTried(
            String candidate, CandidateOutcome outcome, Verdict verdict, Optional<SearchConclusion> conclusion)
            implements Decision {
        public CandidateTried {
            requireNonNull(candidate, "candidate is null");
            requireNonNull(outcome, "outcome is null");
            requireNonNull(verdict, "verdict is null");
            requireNonNull(conclusion, "conclusion is null");
        }

        /** The same at the end of the search. */
        public CandidateTried concluded(SearchConclusion end) {
            return new CandidateTried(candidate, outcome, verdict, Optional.of(end));
        }

        @Override
        public DecisionReason reason() {
            return outcome.reason();
        }
    }

    /**
     * A fine-tuned network was compared with the frozen one that it began as.
     *
     * @param frozen what the frozen network reached
     * @param candidate what fine-tuning reached
     * @param gain of fine-tuning over the frozen network
     * @param losses where both get as many images right; else empty
     * @param verdict on the fine-tuned network
     */
    record FineTuningCompared(
            Score frozen,
            CandidateResult candidate,
            AccuracyGain gain,
            Optional<CalibratedLosses> losses,
            Verdict verdict)
            implements Decision {
        @Override
        public DecisionReason reason() {
            if (losses.isPresent()) {
                return losses.get().clear() ? DecisionReason.LOWER_LOG_LOSS : DecisionReason.SAME_LOG_LOSS;
            }
            if (gain.clear()) {
                return DecisionReason.CLEAR_GAIN;
            }
            return gain.clearLoss() ? DecisionReason.CLEAR_LOSS : DecisionReason.WITHIN_NOISE;
        }
    }

    /**
     * What was measured is trained once more, on training and validation images.
     *
     * @param images how many these are
     */
    record Refitted(int images) implements Decision {
        @Override
        public DecisionReason reason() {
            return DecisionReason.REFITTED;
        }
    }

    /**
     * Training once more failed, so what was measured is kept.
     *
     * @param problem what went wrong
     */
    record RefitFailed(Problem problem) implements Decision {
        @Override
        public DecisionReason reason() {
            return DecisionReason.REFIT_FAILED;
        }
    }
}
