package org.tl4j.dl4j.runtime;

import org.deeplearning4j.config.DL4JSystemProperties;
import org.deeplearning4j.nn.layers.HelperUtils;
import org.deeplearning4j.nn.layers.LayerHelper;
import org.deeplearning4j.nn.layers.convolution.ConvolutionHelper;
import org.deeplearning4j.nn.layers.mkldnn.MKLDNNConvHelper;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Switches the oneDNN helpers of Deeplearning4j on or off. Each layer looks up its helper when it is built.
 *
 * <p>Deeplearning4j provides helpers if its property permits them (by default it does not), and if
 * {@link org.nd4j.nativeblas.Nd4jCpu.Environment} reports that the native library has oneDNN.
 */
final class OneDnnHelpers {
    private OneDnnHelpers() {}

    /** Lets layers that are built from now on have helpers, unless the property is set already. */
    static void permit() {
        if (System.getProperty(DL4JSystemProperties.DISABLE_HELPER_PROPERTY) == null) {
            System.setProperty(DL4JSystemProperties.DISABLE_HELPER_PROPERTY, "false");
        }
    }

    static HelperUse start(String backend, boolean wanted) {
        if (!"CPU".equalsIgnoreCase(backend)) {
            return HelperUse.NOT_APPLICABLE;
        }
        // Already set: by the caller, whose choice counts, or by an earlier start.
        if (System.getProperty(DL4JSystemProperties.DISABLE_HELPER_PROPERTY) == null) {
            System.setProperty(DL4JSystemProperties.DISABLE_HELPER_PROPERTY, String.valueOf(!wanted));
            if (!wanted) {
                // Some operations (pooling, depthwise convolution) call oneDNN without a helper.
                Nd4j.getEnvironment().allowHelpers(false);
            }
        }
        return given() ? HelperUse.IN_USE : HelperUse.OFF;
    }

    /** Looks up a helper as a convolution layer does. */
    private static boolean given() {
        LayerHelper helper = HelperUtils.createHelper(
                "", MKLDNNConvHelper.class.getName(), ConvolutionHelper.class, "probe", DataType.FLOAT);
        return helper != null;
    }
}
