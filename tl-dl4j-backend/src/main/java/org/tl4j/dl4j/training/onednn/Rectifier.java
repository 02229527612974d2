package org.tl4j.dl4j.training.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_clip_v2;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_clip_v2_use_dst_for_bwd;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_relu;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_relu_use_dst_for_bwd;

/** The activation at the end of an operation. Its derivative is computed from its output. */
public enum Rectifier {
    /** No activation. */
    IDENTITY(0, 0, 0),
    /** The larger of the value and 0. */
    RELU(dnnl_eltwise_relu, dnnl_eltwise_relu_use_dst_for_bwd, 0),
    /** Values clipped to [0, 6]. */
    RELU6(dnnl_eltwise_clip_v2, dnnl_eltwise_clip_v2_use_dst_for_bwd, 6);

    private final int forward;
    private final int backward;
    private final float largest;

    Rectifier(int forward, int backward, float largest) {
        this.forward = forward;
        this.backward = backward;
        this.largest = largest;
    }

    /** oneDNN's name of the function. */
    int forward() {
        return forward;
    }

    /** oneDNN's name of the function whose derivative is computed from its output. */
    int backward() {
        return backward;
    }

    /** The parameter {@code beta} of both; {@code alpha} is 0. */
    float beta() {
        return largest;
    }
}
