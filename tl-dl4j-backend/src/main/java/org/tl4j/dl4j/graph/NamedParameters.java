package org.tl4j.dl4j.graph;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.tl4j.core.error.EnvironmentException;
import org.tl4j.core.error.Problem;
import org.tl4j.core.error.WeightsException;
import org.tl4j.core.network.FiniteValues;
import org.tl4j.core.weights.Tensor;

/**
 * The parameters of a graph, with the names and shapes of PyTorch: {@code layer.weight} and {@code layer.bias} for
 * convolutions and dense layers, with {@code running_mean} and {@code running_var} for batch norms. A dense weight is
 * [outputs, inputs] there and [inputs, outputs] here; some publish it as the weight of a convolution over its whole
 * input, [outputs, channels, height, width], which has the same values in the same order. The weight of a depthwise
 * convolution is [channels, 1, height, width] there and [height, width, channels, 1] here. A separable convolution has
 * a {@code pointwise_weight} in addition.
 */
public final class NamedParameters {
    private static final Map<String, String> SUFFIXES = Map.of(
            "W",
            "weight",
            "b",
            "bias",
            "gamma",
            "weight",
            "beta",
            "bias",
            "mean",
            "running_mean",
            "var",
            "running_var",
            "pW",
            "pointwise_weight");

    /** Counters of PyTorch and of tools for it, which are not used to compute. */
    private static final Pattern IGNORED =
            Pattern.compile("(?:.*\\.)?(?:num_batches_tracked|n_averaged|total_ops|total_params)");

    private static final int LISTED_AT_MOST = 8;

    /** The order of an array's axes in the published one. Each order is its own inverse. */
    private enum Layout {
        AS_PUBLISHED,
        DENSE,
        DEPTHWISE;

        /** The order for the array {@code key} of a layer. */
        static Layout of(Layer layer, String key, INDArray values) {
            if (!key.equals("W")) {
                return AS_PUBLISHED;
            }
            if (layer instanceof DepthwiseConvolution2D) {
                return DEPTHWISE;
            }
            return values.rank() == 2 ? DENSE : AS_PUBLISHED;
        }

        /** The permuted view, in either direction. */
        INDArray turned(INDArray array) {
            return switch (this) {
                case AS_PUBLISHED -> array;
                case DENSE -> array.permute(1, 0);
                case DEPTHWISE -> array.permute(2, 3, 0, 1);
            };
        }
    }

    /** One array of the graph. */
    private record Parameter(INDArray values, Layout layout) {
        List<Integer> publishedShape() {
            // biases and statistics are matrices of one row here, and vectors there
            return LongStream.of(layout.turned(values).shape())
                    .skip(layout == Layout.AS_PUBLISHED && values.rank() == 2 ? 1 : 0)
                    .mapToObj(Math::toIntExact)
                    .toList();
        }

        boolean takes(List<Integer> shape) {
            List<Integer> taken = layout == Layout.DENSE && shape.size() == 4 ? flattened(shape) : shape;
            return taken.equals(publishedShape());
        }

        private static List<Integer> flattened(List<Integer> shape) {
            return List.of(shape.get(0), shape.stream().skip(1).reduce(1, Math::multiplyExact));
        }

        Tensor copy(String name) {
            try (INDArray rowMajor = layout.turned(values).dup('c')) {
                return new Tensor(
                        name, publishedShape(), FloatBuffer.wrap(rowMajor.data().asFloat()));
            }
        }

        void fill(Tensor tensor, String source) {
            float[] numbers = new float[tensor.values().limit()];
            tensor.values().get(0, numbers);
            FiniteValues.require(
                    numbers,
                    tensor.name() + " in weights " + source,
                    "fetch or create them again",
                    WeightsException::new);
            try (INDArray published = Nd4j.create(numbers, layout.turned(values).shape(), 'c')) {
                values.assign(layout.turned(published));
            }
        }
    }

    private final Map<String, Parameter> byName = new LinkedHashMap<>();

    private NamedParameters(ComputationGraph graph) {
        for (var layer : graph.getLayers()) {
            Layer configuration = layer.conf().getLayer();
            layer.paramTable()
                    .forEach((key, values) -> byName.put(
                            configuration.getLayerName() + "." + suffix(configuration.getLayerName(), key),
                            new Parameter(values, Layout.of(configuration, key, values))));
        }
    }

    /** The parameters of {@code graph}, as views. */
    public static NamedParameters of(ComputationGraph graph) {
        return new NamedParameters(graph);
    }

