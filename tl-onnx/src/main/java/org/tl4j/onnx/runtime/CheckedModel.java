package org.tl4j.onnx.runtime;

import ai.onnx.proto.OnnxMl;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.tl4j.core.error.BundleException;
import org.tl4j.core.error.Tl4jException;
import org.tl4j.core.network.FiniteValues;
import org.tl4j.core.network.OnnxNetwork;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.weights.Tensor;
import org.tl4j.onnx.graph.InvalidModelException;
import org.tl4j.onnx.graph.ModelBytes;
import org.tl4j.onnx.graph.TensorCheck;

/**
 * A network in ONNX whose model was checked before native code sees it: its operators are of domains that are known, it reads no
 * file, and each initialiser that it does not hold has its tensor.
 *
 * @param network that was checked
 * @param external the tensors of the initialisers that the model does not hold
 * @param facts what else is known of it
 */
public record CheckedModel(OnnxNetwork network, List<Tensor> external, ModelFacts facts) {
    private static final int FLOAT = OnnxMl.TensorProto.DataType.FLOAT_VALUE;
    private static final long ANY = -1;

    /** Of images at once: files that are exported for a fixed number have far fewer, and buffers of as many are filled. */
    private static final long MOST_IMAGES = 1024;

    public CheckedModel {
        external = List.copyOf(external);
    }

    /**
     * Checks a network.
     *
     * @param failure makes the errors
     * @throws org.tl4j.core.error.Tl4jException that {@code failure} makes, if it must not be run
     */
    public static CheckedModel of(OnnxNetwork network, Failure failure) {
        OnnxMl.ModelProto model = checked(network.model(), failure);
        OnnxMl.GraphProto graph = model.getGraph();
        Map<String, Tensor> tensors = network.tensors().stream()
                .collect(Collectors.toMap(Tensor::name, Function.identity(), (first, second) -> first));
        List<Tensor> external = new ArrayList<>();
        long values = 0;
        for (OnnxMl.TensorProto initialiser : graph.getInitializerList()) {
            if (TensorCheck.isExternal(initialiser)) {
                external.add(tensorOf(initialiser, tensors, failure));
            }
            if (initialiser.getDataType() == FLOAT) {
                values += initialiser.getDimsList().stream().reduce(1L, (a, b) -> a * b);
            }
        }
        return new CheckedModel(
                network,
                external,
                new ModelFacts(
                        input(graph, failure),
                        graph.getOutputList().stream()
                                .collect(Collectors.toMap(
                                        OnnxMl.ValueInfoProto::getName, CheckedModel::width, (first, second) -> first)),
                        values,
                        model.getMetadataPropsList().stream()
                                .collect(Collectors.toMap(
                                        OnnxMl.StringStringEntryProto::getKey,
                                        OnnxMl.StringStringEntryProto::getValue,
                                        (first, second) -> first))));
    }

    /**
     * Checks a network of a bundle.
     *
     * @param input how images are preprocessed for it
     * @throws org.tl4j.core.error.BundleException if it must not be run, does not take such images, or has parameters that are
     *     not finite
     */
    public static CheckedModel ofBundle(OnnxNetwork network, Preprocessing input) {
        CheckedModel model = of(network, Failure.BUNDLE);
        model.facts.requireImages(input, Failure.BUNDLE);
        model.external.forEach(tensor -> FiniteValues.require(
                tensor.values(), "weight " + tensor.name(), Failure.BUNDLE.remedy(), BundleException::new));
        return model;
    }

    private static OnnxMl.ModelProto checked(ByteBuffer bytes, Failure failure) {
        try {
            return ModelBytes.checked(bytes, true);
        } catch (InvalidModelException e) {
            throw e.<Tl4jException>of(failure.subject(), failure.remedy(), failure::of);
        }
    }

    private static long width(OnnxMl.ValueInfoProto output) {
        OnnxMl.TensorShapeProto shape = output.getType().getTensorType().getShape();
        return shape.getDimCount() == 2 ? Math.max(0, shape.getDim(1).getDimValue()) : 0;
    }

    private static Tensor tensorOf(OnnxMl.TensorProto initialiser, Map<String, Tensor> tensors, Failure failure) {
        Tensor tensor = tensors.get(initialiser.getName());
        if (tensor == null) {
            throw failure.of("must have a tensor for each initialiser that it names", initialiser.getName());
        }
        List<Long> shape = tensor.shape().stream().map(Integer::longValue).toList();
        if (initialiser.getDataType() != FLOAT || !initialiser.getDimsList().equals(shape)) {
            throw failure.of(
                    "must have initialisers of the type and shape of their tensors",
                    initialiser.getName() + " of " + initialiser.getDimsList() + " for a tensor of " + shape);
        }
        return tensor;
    }

    private static List<Long> input(OnnxMl.GraphProto graph, Failure failure) {
        Set<String> initialisers = graph.getInitializerList().stream()
                .map(OnnxMl.TensorProto::getName)
                .collect(Collectors.toSet());
        List<OnnxMl.ValueInfoProto> inputs = graph.getInputList().stream()
                .filter(input -> !initialisers.contains(input.getName()))
                .toList();
        if (inputs.size() != 1
                || !inputs.get(0).getName().equals(OnnxNetwork.IMAGES)
                || inputs.get(0).getType().getTensorType().getElemType() != FLOAT
                || inputs.get(0).getType().getTensorType().getShape().getDimCount() != 4) {
            throw failure.of(
                    "must have the one input " + OnnxNetwork.IMAGES + ", floats of four dimensions",
                    inputs.stream().map(OnnxMl.ValueInfoProto::getName).collect(Collectors.joining(", ")));
        }
        List<Long> shape = inputs.get(0).getType().getTensorType().getShape().getDimList().stream()
                .map(dimension ->
                        dimension.hasDimValue() && dimension.getDimValue() > 0 ? dimension.getDimValue() : ANY)
                .toList();
        if (shape.get(0) > MOST_IMAGES) {
            throw failure.of("must take at most " + MOST_IMAGES + " images at once", Long.toString(shape.get(0)));
        }
        return shape;
    }
}
