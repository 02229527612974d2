package org.tl4j.strategies;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tl4j.core.backbone.HeadedNetwork;
import org.tl4j.core.error.TrainingException;
import org.tl4j.core.network.LinearHead;
import org.tl4j.core.network.NetworkState;
import org.tl4j.core.network.TrainedNetwork;
import org.tl4j.core.provenance.EnumNames;
import org.tl4j.core.training.Decision;
import org.tl4j.core.training.FeatureExtractionSettings;
import org.tl4j.core.training.FineTuningSettings;
import org.tl4j.core.training.HeadSettings;
import org.tl4j.core.training.HeldOutPredictions;
import org.tl4j.core.training.Score;
import org.tl4j.core.training.TrainingEvent.Decided;
import org.tl4j.core.training.TransferResult;
import org.tl4j.core.training.TransferTask;
import org.tl4j.strategies.frozen.LinearProbe;
import org.tl4j.strategies.frozen.LinearProbeFit;
import org.tl4j.strategies.training.ValidationPredictions;
import org.tl4j.strategies.tuning.Candidate;
import org.tl4j.strategies.tuning.FineTuner;

/**
 * Makes the results of strategies that begin with a frozen network. The chosen network is trained once more, on all
 * images, if the settings ask for it.
 */
final class Results {
    private final TransferTask task;
    private final LinearProbe linearProbe;
    private final LinearProbeFit frozen;

    Results(TransferTask task, LinearProbe linearProbe, LinearProbeFit frozen) {
        this.task = task;
        this.linearProbe = linearProbe;
        this.frozen = frozen;
    }

    /**
     * The frozen network with its head.
     *
     * @param tried the duration of trials that are not used
     */
    TransferResult frozen(HeadSettings head, Duration tried, Map<String, String> settings, List<Decision> decisions) {
        LinearProbeFit last = linearProbe.refit(task, frozen, head);
        return result(
                FeatureExtractionSettings.NAME,
                headed(last.fit().head()),
                last.fit().score(),
                heldOut(),
                last,
                tried,
                settings,
                decisions);
    }

    /** What the frozen network predicted before it was fitted to the same images. */
    private Optional<HeldOutPredictions> heldOut() {
        return frozen.outcome().map(ValidationPredictions::heldOut).or(frozen.fit()::heldOut);
    }

    /** The engine's own graph if it can make one, which is faster than two parts. */
    private TrainedNetwork headed(LinearHead head) {
        return task.trainable()
                .map(trainable -> trainable.withHead(head))
                .orElseGet(() -> HeadedNetwork.borrowing(task.backbone(), head));
    }

    /**
     * The network of {@code candidate}, which its owner closes. If it is trained once more, {@code candidate} is closed before,
     * so that only one network is in memory.
     *
     * @param tried the duration of all fine-tuning, this candidate included
     */
    TransferResult tuned(
            FineTuner tuner,
            FineTuningSettings tuning,
            Candidate candidate,
            Duration tried,
            Map<String, String> settings,
            List<Decision> decisions) {
        LinearProbeFit all = linearProbe.refit(task, frozen, tuning.head());
        if (!all.refitted()) {
            return tuned(frozen, candidate, tried, settings, decisions);
        }
        NetworkState measured = candidate.network().parameters();
        candidate.close();
        try (Candidate last = tuner.refit(task, all, tuning, candidate)) {
            return tuned(all, last, tried.plus(last.took()), settings, decisions);
        } catch (TrainingException e) {
            Decision failed = new Decision.RefitFailed(e.problem());
            task.context().listener().on(new Decided(failed));
            try (Candidate again = tuner.again(task, frozen, tuning, candidate, measured)) {
                return tuned(frozen, again, tried, settings, and(decisions, failed));
            }
        }
    }

    private static TransferResult tuned(
            LinearProbeFit fit,
            Candidate candidate,
            Duration tried,
            Map<String, String> settings,
            List<Decision> decisions) {
        Map<String, String> withEpoch = new TreeMap<>(settings);
        withEpoch.put("best-epoch", Integer.toString(candidate.epoch()));
        return result(
                FineTuningSettings.NAME,
                candidate.network().network(),
                candidate.outcome().score(),
                Optional.of(candidate.outcome().heldOut()),
                fit,
                tried,
                withEpoch,
                decisions);
    }

    private static TransferResult result(
            String strategy,
            TrainedNetwork network,
            Score score,
            Optional<HeldOutPredictions> heldOut,
            LinearProbeFit fit,
            Duration tried,
            Map<String, String> settings,
            List<Decision> decisions) {
        Map<String, String> inForce = new TreeMap<>(settings);
        inForce.put("l2-strength", Double.toString(fit.fit().l2Strength()));
        inForce.put("iterations", Integer.toString(fit.fit().iterations()));
        fit.heads().ifPresent(choice -> inForce.put("head", EnumNames.of(choice.head())));
        inForce.put("refit", Boolean.toString(fit.refitted()));
        inForce.put("converged", Boolean.toString(fit.fit().converged()));
        return new TransferResult(
                strategy,
                network,
                score,
                heldOut,
                fit.refitted(),
                fit.train().size(),
                fit.skipped(),
                fit.extraction(),
                fit.fitting().plus(tried),
                inForce,
                withEnding(withHeads(decisions, fit), fit));
    }

    /** The choice of the head came before all others. */
    private static List<Decision> withHeads(List<Decision> decisions, LinearProbeFit fit) {
        List<Decision> all = new ArrayList<>(decisions);
        fit.heads().ifPresent(choice -> all.add(0, choice));
        return all;
    }

    private static List<Decision> withEnding(List<Decision> decisions, LinearProbeFit fit) {
        return fit.refitted() ? and(decisions, new Decision.Refitted(fit.train().size())) : decisions;
    }

    private static List<Decision> and(List<Decision> decisions, Decision last) {
        List<Decision> all = new ArrayList<>(decisions);
        all.add(last);
        return all;
    }
}
