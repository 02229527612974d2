package org.tl4j.onnx.graph;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.List;
import org.junit.jupiter.api.Test;

class CutValuesTest {
    @Test
    void eachValueOfAChainIsOneTheNearestFirst() {
        assertThat(cuts("a: images", "b: a weight", "c: b", "end: c")).containsExactly("c", "b", "a");
    }

    @Test
    void insideAResidualBlockThereIsNone() {
        assertThat(cuts("in: images", "branch: in", "inner: branch", "sum: in inner", "end: sum"))
                .containsExactly("sum", "in");
    }

    /** A block of a transformer: three values of the norm, and a residual around both halves. */
    @Test
    void betweenTheHalvesOfABlockThereIsOne() {
        assertThat(cuts(
                        "in: images",
                        "norm: in",
                        "q: norm",
                        "k: norm",
                        "v: norm",
                        "scores: q k",
                        "mixed: scores v",
                        "half: in mixed",
                        "norm2: half",
                        "dense: norm2",
                        "out: half dense",
                        "end: out"))
                .containsExactly("out", "half", "in");
    }

    @Test
    void whatTakesTheImagesAgainGoesPast() {
        assertThat(cuts("a: images", "b: a", "size: images", "c: b size", "end: c"))
                .containsExactly("c");
    }

    @Test
    void withTwoInputsThereIsNoneBeforeTheyMeet() {
        assertThat(cuts("a: images", "b: a", "c: b other", "end: c")).containsExactly("c");
    }

    @Test
    void whatTheValueDoesNotNeedAndConstantsDoNotCount() {
        assertThat(cuts("a: images", "unused: a", "factor: weight", "b: a factor", "end: b", "after: end a"))
                .containsExactly("b", "a");
    }

    @Test
    void theOrderInTheFileDoesNotMatter() {
        assertThat(cuts("end: sum", "sum: in inner", "inner: branch", "branch: in", "in: images"))
                .containsExactly("sum", "in");
    }

    @Test
    void ofANodeWithTwoOutputsNeitherIsOneAlone() {
        assertThat(cuts("a: images", "left right: a", "c: left right", "end: c"))
                .containsExactly("c", "a");
    }

    @Test
    void whatIsTransposedIsOneAndNotWhatTheTranspositionGives() {
        assertThat(cuts("a: images", "Transpose/b: a", "c: b", "end: c")).containsExactly("c", "a");
    }

    /** {@code "out out2: in in2"} per node, of the operator before a slash; {@code weight} is constant, and {@code images} and {@code other} are inputs. */
    private static List<String> cuts(String... nodes) {
        GraphProto.Builder graph = GraphProto.newBuilder()
                .addInput(ValueInfoProto.newBuilder().setName("images"))
                .addInput(ValueInfoProto.newBuilder().setName("other"))
                .addInitializer(TensorProto.newBuilder().setName("weight"));
        for (String node : nodes) {
            int slash = node.indexOf('/');
            int colon = node.indexOf(": ");
            graph.addNode(NodeProto.newBuilder()
                    .setOpType(slash < 0 ? "Node" : node.substring(0, slash))
                    .addAllOutput(List.of(node.substring(slash + 1, colon).split(" ")))
                    .addAllInput(List.of(node.substring(colon + 2).split(" "))));
        }
        return CutValues.before(ModelProto.newBuilder().setGraph(graph).build(), "end");
    }
}
