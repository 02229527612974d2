package org.tl4j.core.engine;

import java.util.List;
import java.util.Optional;
import org.tl4j.core.backbone.BackboneImporter;
import org.tl4j.core.backbone.FeatureNetwork;
import org.tl4j.core.backbone.NetworkSplit;
import org.tl4j.core.backbone.Pooling;
import org.tl4j.core.backbone.UnpooledNetwork;
import org.tl4j.core.dataset.LabelMode;
import org.tl4j.core.network.LinearHead;
import org.tl4j.core.network.NetworkContents;
import org.tl4j.core.network.TrainedNetwork;
import org.tl4j.core.preprocessing.Preprocessing;

/**
 * Software that computes networks. What every engine can do is here and in {@link BackboneOpener}; abilities that only
 * some have are optional. A backbone that can be trained is a {@link org.tl4j.core.backbone.TrainableBackbone}.
 * Thread-safe.
 */
public interface Engine extends BackboneOpener {
    /** Its name in catalogues and bundles, the same in every version: lower case letters, digits and dashes. */
    String name();

    /** What it is and runs on. */
    EngineInfo info();

    /**
     * A network ready for use; the caller closes it. Its images must be preprocessed by {@code input}.
     *
     * @param contents of a bundle that names this engine
     * @param input how images are preprocessed for it
     * @throws org.tl4j.core.error.BundleException if the contents are not a network of known layers with values in range,
     *     that fits these images and computes within limits, or if its parameters are not finite
     */
    TrainedNetwork load(NetworkContents contents, Preprocessing input);

    /**
     * The network of a bundle up to its boundary, with the weights of the bundle; the caller closes it.
     *
     * @param contents of a bundle that names this engine
     * @param input how images are preprocessed for it
     * @param boundaries of the manifest, in the order of their features
     * @param pooling of the manifest
     * @return empty where the engine computes no features of bundles
     * @throws org.tl4j.core.error.BundleException as {@link #load}, or if the network has no such boundary
     */
    default Optional<FeatureNetwork> features(
            NetworkContents contents, Preprocessing input, List<String> boundaries, Pooling pooling) {
        return Optional.empty();
    }

    /**
     * The network of a bundle up to the values of its boundary before pooling; the caller closes it. Where a layer of the boundary
     * pools all positions of a map itself, that map is meant.
     *
     * @param contents of a bundle that names this engine
     * @param input how images are preprocessed for it
     * @param boundaries of the manifest, in the order of their features
     * @return empty by default, and where the engine cannot give them
     * @throws org.tl4j.core.error.BundleException as {@link #load}
     */
    default Optional<UnpooledNetwork> unpooled(NetworkContents contents, Preprocessing input, List<String> boundaries) {
        return Optional.empty();
    }

    /**
     * The network of a bundle in two parts, for the rate at which logits change with the values of a position; the caller closes it.
     * By default it is refused, with the reason that the engine cannot do it.
     *
     * @param contents of a bundle that names this engine
     * @param input how images are preprocessed for it
     * @throws org.tl4j.core.error.BundleException as {@link #load}
     */
    default NetworkSplit split(NetworkContents contents, Preprocessing input) {
        return new NetworkSplit.Refused("the engine " + name() + " computes no derivatives");
    }

    /**
     * The output layer of the network of a bundle, where it is one linear layer on the features of the boundary. Empty by default,
     * and where the engine cannot tell.
     *
     * @param contents of a bundle that names this engine
     * @param mode of its labels
     * @throws org.tl4j.core.error.BundleException if the contents are not a network
     */
    default Optional<LinearHead> head(NetworkContents contents, LabelMode mode) {
        return Optional.empty();
    }

    /** Makes networks with random initial weights, for pretraining. */
    default Optional<FreshNetworks> freshNetworks() {
        return Optional.empty();
    }

    /** Converts files of other software into backbones of this engine. */
    default Optional<BackboneImporter> importer() {
        return Optional.empty();
    }

    /** The formats in which networks of bundles can be written for other software. */
    default List<NetworkExporter> exporters() {
        return List.of();
    }

    /** Writes its networks in ONNX, for engines that run ONNX. */
    default Optional<OnnxWriter> onnxWriter() {
        return Optional.empty();
    }

    /** Runs networks of other engines that were written in ONNX. */
    default Optional<OnnxRunner> onnxRunner() {
        return Optional.empty();
    }

    /**
     * A product of single-precision matrices, by which the speed of its networks is judged; the caller closes it. Empty by
     * default.
     *
     * @param side the number of rows and columns of each matrix, at least 1
     */
    default Optional<MatrixProduct> matrixProduct(int side) {
        return Optional.empty();
    }
}
