package org.tl4j.strategies.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.network.NetworkState;
import org.tl4j.core.training.Checkpoint;
import org.tl4j.core.training.Score;
import org.tl4j.core.weights.Tensor;

class CheckpointFormatTest {
    private static final Map<String, String> IDENTITY = Map.of("seed", "1");
    private static final List<String> FACTS = List.of(
            "epoch",
            "batch",
            "loss-sum",
            "seen",
            "bad-steps",
            "best-epoch",
            "best-accuracy",
            "best-log-loss",
            "best-images");
    private static final List<String> VALUES = List.of(
            "",
            "null",
            "NaN",
            "Infinity",
            "-Infinity",
            "-1",
            "1e999",
            "99999999999",
            "0x1p3",
            "1",
            "0",
            "0.5",
            "\u0661",
            "\ud800");

    @Test
    void whatIsWrittenComesBack() {
        CheckpointFormat.Restored restored = CheckpointFormat.read(checkpoint(), IDENTITY, "fine-tuning");
        assertThat(restored.reached().epoch()).isEqualTo(3);
        assertThat(restored.reached().bestScore()).isEqualTo(new Score(0.5, 1.25, 8, false));
        assertThat(restored.now().parameters()).hasSize(1);
        assertThat(restored.now().optimizer()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "epoch, 0",
        "epoch, x",
        "batch, -1",
        "loss-sum, NaN",
        "loss-sum, 1e999",
        "seen, 99999999999",
        "bad-steps, null",
        "best-epoch, ''",
        "best-accuracy, 1.5",
        "best-log-loss, Infinity",
        "best-images, -1"
    })
    void refusesAWrongFactByName(String name, String value) {
        Map<String, String> facts = new TreeMap<>(checkpoint().facts());
        facts.put(name, value);
        assertRefused(new Checkpoint(checkpoint().tensors(), facts), name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"epoch", "batch", "loss-sum", "seen", "best-epoch", "best-accuracy"})
    void refusesAMissingFactByName(String name) {
        Map<String, String> facts = new TreeMap<>(checkpoint().facts());
        facts.remove(name);
        assertRefused(new Checkpoint(checkpoint().tensors(), facts), name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "conv.W", "then/conv.W", "now"})
    void refusesATensorOfNoPart(String name) {
        List<Tensor> tensors = new ArrayList<>(checkpoint().tensors());
        tensors.add(new Tensor(name, List.of(), FloatBuffer.allocate(1)));
        assertRefused(new Checkpoint(tensors, checkpoint().facts()), "now/");
    }

    @Property(tries = 500)
    void anyFactsAreReadOrRefused(
            @ForAll @IntRange(max = 8) int fact, @ForAll @IntRange(max = 13) int value, @ForAll boolean removed) {
        Map<String, String> facts = new TreeMap<>(checkpoint().facts());
        facts.put(FACTS.get(fact), VALUES.get(value));
        if (removed) {
            facts.remove(FACTS.get(fact));
        }
        try {
            CheckpointFormat.read(new Checkpoint(checkpoint().tensors(), facts), IDENTITY, "fine-tuning");
        } catch (UsageException e) {
            assertThat(e).hasMessageContaining("checkpoint of fine-tuning");
        }
    }

    private static void assertRefused(Checkpoint checkpoint, String words) {
        assertThatThrownBy(() -> CheckpointFormat.read(checkpoint, IDENTITY, "fine-tuning"))
                .isInstanceOf(UsageException.class)
                .hasMessageContainingAll("checkpoint of fine-tuning", words);
    }

    private static Checkpoint checkpoint() {
        TrainingState reached = new TrainingState(3, 2, 1.5, 8, 0);
        List<Tensor> values = List.of(new Tensor("conv.W", List.of(2), FloatBuffer.allocate(2)));
        reached.keepBest(2, new Score(0.5, 1.25, 8, false), new NetworkState(values, List.of()));
        return CheckpointFormat.write(reached, new NetworkState(values, values), IDENTITY);
    }
}
