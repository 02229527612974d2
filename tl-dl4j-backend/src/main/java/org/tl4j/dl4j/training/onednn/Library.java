package org.tl4j.dl4j.training.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;

import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.binary;
import org.bytedeco.dnnl.eltwise_backward;
import org.bytedeco.dnnl.eltwise_forward;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.javacpp.Pointer;

/** Memory and the simple primitives of one engine. Everything made belongs to {@code objects}. Not thread-safe. */
final class Library {
    static final memory.data_type FLOAT = memory.data_type.f32;

    private final NativeObjects objects;
    private final engine processor;

    Library(NativeObjects objects) {
        this.objects = objects;
        this.processor = objects.keep(new engine(dnnl.dnnl_cpu, 0));
    }

    /** The layout of values between layers: channels in blocks of the width of a vector register. */
    static memory.format_tag blocked() {
        return (dnnl.dnnl_get_effective_cpu_isa() & dnnl.dnnl_cpu_isa_avx512_core) == dnnl.dnnl_cpu_isa_avx512_core
                ? memory.format_tag.aBcd16b
                : memory.format_tag.aBcd8b;
    }

    engine engine() {
        return processor;
    }

    <T extends Pointer> T keep(T made) {
        return objects.keep(made);
    }

    memory.desc layout(long[] shape, memory.format_tag tag) {
        return keep(new memory.desc(shape, FLOAT, tag));
    }

    memory.desc layout(long[] shape, long[] strides) {
        return keep(new memory.desc(shape, FLOAT, strides));
    }

    memory memory(memory.desc layout) {
        return keep(new memory(layout, processor));
    }

    /** Memory of somebody else. */
    memory memory(memory.desc layout, long address) {
        return keep(new memory(layout, processor, keep(new Address(address))));
    }

    Call call(String name, primitive made, Object... arguments) {
        IntMemoryMap map = keep(new IntMemoryMap());
        for (int i = 0; i < arguments.length; i += 2) {
            map.put((Integer) arguments[i], (memory) arguments[i + 1]);
        }
        return new Call(name, keep(made), map);
    }

    Call reorder(String name, memory from, memory to) {
        return call(name, new reorder(new reorder.primitive_desc(from, to)), Argument.FROM, from, Argument.TO, to);
    }

    /** {@code result = first + second}, with the activation; {@code result} may be {@code first}. */
    Call sum(String name, memory first, memory second, memory result, Rectifier rectifier) {
        binary.primitive_desc description = new binary.primitive_desc(
                processor,
                dnnl.dnnl_binary_add,
                first.get_desc(),
                second.get_desc(),
                result.get_desc(),
                fused(rectifier),
                false);
        return call(name, new binary(description), Argument.SRC, first, Argument.SRC_1, second, Argument.DST, result);
    }

    Call activation(String name, memory from, memory to, Rectifier rectifier) {
        return call(
                name,
                new eltwise_forward(forward(to.get_desc(), rectifier.forward(), rectifier)),
                Argument.SRC,
                from,
                Argument.DST,
                to);
    }

    /** The gradient before an activation; {@code to} may be {@code from}. */
    Call activationGradient(String name, memory output, memory from, memory to, Rectifier rectifier) {
        memory.desc layout = output.get_desc();
        eltwise_backward.primitive_desc description = new eltwise_backward.primitive_desc(
                processor,
                rectifier.backward(),
                to.get_desc(),
                from.get_desc(),
                layout,
                0,
                rectifier.beta(),
                forward(layout, rectifier.backward(), rectifier));
        return call(
                name,
                new eltwise_backward(description),
                Argument.DST,
                output,
                Argument.DIFF_DST,
                from,
                Argument.DIFF_SRC,
                to);
    }

    private eltwise_forward.primitive_desc forward(memory.desc layout, int function, Rectifier rectifier) {
        return new eltwise_forward.primitive_desc(
                processor, dnnl_forward_training, function, layout, layout, 0, rectifier.beta());
    }

    /** Attributes that end a primitive with an activation. */
    static primitive_attr fused(Rectifier rectifier) {
        primitive_attr attributes = new primitive_attr();
        if (rectifier != Rectifier.IDENTITY) {
            post_ops after = new post_ops();
            after.append_eltwise(rectifier.forward(), 0, rectifier.beta());
            attributes.set_post_ops(after);
        }
        return attributes;
    }

    /** A pointer to memory of somebody else. */
    private static final class Address extends Pointer {
        Address(long address) {
            this.address = address;
        }
    }
}