    private static String suffix(String layer, String key) {
        String suffix = SUFFIXES.get(key);
        if (suffix == null) {
            throw new WeightsException(
                    "parameter " + key + " of layer " + layer,
                    "must be one of " + SUFFIXES.keySet() + ", which have published names",
                    key,
                    "choose another network");
        }
        return suffix;
    }

    /**
     * How many parameters a graph of a configuration will have, before they are allocated.
     *
     * @throws ArithmeticException if they exceed a long
     */
    public static long count(ComputationGraphConfiguration configuration) {
        long count = 0;
        for (GraphVertex vertex : configuration.getVertices().values()) {
            long numbers = vertex.numParams(false);
            if (numbers < 0) {
                throw new ArithmeticException("a vertex of " + numbers + " parameters");
            }
            count = Math.addExact(count, numbers);
        }
        return count;
    }

    /** The names, in the order of the graph. */
    public Set<String> names() {
        return byName.keySet();
    }

    /** The shapes of all parameters, in the order of the graph. */
    public Map<String, List<Integer>> shapes() {
        Map<String, List<Integer>> shapes = new LinkedHashMap<>();
        byName.forEach((name, parameter) -> shapes.put(name, parameter.publishedShape()));
        return shapes;
    }

    /** Copies of some parameters, as direct buffers. */
    public List<Tensor> copyDirect(Collection<String> names) {
        return names.stream().map(name -> direct(byName.get(name).copy(name))).toList();
    }

    private static Tensor direct(Tensor copy) {
        try {
            FloatBuffer direct = ByteBuffer.allocateDirect(
                            Math.multiplyExact(copy.values().limit(), Float.BYTES))
                    .order(ByteOrder.nativeOrder())
                    .asFloatBuffer();
            return new Tensor(
                    copy.name(),
                    copy.shape(),
                    direct.put(0, copy.values(), 0, copy.values().limit()));
        } catch (OutOfMemoryError e) { // Java limits what lies outside its heap
            throw new EnvironmentException(
                    new Problem(
                            "memory",
                            "must suffice for the parameters outside the heap of Java",
                            "" + e.getMessage(),
                            "start Java with a larger -XX:MaxDirectMemorySize"),
                    e);
        }
    }

    /** Copies of all parameters, in the order of the graph. */
    public List<Tensor> copy() {
        List<Tensor> tensors = new ArrayList<>();
        byName.forEach((name, parameter) -> tensors.add(parameter.copy(name)));
        return tensors;
    }

    /**
     * Fills every parameter of the graph.
     *
     * @throws WeightsException if a tensor is missing, unknown or of another shape, with a list of differences, or has
     *     a value that is not finite
     */
    public void fill(Map<String, Tensor> tensors, String source) {
        fill(tensors, Set.of(), source);
    }

    /**
     * Fills every parameter of the graph except those of some layers that the weights do not contain.
     *
     * @param absent layers that are not filled
     * @throws WeightsException if a tensor is missing, unknown or of another shape; the message lists the differences
     */
    public void fill(Map<String, Tensor> tensors, Set<String> absent, String source) {
        check(tensors, absent, source);
        byName.forEach((name, parameter) -> {
            if (tensors.containsKey(name)) {
                parameter.fill(tensors.get(name), source);
            }
        });
    }

    private void check(Map<String, Tensor> tensors, Set<String> absent, String source) {
        List<String> differences = new ArrayList<>();
        Set<String> missing = new TreeSet<>(byName.keySet());
        missing.removeAll(tensors.keySet());
        missing.removeIf(name -> absent.contains(name.substring(0, name.lastIndexOf('.'))));
        missing.forEach(name -> differences.add("missing " + name));
        Set<String> unused = new TreeSet<>(tensors.keySet());
        unused.removeAll(byName.keySet());
        unused.removeIf(name -> IGNORED.matcher(name).matches());
        unused.forEach(name -> differences.add("unknown " + name));
        byName.forEach((name, parameter) -> {
            List<Integer> expected = parameter.publishedShape();
            if (tensors.containsKey(name) && !parameter.takes(tensors.get(name).shape())) {
                differences.add(name + " of shape " + tensors.get(name).shape() + " in place of " + expected);
            }
        });
        if (!differences.isEmpty()) {
            int listed = Math.min(LISTED_AT_MOST, differences.size());
            String more = differences.size() > listed ? " and " + (differences.size() - listed) + " more" : "";
            throw new WeightsException(new Problem(
                    "weights " + source,
                    "must hold exactly the parameters of the network",
                    String.join(", ", differences.subList(0, listed)) + more,
                    "choose the backbone that they belong to"));
        }
    }
}
