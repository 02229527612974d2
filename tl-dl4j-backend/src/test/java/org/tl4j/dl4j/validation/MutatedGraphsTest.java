package org.tl4j.dl4j.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;
import org.nd4j.shade.jackson.databind.node.ArrayNode;
import org.nd4j.shade.jackson.databind.node.ObjectNode;
import org.tl4j.core.error.Tl4jException;
import org.tl4j.core.network.NetworkContents;
import org.tl4j.core.network.TrainedNetwork;
import org.tl4j.core.preprocessing.ImageBatch;
import org.tl4j.dl4j.graph.Dl4jContents;
import org.tl4j.dl4j.graph.Dl4jNetworkLoader;

/**
 * Opens networks with randomly changed JSON: each gives predictions or a {@code Tl4jException}, in bounded time. A native
 * crash would end this process. {@code -Dtl.mutations=10000} tries more than the default number.
 */
class MutatedGraphsTest {
    private static final int USUAL = 150;
    private static final Duration LONGEST = Duration.ofSeconds(60);

    /** The number of values in the list that are numbers; they come first. */
    private static final int NUMBERS = 21;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String[] VALUES = {
        "0",
        "-1",
        "-2",
        "-8",
        "1",
        "2",
        "3",
        "7",
        "255",
        "1000",
        "4096",
        "5000",
        "65536",
        "2147483647",
        "-2147483648",
        "9223372036854775807",
        "1e308",
        "-1e308",
        "1e-320",
        "1e999",
        "0.5",
        "\"NaN\"",
        "\"Infinity\"",
        "null",
        "true",
        "false",
        "\"\"",
        "\"NHWC\"",
        "\"Same\"",
        "\"Strict\"",
        "\"Causal\"",
        "\"BFLOAT16\"",
        "\"DOUBLE\"",
        "\"INT\"",
        "\"PNORM\"",
        "\"SUM\"",
        "\"NONE\"",
        "\"Subtract\"",
        "\"input\"",
        "\"output\"",
        "[]",
        "{}",
        "[1]",
        "[-1,-1]",
        "[0,0]",
        "[1,1,1]",
        "[100,100]",
        "[1000000,1000000]",
        "[[1,1]]",
        "{\"@class\":\"java.lang.Runtime\"}"
    };

    @Test
    void anyChangeGivesPredictionsOrAnErrorOfOurs() {
        NetworkContents sound = EveryLayer.contents();
        assertThatCode(() -> predict(sound)).doesNotThrowAnyException();
        Map<String, Integer> outcomes = new HashMap<>();
        int mutations = Integer.getInteger("tl.mutations", USUAL);
        for (int seed = 0; seed < mutations; seed++) {
            NetworkContents changed = Dl4jContents.of(
                    mutated(sound.text(Dl4jContents.GRAPH), new Random(seed)), sound.tensors(NetworkContents.WEIGHTS));
            String outcome = Assertions.assertTimeout(LONGEST, () -> outcome(changed), "seed " + seed);
            outcomes.merge(outcome, 1, Integer::sum);
            assertThat(outcome).as("seed " + seed).isIn("predicted", "refused");
        }
        assertThat(outcomes.values().stream().mapToInt(count -> count).sum()).isEqualTo(mutations);
    }

    private static String outcome(NetworkContents contents) {
        try {
            predict(contents);
            return "predicted";
        } catch (Tl4jException e) {
            return "refused";
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            return e.toString();
        }
    }

    private static void predict(NetworkContents contents) {
        try (TrainedNetwork network = new Dl4jNetworkLoader().load(contents, EveryLayer.INPUT)) {
            network.probabilities(ImageBatch.allocate(2, EveryLayer.INPUT));
        }
    }

    private static String mutated(String json, Random random) {
        try {
            JsonNode root = JSON.readTree(json);
            for (int i = 0; i <= random.nextInt(3); i++) {
                if (random.nextInt(4) > 0) {
                    mutateNumber(root, random);
                } else {
                    mutate(root, random);
                }
            }
            String text = JSON.writeValueAsString(root);
            if (random.nextInt(20) == 0) {
                int deep = 1 << random.nextInt(18);
                text = text.replaceFirst("\\[", "[".repeat(deep)).replaceFirst("\\]", "]".repeat(deep));
            }
            return random.nextInt(20) == 0 ? text.substring(0, random.nextInt(text.length())) : text;
        } catch (IOException e) {
            throw new IllegalStateException("a mutation of JSON must be JSON", e);
        }
    }

    /** Numbers mostly become other numbers, because those reach native code. */
    private static void mutateNumber(JsonNode root, Random random) throws IOException {
        List<JsonNode> parents = new ArrayList<>();
        collect(root, parents);
        List<JsonNode> numbers = parents.stream()
                .filter(parent ->
                        StreamSupport.stream(parent.spliterator(), false).anyMatch(JsonNode::isNumber))
                .toList();
        JsonNode parent = numbers.get(random.nextInt(numbers.size()));
        JsonNode value = JSON.readTree(VALUES[random.nextInt(NUMBERS)]);
        if (parent instanceof ArrayNode array) {
            array.set(random.nextInt(array.size()), value);
            return;
        }
        List<String> keys = new ArrayList<>();
        parent.fieldNames().forEachRemaining(keys::add);
        keys.removeIf(key -> !parent.get(key).isNumber());
        ((ObjectNode) parent).set(keys.get(random.nextInt(keys.size())), value);
    }

    private static void mutate(JsonNode root, Random random) throws IOException {
        List<JsonNode> parents = new ArrayList<>();
        collect(root, parents);
        JsonNode parent = parents.get(random.nextInt(parents.size()));
        JsonNode value = JSON.readTree(VALUES[random.nextInt(VALUES.length)]);
        if (parent instanceof ArrayNode array) {
            array.set(random.nextInt(array.size()), value);
            return;
        }
        ObjectNode object = (ObjectNode) parent;
        List<String> keys = new ArrayList<>();
        object.fieldNames().forEachRemaining(keys::add);
        String key = keys.get(random.nextInt(keys.size()));
        switch (random.nextInt(8)) {
            case 0 -> object.remove(key);
            case 1 -> object.set(key + "x", object.remove(key));
            case 2 ->
                object.set(key, parents.get(random.nextInt(parents.size())).deepCopy());
            case 3 ->
                object.set(
                        key, object.get(keys.get(random.nextInt(keys.size()))).deepCopy());
            default -> object.set(key, value);
        }
    }

    private static void collect(JsonNode node, List<JsonNode> parents) {
        if (node.size() > 0) {
            parents.add(node);
            node.forEach(child -> collect(child, parents));
        }
    }
}
