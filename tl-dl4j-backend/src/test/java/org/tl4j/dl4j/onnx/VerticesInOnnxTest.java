package org.tl4j.dl4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.FrozenVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.graph.ReshapeVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.ShiftVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.activations.Activation;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.dl4j.validation.KnownParts;

/** Vertices, and parts that are written with fewer nodes beside certain others. */
class VerticesInOnnxTest {
    private static final int HEIGHT = 6;
    private static final int WIDTH = 8;
    private static final Preprocessing INPUT = TestGraph.images(3, HEIGHT, WIDTH);

    private static final String FROM = TestGraph.FROM;
    private static final String TO = TestGraph.TO;

    /** Graphs that end in an image. */
    private static Map<String, TestGraph.Parts> images() {
        Map<String, TestGraph.Parts> cases = new TreeMap<>();
        for (ElementWiseVertex.Op operation : ElementWiseVertex.Op.values()) {
            cases.put("element-wise " + operation, graph -> {
                branches(graph);
                graph.addVertex(TO, new ElementWiseVertex(operation), "left", "right");
            });
            cases.put("element-wise with a repeated pixel " + operation, graph -> {
                branches(graph);
                pixel(graph, "left");
                graph.addVertex(TO, new ElementWiseVertex(operation), "repeated", "right");
            });
        }
        cases.put("sum of three", graph -> {
            branches(graph);
            graph.addVertex(TO, new ElementWiseVertex(ElementWiseVertex.Op.Add), "left", "right", "left");
        });
        cases.put("mean of three", graph -> {
            branches(graph);
            graph.addVertex(TO, new ElementWiseVertex(ElementWiseVertex.Op.Average), "left", "right", "left");
        });
        cases.put("only repeated pixels", graph -> {
            branches(graph);
            pixel(graph, "left");
            graph.addVertex("twice", new ElementWiseVertex(ElementWiseVertex.Op.Add), "repeated", "repeated");
            graph.addVertex(TO, new MergeVertex(), "twice", "right");
        });
        cases.put("merge", graph -> {
            branches(graph);
            graph.addVertex(TO, new MergeVertex(), "left", "right");
        });
        cases.put("merge of one", graph -> graph.addVertex(TO, new MergeVertex(), FROM));
        cases.put("scale", graph -> graph.addVertex(TO, new ScaleVertex(-0.3), FROM));
        cases.put("shift", graph -> graph.addVertex(TO, new ShiftVertex(0.7), FROM));
        cases.put("frozen", graph -> graph.addVertex(TO, new FrozenVertex(new ShiftVertex(0.7)), FROM));
        cases.put("reshape", graph -> graph.addVertex(TO, new ReshapeVertex('c', new int[] {-1, 6, 4, 6}, null), FROM));
        cases.put("row and back", graph -> {
            graph.addVertex("flat", new PreprocessorVertex(flat()), FROM);
            graph.addVertex(TO, new PreprocessorVertex(new FeedForwardToCnnPreProcessor(HEIGHT, WIDTH, 3)), "flat");
        });
        cases.put(
                "image that stays one",
                graph -> graph.addVertex(
                        TO, new PreprocessorVertex(new FeedForwardToCnnPreProcessor(HEIGHT, WIDTH, 3)), FROM));
        cases.put("channels of zeros around every second pixel", VerticesInOnnxTest::shortcut);
        cases.put("rectifiers on one value", graph -> {
            graph.addLayer("relu", new ActivationLayer(Activation.RELU), FROM);
            graph.addVertex(TO, new ElementWiseVertex(ElementWiseVertex.Op.Subtract), "relu", FROM);
        });
        cases.put("zeros before a convolution", graph -> {
            zeros(graph, FROM);
            graph.addLayer(
                    TO, new ConvolutionLayer.Builder(3, 3).stride(2, 2).nOut(4).build(), "zeros");
        });
        cases.put("zeros before a convolution and something else", graph -> {
            zeros(graph, FROM);
            graph.addLayer(
                    "convolution", new ConvolutionLayer.Builder(1, 1).nOut(4).build(), "zeros");
            graph.addVertex(TO, new MergeVertex(), "convolution", "zeros");
        });
        for (SubsamplingLayer.PoolingType type :
                List.of(SubsamplingLayer.PoolingType.MAX, SubsamplingLayer.PoolingType.AVG)) {
            for (Activation activation : List.of(Activation.RELU, Activation.TANH)) {
                for (int side : new int[] {2, 4}) {
                    cases.put("zeros before pooling %s of %d after %s".formatted(type, side, activation), graph -> {
                        graph.addLayer("bent", new ActivationLayer(activation), FROM);
                        zeros(graph, "bent");
                        graph.addLayer(
                                TO,
                                new SubsamplingLayer.Builder(type)
                                        .kernelSize(side, side)
                                        .stride(2, 2)
                                        .build(),
                                "zeros");
                    });
                }
            }
        }
        return cases;
    }

