package org.tl4j.dl4j.training.onednn;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.bytedeco.dnnl.concat;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.memory_desc_vector;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;

/** The calls of a training step for a fixed number of examples, and the memory that they work on. Not thread-safe. */
final class StepPlan implements AutoCloseable {
    private final NativeObjects objects = new NativeObjects();
    private final stream queue;
    private final memory.format_tag blocked;
    private final Library library;
    private final List<Call> loads = new ArrayList<>();
    private final List<Call> forward = new ArrayList<>();
    private final List<Call> backward = new ArrayList<>();
    private final Map<String, Value> values = new HashMap<>();
    /** What plans the backward pass, in the order of the forward pass. */
    private final List<Consumer<Gradients>> reverse = new ArrayList<>();

    private final Value input;
    private final memory outputs;
    private final memory outputGradients;

    @SuppressWarnings("try") // the scope frees what is not kept
    StepPlan(List<Operation> operations, Shape inputShape) {
        try (PointerScope temporary = new PointerScope()) {
            this.library = new Library(objects);
            this.queue = library.keep(new stream(library.engine()));
            this.blocked = Library.blocked();
            this.input = new Value(
                    inputShape, library.memory(library.layout(inputShape.array(), memory.format_tag.abcd)), false);
            values.put(StepExecutor.INPUT, input);
            operations.forEach(this::plan);
            Value last = values.get(operations.get(operations.size() - 1).name());
            memory.desc plain = library.layout(last.shape().array(), memory.format_tag.abcd);
            this.outputs = library.memory(plain);
            this.outputGradients = library.memory(plain);
            forward.add(library.reorder("outputs", last.data(), outputs));
            Gradients gradients = new Gradients(library, backward);
            memory gradient = gradients.fresh(last);
            backward.add(library.reorder("outputs.data", outputGradients, gradient));
            gradients.add("outputs", last, gradient);
            for (int i = reverse.size() - 1; i >= 0; i--) {
                reverse.get(i).accept(gradients);
            }
        } catch (RuntimeException | OutOfMemoryError e) {
            objects.close();
            throw e;
        }
    }

    private void plan(Operation operation) {
        if (operation instanceof Operation.Convolution convolution) {
            convolution(convolution);
        } else if (operation instanceof Operation.Pooling pooling) {
            pooling(pooling);
        } else if (operation instanceof Operation.Sum sum) {
            sum(sum);
        } else if (operation instanceof Operation.Concatenation concatenation) {
            concatenation(concatenation);
        } else if (operation instanceof Operation.Activation activation) {
            activation(activation);
        }
    }

    private Value value(Operation operation, Shape shape, boolean differentiable) {
        Value value = new Value(shape, library.memory(library.layout(shape.array(), blocked)), differentiable);
        values.put(operation.name(), value);
        return value;
    }

    private void convolution(Operation.Convolution operation) {
        Value from = values.get(operation.input());
        List<Long> weights = operation.weights().values().shape();
        Shape shape = from.shape()
                .windows(operation.movement(), new Operation.Pair(weights.get(2), weights.get(3)), weights.get(0));
        Value to = value(
                operation,
                shape,
                from.differentiable() || operation.weights().gradient().isPresent());
        ConvolutionPlan plan = new ConvolutionPlan(library, operation, from, to);
        plan.load(loads);
        plan.forward(forward);
        reverse.add(gradients -> {
            if (gradients.has(to)) {
                gradients.beforeActivation(operation.name() + ".activation", to, operation.rectifier());
                plan.parameterGradients(gradients.of(to), backward);
                if (from.differentiable()) {
                    memory written = gradients.fresh(from);
                    plan.inputGradient(gradients.of(to), written, loads, backward);
                    gradients.add(operation.name() + ".sum", from, written);
                }
                gradients.release(to);
            }
        });
    }

    private void pooling(Operation.Pooling operation) {
        Value from = values.get(operation.input());
        Operation.Pair kernel = operation
                .kernel()
                .orElse(new Operation.Pair(from.shape().height(), from.shape().width()));
        Value to = value(
                operation,
                from.shape().windows(operation.movement(), kernel, from.shape().channels()),
                from.differentiable());
        PoolingPlan plan = new PoolingPlan(library, operation, kernel, from, to);
        plan.forward(forward);
        reverse.add(gradients -> {
            if (gradients.has(to)) {
                memory written = gradients.fresh(from);
                plan.inputGradient(gradients.of(to), written, backward);
                gradients.add(operation.name() + ".sum", from, written);
                gradients.release(to);
            }
        });
    }

