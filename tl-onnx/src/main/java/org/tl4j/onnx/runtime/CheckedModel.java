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

/**
 * A network in ONNX whose model was checked before native code sees it: its operators are of domains that are known, it reads no
 * file, and each initialiser that it does not hold has its tensor.
 *
 * @param network that was checked
 * @param external the tensors of the initialisers that the model does not hold
 * @param input the shape of its input [n, channels, height, width]; -1 where any number is allowed
 * @param outputs the names of its outputs
 * @param values how many floats its initialisers have
 * @param metadata of the model
 */
public record CheckedModel(
        OnnxNetwork network,
        List<Tensor> external,
        List<Long> input,
        Set<String> outputs,
        long values,
        Map<String, String> metadata) {
    private static final int FLOAT = OnnxMl.TensorProto.DataType.FLOAT_VALUE;
    private static final long ANY = -1;

    public CheckedModel {
        external = List.copyOf(external);
        input = List.copyOf(input);
        outputs = Set.copyOf(outputs);
        metadata = Map.copyOf(metadata);
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
            if (external(initialiser)) {
                external.add(tensorOf(initialiser, tensors, failure));
            }
            if (initialiser.getDataType() == FLOAT) {
                values += initialiser.getDimsList().stream().reduce(1L, (a, b) -> a * b);
            }
        }
        return new CheckedModel(
                network,
                external,
                input(graph, failure),
                graph.getOutputList().stream()
                        .map(OnnxMl.ValueInfoProto::getName)
                        .collect(Collectors.toSet()),
                values,
                model.getMetadataPropsList().stream()
                        .collect(Collectors.toMap(
                                OnnxMl.StringStringEntryProto::getKey,
                                OnnxMl.StringStringEntryProto::getValue,
                                (first, second) -> first)));
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
        model.requireImages(input, Failure.BUNDLE);
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

    private static boolean external(OnnxMl.TensorProto tensor) {
        return tensor.getDataLocation() == OnnxMl.TensorProto.DataLocation.EXTERNAL
                || tensor.getExternalDataCount() > 0;
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
        return inputs.get(0).getType().getTensorType().getShape().getDimList().stream()
                .map(dimension ->
                        dimension.hasDimValue() && dimension.getDimValue() > 0 ? dimension.getDimValue() : ANY)
                .toList();
    }

    /**
     * Checks that it takes images.
     *
     * @param input how they are preprocessed
     * @param failure makes the error
     * @throws org.tl4j.core.error.Tl4jException that {@code failure} makes, if it takes others
     */
    void requireImages(Preprocessing input, Failure failure) {
        requireImages(
                List.of((long) input.channels().channels(), (long) input.crop().height(), (long)
                        input.crop().width()),
                failure);
    }

    /** The same for images of a shape [channels, height, width]. */
    void requireImages(List<Long> shape, Failure failure) {
        for (int i = 0; i < shape.size(); i++) {
            long wanted = input.get(i + 1);
            if (wanted > 0 && wanted != shape.get(i)) {
                throw failure.of(
                        "must take images of the shape " + shape,
                        input.subList(1, input.size()).toString());
            }
        }
    }
}
