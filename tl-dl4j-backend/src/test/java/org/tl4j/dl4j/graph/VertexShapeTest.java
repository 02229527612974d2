package org.tl4j.dl4j.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.deeplearning4j.nn.conf.inputs.InputType;
import org.junit.jupiter.api.Test;
import org.tl4j.core.backbone.FeatureMap;
import org.tl4j.core.backbone.FeatureVector;

class VertexShapeTest {
    @Test
    void mapsAndVectorsHaveShapes() {
        assertThat(VertexShape.of(InputType.convolutional(4, 5, 3))).isEqualTo(new FeatureMap(3, 4, 5));
        assertThat(VertexShape.of(InputType.feedForward(7))).isEqualTo(new FeatureVector(7));
        assertThat(VertexShape.of(InputType.convolutionalFlat(4, 5, 3))).isEqualTo(new FeatureVector(60));
    }

    @Test
    void sequencesAreNotFlattened() {
        assertThat(VertexShape.find(InputType.recurrent(3, 4))).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VertexShape.of(InputType.recurrent(3, 4)))
                .withMessageContaining("must be convolutional or feed-forward");
    }
}