    private void sum(Operation.Sum operation) {
        Value first = values.get(operation.first());
        Value second = values.get(operation.second());
        Value to = value(operation, first.shape(), first.differentiable() || second.differentiable());
        forward.add(library.sum(operation.name(), first.data(), second.data(), to.data(), operation.rectifier()));
        reverse.add(gradients -> {
            if (gradients.has(to)) {
                gradients.beforeActivation(operation.name() + ".activation", to, operation.rectifier());
                for (Value from : List.of(first, second)) {
                    if (from.differentiable()) {
                        gradients.share(operation.name() + ".sum", to, from);
                    }
                }
                gradients.release(to);
            }
        });
    }

    private void concatenation(Operation.Concatenation operation) {
        List<Value> from = operation.inputs().stream().map(values::get).toList();
        Shape first = from.get(0).shape();
        long channels =
                from.stream().mapToLong(value -> value.shape().channels()).sum();
        Value to = value(
                operation,
                new Shape(first.examples(), channels, first.height(), first.width()),
                from.stream().anyMatch(Value::differentiable));
        List<Object> arguments = new ArrayList<>(List.of(Argument.DST, to.data()));
        memory_desc_vector layouts = new memory_desc_vector(from.size());
        for (int i = 0; i < from.size(); i++) {
            layouts.put(i, from.get(i).layout());
            arguments.addAll(List.of(Argument.MULTIPLE_SRC + i, from.get(i).data()));
        }
        forward.add(library.call(
                operation.name(),
                new concat(new concat.primitive_desc(library.engine(), to.layout(), 1, layouts)),
                arguments.toArray()));
        reverse.add(gradients -> {
            if (gradients.has(to)) {
                split(operation.name(), gradients, to, from);
                gradients.release(to);
            }
        });
    }

    private void split(String name, Gradients gradients, Value to, List<Value> from) {
        long channel = 0;
        for (Value value : from) {
            if (value.differentiable()) {
                memory.desc part =
                        library.keep(to.layout().submemory_desc(value.shape().array(), new long[] {0, channel, 0, 0}));
                memory source = library.keep(
                        new memory(part, library.engine(), gradients.of(to).get_data_handle()));
                memory written = gradients.fresh(value);
                backward.add(library.reorder(name + ".data", source, written));
                gradients.add(name + ".sum", value, written);
            }
            channel += value.shape().channels();
        }
    }

    private void activation(Operation.Activation operation) {
        Value from = values.get(operation.input());
        Value to = value(operation, from.shape(), from.differentiable());
        forward.add(library.activation(operation.name(), from.data(), to.data(), operation.rectifier()));
        reverse.add(gradients -> {
            if (gradients.has(to)) {
                gradients.beforeActivation(operation.name() + ".activation", to, operation.rectifier());
                gradients.share(operation.name() + ".sum", to, from);
                gradients.release(to);
            }
        });
    }

    /** Copies parameters to oneDNN's layouts. */
    void load() {
        run(loads);
    }

    void forward() {
        run(forward);
    }

    void backward() {
        run(backward);
    }

    private void run(List<Call> calls) {
        calls.forEach(call -> call.execute(queue));
        queue._wait();
    }

    int examples() {
        return Math.toIntExact(input.shape().examples());
    }

    /** [examples, ...], row-major. */
    FloatBuffer input() {
        return buffer(input.data());
    }

    /** [examples, outputs], row-major. */
    FloatBuffer outputs() {
        return buffer(outputs);
    }

    FloatBuffer outputGradients() {
        return buffer(outputGradients);
    }

    private static FloatBuffer buffer(memory data) {
        return new FloatPointer(data.get_data_handle())
                .capacity(data.get_desc().get_size() / Float.BYTES)
                .asBuffer();
    }

    @Override
    public void close() {
        objects.close();
    }
}