    /** Graphs that end in a row. */
    private static Map<String, TestGraph.Parts> rows() {
        Map<String, TestGraph.Parts> cases = new TreeMap<>();
        for (PoolingType type : PoolingType.values()) {
            cases.put(
                    "global " + type,
                    graph -> graph.addLayer(
                            TO, new GlobalPoolingLayer.Builder(type).pnorm(2).build(), FROM));
        }
        cases.put("flat", graph -> graph.addVertex(TO, new PreprocessorVertex(flat()), FROM));
        cases.put(
                "reshape to a row",
                graph -> graph.addVertex(TO, new ReshapeVertex('c', new int[] {-1, 3 * HEIGHT * WIDTH}, null), FROM));
        cases.put("rows merged", graph -> {
            graph.addVertex("row", new PreprocessorVertex(flat()), FROM);
            graph.addLayer("mean", new GlobalPoolingLayer(PoolingType.AVG), FROM);
            graph.addVertex(TO, new MergeVertex(), "mean", "row");
        });
        cases.put("rows combined", graph -> {
            graph.addLayer("mean", new GlobalPoolingLayer(PoolingType.AVG), FROM);
            graph.addLayer("dense", new DenseLayer.Builder().nOut(3).build(), "mean");
            graph.addVertex(TO, new ElementWiseVertex(ElementWiseVertex.Op.Product), "dense", "mean");
        });
        cases.put("names that the model has itself", graph -> {
            graph.addLayer("images", new GlobalPoolingLayer(PoolingType.AVG), FROM);
            graph.addLayer("features", new DenseLayer.Builder().nOut(4).build(), "images");
            graph.addLayer("/features", new DenseLayer.Builder().nOut(4).build(), "features");
            graph.addLayer("to/input", new DenseLayer.Builder().nOut(4).build(), "/features");
            graph.addLayer(TO, new DenseLayer.Builder().nOut(4).build(), "to/input");
        });
        return cases;
    }

    private static CnnToFeedForwardPreProcessor flat() {
        return new CnnToFeedForwardPreProcessor(HEIGHT, WIDTH, 3);
    }

    private static void branches(GraphBuilder graph) {
        graph.addLayer("left", new ConvolutionLayer.Builder(1, 1).nOut(4).build(), FROM);
        graph.addLayer("right", new ConvolutionLayer.Builder(1, 1).nOut(4).build(), FROM);
    }

    private static void pixel(GraphBuilder graph, String from) {
        graph.addLayer(
                "pixel",
                new GlobalPoolingLayer.Builder(PoolingType.AVG)
                        .collapseDimensions(false)
                        .build(),
                from);
        graph.addLayer(
                "repeated",
                new Upsampling2D.Builder().size(new int[] {HEIGHT, WIDTH}).build(),
                "pixel");
    }

    private static void zeros(GraphBuilder graph, String from) {
        graph.addLayer("zeros", new ZeroPaddingLayer(1, 2, 3, 0), from);
    }

    private static void shortcut(GraphBuilder graph) {
        graph.addLayer(
                "every second",
                new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
                        .kernelSize(1, 1)
                        .stride(2, 2)
                        .build(),
                FROM);
        graph.addVertex("rows", new ReshapeVertex('c', new int[] {-1, 1, 3, HEIGHT * WIDTH / 4}, null), "every second");
        graph.addLayer("zeros", new ZeroPaddingLayer(2, 2, 0, 0), "rows");
        graph.addVertex(TO, new ReshapeVertex('c', new int[] {-1, 7, HEIGHT / 2, WIDTH / 2}, null), "zeros");
    }

    @TestFactory
    Stream<DynamicTest> imagesAgree() {
        return images().entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(
                        entry.getKey(),
                        () -> LayersInOnnxTest.assertSame(TestGraph.ofImages(INPUT, entry.getValue()), INPUT)));
    }

    @TestFactory
    Stream<DynamicTest> rowsAgree() {
        return rows().entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(
                        entry.getKey(),
                        () -> LayersInOnnxTest.assertSame(TestGraph.ofRows(INPUT, entry.getValue()), INPUT)));
    }

    /** A kind of vertex that networks may hold has a case here, so that it is written or refused by name. */
    @Test
    void everyKnownVertexHasACase() {
        Set<Class<?>> tried = new HashSet<>();
        images().values()
                .forEach(parts -> TestGraph.ofImages(INPUT, parts)
                        .getConfiguration()
                        .getVertices()
                        .values()
                        .forEach(vertex -> tried.add(kind(vertex))));

        assertThat(tried).containsAll(KnownParts.vertices());
    }

    private static Class<?> kind(GraphVertex vertex) {
        return vertex.getClass();
    }
}
