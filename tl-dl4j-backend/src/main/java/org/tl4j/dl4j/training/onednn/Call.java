package org.tl4j.dl4j.training.onednn;

import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.stream;

/**
 * A primitive with its arguments, which never change.
 *
 * @param name the operation that it belongs to
 */
record Call(String name, primitive computation, IntMemoryMap arguments) {
    void execute(stream on) {
        computation.execute(on, arguments);
    }
}
