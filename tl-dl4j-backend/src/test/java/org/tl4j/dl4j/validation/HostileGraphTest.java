package org.tl4j.dl4j.validation;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;
import org.nd4j.shade.jackson.databind.node.ObjectNode;
import org.tl4j.core.error.BundleException;
import org.tl4j.core.network.NetworkContents;
import org.tl4j.core.network.TrainedNetwork;
import org.tl4j.core.preprocessing.ImageBatch;
import org.tl4j.core.weights.Tensor;
import org.tl4j.dl4j.graph.Dl4jContents;
import org.tl4j.dl4j.graph.Dl4jNetworkLoader;

/** Graphs on which native code would crash or never end are refused; the message names the vertex and the value. */
class HostileGraphTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static NetworkContents sound;

    @BeforeAll
    static void make() {
        sound = EveryLayer.contents();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "padding     | padding           | [-1,0,0,0]      | padding from 0",
                "padding     | padding           | [-8,0,0,0]      | padding from 0",
                "padding     | padding           | [5000,0,0,0]    | padding from 0",
                "padding     | padding           | [4000,4000,4000,4000] | values for one image",
                "padding     | padding           | [1,1]           | 4 values as padding",
                "cropping    | cropping          | [4096,0,0,0]    | at least one pixel",
                "cropping    | cropping          | [-1,0,0,0]      | cropping from 0",
                "max         | stride            | [0,2]           | stride from 1",
                "max         | kernelSize        | [0,2]           | kernelSize from 1",
                "max         | kernelSize        | [64,64]         | window of at most",
                "max         | poolingType       | \"SUM\"         | poolingType",
                "mean        | dilation          | [-2147483648,1] | dilation from 1",
                "mean        | padding           | [3,3]           | padding below the window",
                "mean        | cnn2dDataFormat   | \"NHWC\"        | data format of the graph",
                "larger      | size              | [1000,1000]     | values for one image",
                "larger      | size              | [0,1]           | size from 1",
                "convolution | nin               | 4               | 4 channels",
                "convolution | nout              | 0               | nOut from 1",
                "convolution | convolutionMode   | \"Causal\"      | convolutionMode",
                "depthwise   | depthMultiplier   | 2               | depthMultiplier",
                "separable   | depthMultiplier   | 0               | depthMultiplier",
                "response    | n                 | 99              | below twice the channels",
                "response    | n                 | -5              | n from 1",
                "response    | alpha             | 1e308           | alpha from 0",
                "pooled      | poolingDimensions | [0,1]           | poolingDimensions",
                "dense       | nin               | 815             | row of 815",
                "dense       | surprise          | 1               | keys of DenseLayer",
            })
    void refusesTheValueOfALayer(String vertex, String key, String value, String rule) {
        refuses(root -> layer(root, vertex).set(key, tree(value)), rule);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "merge   | mergeAxis   | 2                | mergeAxis",
                "merge   | mergeAxis   | -7               | mergeAxis",
                "scale   | scaleFactor | 1e999            | finite number",
                "scale   | scaleFactor | \"NaN\"          | finite number",
                "shift   | shiftFactor | 1e308            | shiftFactor",
                "reshape | newShape    | [-1,48,4,5]      | number of values",
                "reshape | newShape    | [-1,48,-4,-4]    | newShape from 1",
                "reshape | newShape    | [1,48,4,4]       | must reshape",
            })
    void refusesTheValueOfAVertex(String vertex, String key, String value, String rule) {
        refuses(root -> ((ObjectNode) root.path("vertices").path(vertex)).set(key, tree(value)), rule);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/dataType                  | \"BFLOAT16\"            | FLOAT, DOUBLE or HALF",
                "/dataType                  | \"DOUBLE\"              | data type of the network",
                "/networkInputs             | [\"input\",\"input\"]   | one vertex",
                "/networkOutputs            | []                      | one vertex",
                "/networkOutputs            | [\"input\"]             | output that is a vertex",
                "/topologicalOrder          | [0,0]                   | after its inputs",
                "/vertexInputs/norm         | [\"nobody\"]            | inputs that the graph has",
                "/vertexInputs/norm         | []                      | inputs",
                "/vertexInputs/convolution  | [\"dense\"]             | no cycle",
                "/vertexInputs/sum          | [\"sum\",\"response\"]  | no cycle",
                "/vertexInputs/dropout      | [\"dense\",\"dense\"]   | one input, as every layer",
                "/vertices/flat/preProcessor/inputHeight | 5          | 48 channels of 4x5",
                "/vertices/convolution/layerConf/dataType | \"HALF\" | data type of the network",
                "/vertices/dense/layerConf/layer/layerName | \"output\" | unique name",
            })
    void refusesTheWiring(String pointer, String value, String rule) {
        int last = pointer.lastIndexOf('/');
        refuses(
                root -> ((ObjectNode) root.at(pointer.substring(0, last)))
                        .set(pointer.substring(last + 1), tree(value)),
                rule);
    }

    @Test
    void refusesLayersThatFreezeOneAnother() {
        refuses(
                root -> {
                    ObjectNode norm = layer(root, "norm");
                    ObjectNode wrapped = norm.deepCopy();
                    norm.set("layer", wrapped);
                },
                "must freeze one layer");
    }

    @ParameterizedTest
    @ValueSource(ints = {65, 1000, 20_000, 8_000_000})
    void refusesDeepNestingBeforeThereIsATree(int depth) {
        assertThatThrownBy(() -> load(
                        sound.text(Dl4jContents.GRAPH).replaceFirst("\\[", "[".repeat(depth)),
                        sound.tensors(NetworkContents.WEIGHTS)))
                .isInstanceOf(BundleException.class)
                .hasMessageContaining("levels deep");
    }

    @Test
    void drawsNoFirstWeightsInASlowWay() {
        JsonNode root = tree(sound.text(Dl4jContents.GRAPH));
        layer(root, "dense")
                .set(
                        "weightInitFn",
                        tree("{\"@class\":\"org.deeplearning4j.nn.weights.WeightInitDistribution\",\"distribution\":"
                                + "{\"type\":\"org.deeplearning4j.nn.conf.distribution.BinomialDistribution\","
                                + "\"numberOfTrials\":2147483647,\"probabilityOfSuccess\":0.5}}"));

        assertTimeout(Duration.ofSeconds(30), () -> load(root.toString(), sound.tensors(NetworkContents.WEIGHTS)));
    }

    @Test
    void refusesAClassThatADistributionNames() {
        refuses(
                root -> layer(root, "dense")
                        .set(
                                "weightInitFn",
                                tree("{\"@class\":\"org.deeplearning4j.nn.weights.WeightInitDistribution\","
                                        + "\"distribution\":{\"type\":\"javax.swing.JEditorPane\"}}")),
                "javax.swing.JEditorPane");
    }

    @Test
    void refusesPredictionsThatAreNoProbabilities() {
        JsonNode root = tree(sound.text(Dl4jContents.GRAPH));
        layer(root, "output")
                .set("activationFn", tree("{\"@class\":\"org.nd4j.linalg.activations.impl.ActivationIdentity\"}"));

        try (TrainedNetwork network = new Dl4jNetworkLoader()
                .load(Dl4jContents.of(root.toString(), sound.tensors(NetworkContents.WEIGHTS)), EveryLayer.INPUT)) {
            assertThatThrownBy(() -> network.probabilities(ImageBatch.allocate(1, EveryLayer.INPUT)))
                    .isInstanceOf(BundleException.class)
                    .hasMessageContaining("sum to 1");
        }
    }

    @Test
    void refusesMoreKeysAndValuesThanNetworksHave() {
        assertThatThrownBy(() ->
                        load("{\"seed\":[" + "7,".repeat(1 << 20) + "7]}", sound.tensors(NetworkContents.WEIGHTS)))
                .isInstanceOf(BundleException.class)
                .hasMessageContaining("1000000 keys and values");
    }

    /** The JSON form before 1.0.0-beta. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"vertices\":{\"a\":{\"LayerVertex\":{\"loss\":{\"shape\":[1000000,1000000],\"data\":[1]}}}}} | sides of at least 1",
                "{\"vertices\":{\"a\":{\"ScaleVertex\":{\"scaleFactor\":1e999}}}} | finite number",
                "{\"confs\":[{\"layer\":{\"dense\":{\"x\":[{\"shape\":[2],\"data\":[1]}]}}}]} | the 2 values of its shape"
            })
    void checksValuesOfAFormWithoutClassesToo(String json, String rule) {
        assertThatThrownBy(() -> KnownParts.checkGraph(tree(json)))
                .isInstanceOf(InvalidGraphException.class)
                .hasMessageContaining(rule);
    }

    @Test
    void refusesANumberOfAMillionDigitsAtOnce() {
        assertThatThrownBy(() -> load("{\"seed\":" + "7".repeat(1 << 20) + "}", sound.tensors(NetworkContents.WEIGHTS)))
                .isInstanceOf(BundleException.class)
                .hasMessageContaining("400 characters");
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void refusesParametersThatAreNotFinite(float value) {
        List<Tensor> weights = sound.tensors(NetworkContents.WEIGHTS).stream()
                .map(tensor -> with(tensor, value))
                .toList();

        assertThatThrownBy(() -> load(sound.text(Dl4jContents.GRAPH), weights))
                .isInstanceOf(BundleException.class)
                .hasMessageContaining("must be finite");
    }

    private static Tensor with(Tensor tensor, float value) {
        float[] values = new float[tensor.values().limit()];
        tensor.values().get(0, values);
        values[values.length - 1] = value;
        return new Tensor(tensor.name(), tensor.shape(), FloatBuffer.wrap(values));
    }

    private interface Change {
        void apply(JsonNode root);
    }

    private static void refuses(Change change, String rule) {
        JsonNode root = tree(sound.text(Dl4jContents.GRAPH));
        change.apply(root);
        assertThatThrownBy(() -> load(root.toString(), sound.tensors(NetworkContents.WEIGHTS)))
                .isInstanceOf(BundleException.class)
                .hasMessageContaining(rule);
    }

    private static void load(String configuration, List<Tensor> weights) {
        new Dl4jNetworkLoader()
                .load(Dl4jContents.of(configuration, weights), EveryLayer.INPUT)
                .close();
    }

    private static ObjectNode layer(JsonNode root, String vertex) {
        return (ObjectNode) root.path("vertices").path(vertex).path("layerConf").path("layer");
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new IllegalStateException("a test must be JSON: " + json, e);
        }
    }
}
