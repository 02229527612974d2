package org.tl4j.dl4j.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.ReshapeVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;
import org.tl4j.core.backbone.ImportedNetwork;
import org.tl4j.core.error.WeightsException;
import org.tl4j.core.preprocessing.ChannelOrder;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.PixelConvention;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.preprocessing.ResizeRule;
import org.tl4j.dl4j.Started;
import org.tl4j.dl4j.architecture.Architecture;
import org.tl4j.dl4j.architecture.Architectures;
import org.tl4j.dl4j.graph.Arrays4j;
import org.tl4j.dl4j.graph.OwnedGraph;

/** Zips of our own networks, as {@code tl export} writes them, can be imported like others. */
class ExportedNetworksTest {
    private static final int CLASSES = 5;

    @TempDir
    Path folder;

    @BeforeEach
    void start() {
        Started.runtime();
    }

    @ParameterizedTest
    @CsvSource({"resnet20, 32", "squeezenet1_1, 64", "mobilenet_v2, 32", "efficientnet_b0, 32", "resnet18, 32"})
    void answerAsBefore(String name, int side) throws IOException {
        ComputationGraph graph = new ComputationGraph(configuration(name, side));
        graph.init();
        Path zip = folder.resolve("network.zip");
        ModelSerializer.writeModel(graph, zip.toFile(), false);

        // the shapes of resnet20 fit only one size, which is found
        OptionalInt stated = name.equals("resnet20") ? OptionalInt.empty() : OptionalInt.of(side);
        ImportedNetwork imported = SourceFile.read(zip, stated, PixelConvention.TORCH);
        ComputationGraph again = SourceFile.graph(zip);

        assertThat(imported.input()).isEqualTo(ImageSize.square(side));
        assertThat(imported.classes()).hasValue(CLASSES);
        assertThat(imported.vertices()).contains(Architectures.named(name).defaultBoundary());
        try (INDArray images = images(side)) {
            float[] expected = Arrays4j.values(graph.outputSingle(images.dup('c')));
            float[] found = Arrays4j.values(again.outputSingle(images.dup('c')));
            assertThat(found).hasSameSizeAs(expected);
            for (int i = 0; i < found.length; i++) {
                assertThat(found[i]).isCloseTo(expected[i], within(1e-5f));
            }
        } finally {
            OwnedGraph.free(graph);
            OwnedGraph.free(again);
        }
    }

    /** Networks without parameters: half a gigabyte in a VGG. */
    @ParameterizedTest
    @ValueSource(strings = {"vgg16", "vgg16_bn", "resnet50", "densenet121", "squeezenet1_0", "resnet56", "resnet34"})
    void haveOnlyPartsThatAreTaken(String name) {
        ComputationGraphConfiguration configuration = configuration(name, 224 / (name.equals("resnet56") ? 7 : 1));

        configuration
                .getVertices()
                .forEach((vertex, part) ->
                        assertThat(SourceLayers.bare(vertex, part)).isNotNull());
    }

    @Test
    void refuseShapesThatMixImages() {
        for (int[] shape : List.of(new int[] {2, 3, 4, 4}, new int[] {-1, -1, 4, 4}, new int[] {-1, 3, 0, 4})) {
            assertThatExceptionOfType(WeightsException.class)
                    .isThrownBy(() -> SourceLayers.bare("rows", new ReshapeVertex('c', shape, null)))
                    .withMessageContaining("must reshape each image by itself");
        }
    }

    private static INDArray images(int side) {
        Random random = new Random(1);
        float[] pixels = new float[2 * 3 * side * side];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = random.nextFloat() * 4 - 2;
        }
        return Nd4j.create(pixels, new long[] {2, 3, side, side}, 'c');
    }

    private static ComputationGraphConfiguration configuration(String name, int side) {
        ImageSize crop = ImageSize.square(side);
        Preprocessing photos = new Preprocessing(
                new ResizeRule.Exact(crop),
                crop,
                ChannelOrder.RGB,
                1.0 / 255,
                List.of(0.0, 0.0, 0.0),
                List.of(1.0, 1.0, 1.0));
        return Architectures.named(name).configuration(photos, CLASSES, new Architecture.Initialisation(1, new NoOp()));
    }
}
