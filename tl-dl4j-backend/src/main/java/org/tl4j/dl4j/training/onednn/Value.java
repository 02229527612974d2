package org.tl4j.dl4j.training.onednn;

import org.bytedeco.dnnl.memory;

/** A value between operations, in oneDNN's layout. Two values are never equal. */
final class Value {
    private final Shape shape;
    private final memory data;
    private final boolean differentiable;

    /**
     * @param data the values, [examples, channels, height, width]
     * @param differentiable whether its gradient is needed
     */
    Value(Shape shape, memory data, boolean differentiable) {
        this.shape = shape;
        this.data = data;
        this.differentiable = differentiable;
    }

    Shape shape() {
        return shape;
    }

    memory data() {
        return data;
    }

    memory.desc layout() {
        return data.get_desc();
    }

    boolean differentiable() {
        return differentiable;
    }
}
