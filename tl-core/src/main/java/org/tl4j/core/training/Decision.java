package org.tl4j.core.training;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.tl4j.core.error.Problem;

/** A measurement of a strategy, or a choice based on one, as data. {@link DecisionText} makes sentences of it. */
public sealed interface Decision {
    /** Why, for programs. */
    DecisionReason reason();

    /**
     * The frozen network with its new head was measured.
     *
     * @param imagesPerClass the mean number of training images per class
     * @param score its score
     */
    record FrozenScored(double imagesPerClass, Score score) implements Decision {
        @Override
        public DecisionReason reason() {
            return DecisionReason.FROZEN_NETWORK_SCORED;
        }
    }

    /**
     * A class has few training images, so two kinds of heads were compared by leave-one-out on the training images.
     *
     * @param head the kind that was chosen
     * @param smallestClass training images of the smallest class
     * @param images images that both were measured on, of the classes with two images or more; 0 where there are none, so that
     *     the default for one image per class decides
     * @param prototype the accuracy of {@link HeadKind#PROTOTYPE} on them
     * @param regression the accuracy of {@link HeadKind#LOGISTIC_REGRESSION} on them
     */
    record HeadsCompared(HeadKind head, int smallestClass, int images, double prototype, double regression)
            implements Decision {
        public HeadsCompared {
            requireNonNull(head, "head is null");
        }

        @Override
        public DecisionReason reason() {
            return images == 0 ? DecisionReason.ONE_IMAGE_PER_CLASS : DecisionReason.HEADS_COMPARED;
        }
    }

    /**
     * Boundaries were compared by cross-validation on training images. The default boundary is taken unless another one is
     * better beyond chance; of several such, the one with the largest gain.
     *
     * @param candidates what was considered, the default boundary first
     * @param chosen the index of the one that is taken
     * @param images training images that all were measured on; 0 if none was measured
     * @param confidence the probability of each interval, from 0.95 to 1
     * @param seconds how long everything took, the features included
     */
    record BoundariesCompared(
            List<BoundaryCandidate> candidates, int chosen, int images, double confidence, double seconds)
            implements Decision {
        public BoundariesCompared {
            candidates = List.copyOf(candidates);
            Objects.checkIndex(chosen, candidates.size());
        }

        /** The boundary that is taken. */
        public BoundaryCandidate taken() {
            return candidates.get(chosen);
        }

        @Override
        public DecisionReason reason() {
            return chosen == 0 ? DecisionReason.DEFAULT_BOUNDARY : DecisionReason.BETTER_BOUNDARY;
        }
    }

    /** The frozen network is taken, since there are no validation images to compare by. */
    record NothingToCompare() implements Decision {
        @Override
        public DecisionReason reason() {
            return DecisionReason.NO_VALIDATION_IMAGES;
        }
    }

    /**
     * The frozen network is taken, since a candidate that got all of the same validation images right would be no clear gain.
     *
     * @param images how many validation images there are
     * @param wrong how many of them the frozen network gets wrong
     */
    record NoRoomForGain(int images, int wrong) implements Decision {
        @Override
        public DecisionReason reason() {
            return DecisionReason.NO_ROOM_FOR_GAIN;
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
     * The learning rate of the head is lower than the settings say.
     *
     * @param rate its peak learning rate
     * @param requested that of the settings
     * @param featureSum the mean, over images, of the sum of absolute features
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
     * @param outcome its outcome
     * @param verdict whether it is the best so far
     * @param conclusion the result of the search; empty while it continues
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
     * A fine-tuned network was compared with the frozen network that it started from.
     *
     * @param frozen the score of the frozen network
     * @param candidate the score of fine-tuning
     * @param gain of fine-tuning over the frozen network
     * @param losses if both get the same number of images right; otherwise empty
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
     * The measured network is trained once more, on training and validation images.
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
     * Training once more failed, so the measured network is kept.
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
