package org.tl4j.dl4j.training.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_convolution_direct;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.memory;

/** Plans the calls of one convolution. */
final class ConvolutionPlan {
    private final Library library;
    private final Operation.Convolution operation;
    private final Value from;
    private final Value to;
    private final long[] kernelShape;
    private final memory.desc anyWeights;
    private final memory plainWeights;
    private final Optional<memory> bias;
    private final memory weights;
    private final convolution_forward.primitive_desc forward;

    ConvolutionPlan(Library library, Operation.Convolution operation, Value from, Value to) {
        this.library = library;
        this.operation = operation;
        this.from = from;
        this.to = to;
        this.kernelShape = kernelShape(operation);
        this.anyWeights = library.layout(kernelShape, memory.format_tag.any);
        this.plainWeights = weights(operation.weights().values());
        this.bias = operation.bias().map(parameter -> bias(parameter.values()));
        this.forward = library.keep(forward());
        this.weights = library.memory(library.keep(forward.weights_desc()));
    }

    private convolution_forward.primitive_desc forward() {
        Operation.Movement movement = operation.movement();
        return new convolution_forward.primitive_desc(
                library.engine(),
                dnnl_forward_training,
                dnnl_convolution_direct,
                from.layout(),
                anyWeights,
                biasLayout(),
                to.layout(),
                movement.stride().array(),
                dilation(),
                movement.padding().array(),
                movement.padding().array(),
                Library.fused(operation.rectifier()),
                false);
    }

    private memory.desc biasLayout() {
        return bias.map(memory::get_desc).orElseGet(memory.desc::new);
    }

    /** oneDNN counts the gaps. */
    private long[] dilation() {
        return new long[] {
            operation.movement().dilation().rows() - 1,
            operation.movement().dilation().columns() - 1
        };
    }

    /** With several groups, these are a dimension of their own. */
    private static long[] kernelShape(Operation.Convolution operation) {
        List<Long> shape = new ArrayList<>(operation.weights().values().shape());
        if (operation.groups() > 1) {
            shape.set(0, shape.get(0) / operation.groups());
            shape.add(0, operation.groups());
        }
        return array(shape);
    }

    private memory weights(ParameterView view) {
        List<Long> strides = new ArrayList<>(view.strides());
        if (operation.groups() > 1) {
            strides.add(0, strides.get(0) * kernelShape[1]);
        }
        return library.memory(library.layout(kernelShape, array(strides)), view.address());
    }

    private static long[] array(List<Long> values) {
        return values.stream().mapToLong(Long::longValue).toArray();
    }

    private memory bias(ParameterView view) {
        return library.memory(library.layout(new long[] {view.shape().get(0)}, memory.format_tag.a), view.address());
    }

    /** Copies the weights to the layout in which they are used. */
    void load(List<Call> calls) {
        calls.add(library.reorder(operation.name() + ".load", plainWeights, weights));
    }

    void forward(List<Call> calls) {
        List<Object> arguments =
                new ArrayList<>(List.of(Argument.SRC, from.data(), Argument.WEIGHTS, weights, Argument.DST, to.data()));
        bias.ifPresent(data -> arguments.addAll(List.of(Argument.BIAS, data)));
        calls.add(library.call(operation.name(), new convolution_forward(forward), arguments.toArray()));
    }

    /** The gradients of the parameters, from that of the output. */
    void parameterGradients(memory gradient, List<Call> calls) {
        if (operation.weights().gradient().isEmpty()) {
            return;
        }
        Operation.Movement movement = operation.movement();
        Optional<memory> biasGradient =
                operation.bias().flatMap(Operation.Parameter::gradient).map(this::bias);
        convolution_backward_weights.primitive_desc description = new convolution_backward_weights.primitive_desc(
                library.engine(),
                dnnl_convolution_direct,
                from.layout(),
                anyWeights,
                biasGradient.map(memory::get_desc).orElseGet(memory.desc::new),
                to.layout(),
                movement.stride().array(),
                dilation(),
                movement.padding().array(),
                movement.padding().array(),
                forward);
        memory plain = weights(operation.weights().gradient().get());
        memory blocked = library.memory(library.keep(description.diff_weights_desc()));
        List<Object> arguments = new ArrayList<>(
                List.of(Argument.SRC, from.data(), Argument.DIFF_DST, gradient, Argument.DIFF_WEIGHTS, blocked));
        biasGradient.ifPresent(data -> arguments.addAll(List.of(Argument.DIFF_BIAS, data)));
        calls.add(library.call(
                operation.name() + ".weights", new convolution_backward_weights(description), arguments.toArray()));
        calls.add(library.reorder(operation.name() + ".store", blocked, plain));
    }

    /** The gradient of the input, from that of the output. */
    void inputGradient(memory gradient, memory inputGradient, List<Call> loads, List<Call> calls) {
        Operation.Movement movement = operation.movement();
        convolution_backward_data.primitive_desc description = new convolution_backward_data.primitive_desc(
                library.engine(),
                dnnl_convolution_direct,
                from.layout(),
                anyWeights,
                to.layout(),
                movement.stride().array(),
                dilation(),
                movement.padding().array(),
                movement.padding().array(),
                forward);
        memory.desc layout = library.keep(description.weights_desc());
        memory used = weights;
        if (!layout.equals(weights.get_desc())) {
            used = library.memory(layout);
            loads.add(library.reorder(operation.name() + ".load", plainWeights, used));
        }
        calls.add(library.call(
                operation.name() + ".data",
                new convolution_backward_data(description),
                Argument.DIFF_DST,
                gradient,
                Argument.WEIGHTS,
                used,
                Argument.DIFF_SRC,
                inputGradient));
    }
}
