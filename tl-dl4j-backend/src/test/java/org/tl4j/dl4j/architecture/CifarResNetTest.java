package org.tl4j.dl4j.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tl4j.dl4j.Started;

class CifarResNetTest {
    @BeforeAll
    static void start() {
        Started.runtime();
    }

    /** He et al., table 6, state 0.27, 0.46, 0.66, 0.85 and 1.7 million; pytorch_resnet_cifar10 has these exact counts. */
    @ParameterizedTest
    @CsvSource({
        "resnet20, 20, 269722",
        "resnet32, 32, 464154",
        "resnet44, 44, 658586",
        "resnet56, 56, 853018",
        "resnet110, 110, 1727962"
    })
    void hasDepthAndParametersAsPublished(String name, int depth, long parameters) {
        var configuration = BuiltGraphs.configuration(name, BuiltGraphs.photos(32), 10);

        assertThat(BuiltGraphs.layers(configuration, ConvolutionLayer.class, DenseLayer.class))
                .hasSize(depth);
        assertThat(BuiltGraphs.parameters(configuration)).isEqualTo(parameters);
    }
}
