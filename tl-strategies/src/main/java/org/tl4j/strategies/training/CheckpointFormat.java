package org.tl4j.strategies.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tl4j.core.network.NetworkState;
import org.tl4j.core.provenance.EnumNames;
import org.tl4j.core.training.Checkpoint;
import org.tl4j.core.training.Score;
import org.tl4j.core.training.ScoreMetric;
import org.tl4j.core.weights.Tensor;

/** Converts the state of a run to tensors and text, and back. */
final class CheckpointFormat {
    private static final String NOW = "now/";
    private static final String MEMORY = "memory/";
    private static final String BEST = "best/";

    private CheckpointFormat() {}

    /**
     * A restored run.
     *
     * @param reached the state of the run
     * @param now the state of the network
     */
    record Restored(TrainingState reached, NetworkState now) {}

    static Checkpoint write(TrainingState reached, NetworkState now, Map<String, String> identity) {
        List<Tensor> tensors = new ArrayList<>();
        now.parameters().forEach(tensor -> tensors.add(renamed(tensor, NOW + tensor.name())));
        now.optimizer().forEach(tensor -> tensors.add(renamed(tensor, MEMORY + tensor.name())));
        Map<String, String> facts = new TreeMap<>(CheckpointIdentity.facts(identity));
        facts.put("epoch", Integer.toString(reached.epoch()));
        facts.put("batch", Integer.toString(reached.batch()));
        facts.put("loss-sum", Double.toString(reached.lossSum()));
        facts.put("seen", Integer.toString(reached.seen()));
        facts.put("bad-steps", Integer.toString(reached.badSteps()));
        facts.put("best-epoch", Integer.toString(reached.bestEpoch()));
        if (reached.best() != null) {
            reached.best().parameters().forEach(tensor -> tensors.add(renamed(tensor, BEST + tensor.name())));
            facts.put("best-accuracy", Double.toString(reached.bestScore().value()));
            if (reached.bestScore().metric() != ScoreMetric.ACCURACY) {
                facts.put("best-metric", EnumNames.of(reached.bestScore().metric()));
            }
            facts.put("best-log-loss", Double.toString(reached.bestScore().logLoss()));
            facts.put("best-images", Integer.toString(reached.bestScore().images()));
        }
        return new Checkpoint(tensors, facts);
    }

    /**
     * Reads a checkpoint that {@link #write} has written.
     *
     * @throws org.tl4j.core.error.UsageException if it was written by another run, or not by {@link #write}
     */
    static Restored read(Checkpoint checkpoint, Map<String, String> identity, String piece) {
        CheckpointIdentity.require(identity, checkpoint, piece);
        CheckpointFacts facts = new CheckpointFacts(piece, checkpoint.facts());
        Map<String, List<Tensor>> parts = parts(checkpoint, facts);
        TrainingState reached = new TrainingState(
                facts.whole("epoch", 1),
                facts.whole("batch", 0),
                facts.number("loss-sum", -Double.MAX_VALUE, Double.MAX_VALUE),
                facts.whole("seen", 0),
                facts.whole("bad-steps", 0, 0));
        int bestEpoch = facts.whole("best-epoch", 0);
        if (bestEpoch > 0) {
            ScoreMetric metric = EnumNames.find(
                            ScoreMetric.class, checkpoint.facts().getOrDefault("best-metric", ""))
                    .orElse(ScoreMetric.ACCURACY);
            Score score = new Score(
                    metric,
                    facts.number("best-accuracy", 0, 1),
                    facts.number("best-log-loss", 0, Double.MAX_VALUE),
                    facts.whole("best-images", 0),
                    false);
            reached.keepBest(bestEpoch, score, new NetworkState(parts.get(BEST), List.of()));
        }
        return new Restored(reached, new NetworkState(parts.get(NOW), parts.get(MEMORY)));
    }

    private static Map<String, List<Tensor>> parts(Checkpoint checkpoint, CheckpointFacts facts) {
        Map<String, List<Tensor>> parts =
                Map.of(NOW, new ArrayList<>(), MEMORY, new ArrayList<>(), BEST, new ArrayList<>());
        for (Tensor tensor : checkpoint.tensors()) {
            String part = tensor.name().substring(0, tensor.name().indexOf('/') + 1);
            if (!parts.containsKey(part)) {
                throw facts.damaged("its tensors are of " + NOW + ", " + MEMORY + " or " + BEST, tensor.name(), null);
            }
            parts.get(part).add(renamed(tensor, tensor.name().substring(part.length())));
        }
        return parts;
    }

    private static Tensor renamed(Tensor tensor, String name) {
        return new Tensor(name, tensor.shape(), tensor.values());
    }
}
