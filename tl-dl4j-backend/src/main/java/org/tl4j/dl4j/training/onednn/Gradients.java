package org.tl4j.dl4j.training.onednn;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.memory;

/**
 * The gradients of values, while the backward pass is planned from the end to the start. Buffers are used again as soon
 * as the calls so far need them no more; a buffer may serve several values that have the same gradient.
 */
final class Gradients {
    private final Library library;
    private final List<Call> calls;
    private final Map<Value, Buffer> gradients = new HashMap<>();
    private final Map<Shape, Deque<memory>> free = new HashMap<>();

    /** Memory and how many values have it as their gradient. */
    private static final class Buffer {
        private final memory data;
        private int holders = 1;

        Buffer(memory data) {
            this.data = data;
        }
    }

    /** {@code calls} receives the calls that add gradients up. */
    Gradients(Library library, List<Call> calls) {
        this.library = library;
        this.calls = calls;
    }

    boolean has(Value value) {
        return gradients.containsKey(value);
    }

    /** The gradient of a value; null if it has none. */
    memory of(Value value) {
        return gradients.get(value).data;
    }

    /** Memory for a gradient of this value that a call is about to write. */
    memory fresh(Value value) {
        Deque<memory> unused = free.get(value.shape());
        return unused == null || unused.isEmpty() ? library.memory(value.layout()) : unused.pop();
    }

    /** Adds a gradient, just written to fresh memory. */
    void add(String name, Value value, memory written) {
        add(name, value, new Buffer(written));
    }

    /** Adds the whole gradient of {@code from} to that of {@code value}, which has the same shape. */
    void share(String name, Value from, Value value) {
        Buffer shared = gradients.get(from);
        shared.holders++;
        add(name, value, shared);
    }

    private void add(String name, Value value, Buffer added) {
        Buffer present = gradients.get(value);
        if (present == null) {
            gradients.put(value, added);
            return;
        }
        if (present.holders == 1) {
            sum(name, present, added, present);
            release(value.shape(), added);
        } else if (added.holders == 1) {
            sum(name, added, present, added);
            release(value.shape(), present);
            gradients.put(value, added);
        } else {
            Buffer sum = new Buffer(fresh(value));
            sum(name, present, added, sum);
            release(value.shape(), present);
            release(value.shape(), added);
            gradients.put(value, sum);
        }
    }

    private void sum(String name, Buffer first, Buffer second, Buffer result) {
        calls.add(library.sum(name, first.data, second.data, result.data, Rectifier.IDENTITY));
    }

    /** Replaces the gradient of a value by that before its activation. */
    void beforeActivation(String name, Value value, Rectifier rectifier) {
        if (rectifier == Rectifier.IDENTITY) {
            return;
        }
        Buffer present = gradients.get(value);
        Buffer result = present.holders == 1 ? present : new Buffer(fresh(value));
        calls.add(library.activationGradient(name, value.data(), present.data, result.data, rectifier));
        if (present.holders > 1) {
            release(value.shape(), present);
            gradients.put(value, result);
        }
    }

    /** The gradient of this value is not needed any more. */
    void release(Value value) {
        release(value.shape(), gradients.remove(value));
    }

    private void release(Shape shape, Buffer buffer) {
        buffer.holders--;
        if (buffer.holders == 0) {
            free.computeIfAbsent(shape, key -> new ArrayDeque<>()).push(buffer.data);
        }
    }
}
