package org.tl4j.dl4j.training.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;
import static org.bytedeco.dnnl.global.dnnl.dnnl_pooling_avg_exclude_padding;
import static org.bytedeco.dnnl.global.dnnl.dnnl_pooling_max;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.pooling_backward;
import org.bytedeco.dnnl.pooling_forward;

/** Plans the calls of one pooling. */
final class PoolingPlan {
    private static final long[] NO_GAPS = {0, 0};

    private final Library library;
    private final Operation.Pooling operation;
    private final Operation.Pair kernel;
    private final Value from;
    private final Value to;
    private final int function;
    private final pooling_forward.primitive_desc forward;
    private final Optional<memory> workspace;

    PoolingPlan(Library library, Operation.Pooling operation, Operation.Pair kernel, Value from, Value to) {
        this.library = library;
        this.operation = operation;
        this.kernel = kernel;
        this.from = from;
        this.to = to;
        this.function =
                operation.pool() == Operation.Pool.MAXIMUM ? dnnl_pooling_max : dnnl_pooling_avg_exclude_padding;
        this.forward = library.keep(new pooling_forward.primitive_desc(
                library.engine(),
                dnnl_forward_training,
                function,
                from.layout(),
                to.layout(),
                operation.movement().stride().array(),
                kernel.array(),
                NO_GAPS,
                operation.movement().padding().array(),
                operation.movement().padding().array()));
        // the positions of the largest values
        this.workspace = operation.pool() == Operation.Pool.MAXIMUM
                ? Optional.of(library.memory(library.keep(forward.workspace_desc())))
                : Optional.empty();
    }

    void forward(List<Call> calls) {
        List<Object> arguments = new ArrayList<>(List.of(Argument.SRC, from.data(), Argument.DST, to.data()));
        workspace.ifPresent(data -> arguments.addAll(List.of(Argument.WORKSPACE, data)));
        calls.add(library.call(operation.name(), new pooling_forward(forward), arguments.toArray()));
    }

    void inputGradient(memory gradient, memory inputGradient, List<Call> calls) {
        pooling_backward.primitive_desc description = new pooling_backward.primitive_desc(
                library.engine(),
                function,
                from.layout(),
                to.layout(),
                operation.movement().stride().array(),
                kernel.array(),
                NO_GAPS,
                operation.movement().padding().array(),
                operation.movement().padding().array(),
                forward);
        List<Object> arguments =
                new ArrayList<>(List.of(Argument.DIFF_DST, gradient, Argument.DIFF_SRC, inputGradient));
        workspace.ifPresent(data -> arguments.addAll(List.of(Argument.WORKSPACE, data)));
        calls.add(library.call(operation.name() + ".data", new pooling_backward(description), arguments.toArray()));
    }
}
