package org.tl4j.dl4j.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Properties;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.learning.config.NoOp;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.PixelConvention;
import org.tl4j.dl4j.Started;
import org.tl4j.dl4j.architecture.Architecture;
import org.tl4j.dl4j.architecture.Architectures;

class GraphLimitsTest {
    private static final GraphLimits SMALL = new GraphLimits(1 << 20, 1 << 22, 1 << 28);

    @Test
    void defaultsLeaveRoomForVgg19AtTwiceTheUsualSize() {
        assertThatCode(() -> GraphShapes.of(vgg(), ActivationShape.image(3, 448, 448), GraphLimits.defaults()))
                .doesNotThrowAnyException();
    }

    @Test
    void eachLimitHolds() {
        ActivationShape image = ActivationShape.image(3, 448, 448);
        long none = 1L << 40;

        assertThatThrownBy(() -> GraphShapes.of(vgg(), image, new GraphLimits(1 << 20, none, none)))
                .hasMessageContaining("values for one image");
        assertThatThrownBy(() -> GraphShapes.of(vgg(), image, new GraphLimits(1 << 25, 1 << 22, none)))
                .hasMessageContaining("values in all");
        assertThatThrownBy(() -> GraphShapes.of(vgg(), image, new GraphLimits(1 << 25, none, 1 << 28)))
                .hasMessageContaining("multiply-adds");
    }

    @Test
    void propertyWinsOverVariableAndDefaultHoldsWithoutEither() {
        Properties properties = new Properties();
        properties.setProperty("tl.graph-activation-values", "1048576");
        properties.setProperty("tl.graph-all-values", " 4194304 ");

        assertThat(GraphLimits.of(
                        Map.of("TL_GRAPH_ACTIVATION_VALUES", "5", "TL_GRAPH_MULTIPLY_ADDS", "268435456"), properties))
                .isEqualTo(SMALL);
        assertThat(GraphLimits.of(Map.of(), new Properties())).isEqualTo(GraphLimits.defaults());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "many", "1e9", "99999999999999999999"})
    void refusesWhatIsNoLimit(String text) {
        assertThatThrownBy(() -> GraphLimits.of(Map.of("TL_GRAPH_ALL_VALUES", text), new Properties()))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("TL_GRAPH_ALL_VALUES must be a whole number from 1");
    }

    private static ComputationGraphConfiguration vgg() {
        Started.runtime();
        return Architectures.named("vgg19")
                .configuration(
                        PixelConvention.TORCH.at(ImageSize.square(448), 3), 10, new Architecture.Recipe(0, new NoOp()));
    }
}
