package org.tl4j.dl4j.runtime;

import org.deeplearning4j.config.DL4JSystemProperties;
import org.deeplearning4j.nn.layers.HelperUtils;
import org.deeplearning4j.nn.layers.LayerHelper;
import org.deeplearning4j.nn.layers.convolution.ConvolutionHelper;
import org.deeplearning4j.nn.layers.mkldnn.MKLDNNConvHelper;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Switches the oneDNN helpers of Deeplearning4j, which each layer asks for when it is built.
 *
 * <p>Deeplearning4j gives helpers out if its property allows them (by default it does not), and if
 * {@link org.nd4j.nativeblas.Nd4jCpu.Environment} says that the native library has oneDNN.
 */
final class OneDnnHelpers {
    private OneDnnHelpers() {}

    static HelperUse start(String backend, boolean wanted) {
        if (!"CPU".equalsIgnoreCase(backend)) {
            return HelperUse.NOT_APPLICABLE;
        }
        // Set already: by the caller, whose word counts, or by an earlier start.
        if (System.getProperty(DL4JSystemProperties.DISABLE_HELPER_PROPERTY) == null) {
            System.setProperty(DL4JSystemProperties.DISABLE_HELPER_PROPERTY, String.valueOf(!wanted));
            if (!wanted) {
                // Some operations (pooling, depthwise convolution) call oneDNN without asking a helper.
                Nd4j.getEnvironment().allowHelpers(false);
            }
        }
        return given() ? HelperUse.IN_USE : HelperUse.OFF;
    }

    /** Asks for a helper as a convolution layer does. */
    private static boolean given() {
        LayerHelper helper = HelperUtils.createHelper(
                "", MKLDNNConvHelper.class.getName(), ConvolutionHelper.class, "probe", DataType.FLOAT);
        return helper != null;
    }
}
