package org.tl4j.dl4j.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;
import org.tl4j.core.preprocessing.ChannelOrder;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.preprocessing.ResizeRule;
import org.tl4j.dl4j.Started;

class GraphBuilderTest {
    private static final Preprocessing GREY_4X4 = new Preprocessing(
            new ResizeRule.Exact(ImageSize.square(4)),
            ImageSize.square(4),
            ChannelOrder.GREY,
            1,
            List.of(0.0),
            List.of(1.0));

    @BeforeAll
    static void start() {
        Started.runtime();
    }

    /** Expected values by hand. {@code HelperEqualityTest} tests that oneDNN and ND4J agree on padded pooling. */
    @Test
    void paddingOfAMaximumNeverWins() {
        GraphBuilder sketch = new GraphBuilder(GREY_4X4, new Architecture.Initialisation(0, new NoOp()));
        String top = sketch.maxPool("pool", Architecture.INPUT, 3, 2, 1);
        ComputationGraph graph = new ComputationGraph(sketch.softmax(sketch.globalAverage("average", top)));
        graph.init();

        try (INDArray negative = Nd4j.createFromArray(new float[][] {
                            {-16, -15, -14, -13}, {-12, -11, -10, -9}, {-8, -7, -6, -5}, {-4, -3, -2, -1}
                        })
                        .reshape(1, 1, 4, 4);
                INDArray pooled =
                        graph.feedForward(new INDArray[] {negative}, false).get("pool")) {
            assertThat(pooled.shape()).containsExactly(1, 1, 2, 2);
            assertThat(pooled.dup('c').data().asFloat()).containsExactly(-11, -9, -3, -1);
        } finally {
            graph.close();
        }
    }

    /** Expected values by hand: the last window of each row begins inside the image and ends outside. */
    @Test
    void poolingRoundsUpWhereItIsAskedTo() {
        GraphBuilder sketch = new GraphBuilder(GREY_4X4, new Architecture.Initialisation(0, new NoOp()));
        String top = sketch.maxPoolRoundingUp("pool", Architecture.INPUT, 3, 2);
        ComputationGraph graph = new ComputationGraph(sketch.softmax(sketch.globalAverage("average", top)));
        graph.init();

        try (INDArray image = Nd4j.createFromArray(
                                new float[][] {{1, 2, 3, 9}, {5, 6, 7, 8}, {0, 4, 1, 2}, {10, 0, 0, 3}})
                        .reshape(1, 1, 4, 4);
                INDArray pooled =
                        graph.feedForward(new INDArray[] {image}, false).get("pool")) {
            assertThat(pooled.shape()).containsExactly(1, 1, 2, 2);
            assertThat(pooled.dup('c').data().asFloat()).containsExactly(7, 9, 10, 3);
        } finally {
            graph.close();
        }
    }
}
