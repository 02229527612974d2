package org.tl4j.core.engine;

import java.util.List;
import java.util.Optional;
import org.tl4j.core.backbone.Boundary;
import org.tl4j.core.backbone.FeatureNetwork;
import org.tl4j.core.backbone.NetworkSplit;
import org.tl4j.core.backbone.Pooling;
import org.tl4j.core.backbone.UnpooledNetwork;
import org.tl4j.core.network.NetworkContents;
import org.tl4j.core.network.OnnxNetwork;
import org.tl4j.core.network.TrainedNetwork;
import org.tl4j.core.preprocessing.Preprocessing;

/** An ability of engines: runs networks that another engine has written in ONNX. Thread-safe. */
public interface OnnxRunner {
    /**
     * Opens a network for its features; the caller closes it.
     *
     * @param network with the output {@value OnnxNetwork#FEATURES}
     * @param boundary where its features are taken
     * @throws org.tl4j.core.error.WeightsException if it is not valid, or gives another number of features than the boundary
     * @throws RefusedNetworkException if it is valid, and cannot be run here
     */
    FeatureNetwork features(OnnxNetwork network, Boundary boundary);

    /**
     * Opens the network of a bundle for its probabilities; the caller closes it.
     *
     * @param contents with the entry {@value OnnxNetwork#ENTRY}, of whatever engine
     * @param input how images are preprocessed for it
     * @throws org.tl4j.core.error.BundleException if it is not valid, or does not take such images
     * @throws RefusedNetworkException if it is valid, and cannot be run here
     */
    TrainedNetwork classifier(NetworkContents contents, Preprocessing input);

    /**
     * Opens the network of a bundle for its features; the caller closes it.
     *
     * @param contents with the entry {@value OnnxNetwork#ENTRY}, of whatever engine
     * @param input how images are preprocessed for it
     * @param boundaries of the manifest, in the order of their features
     * @param pooling of the manifest
     * @return empty if the model gives no features, or its {@link org.tl4j.core.network.OnnxMetadata} does not state that they
     *     are those of the manifest
     * @throws org.tl4j.core.error.BundleException if it is not valid, or does not take such images
     * @throws RefusedNetworkException if it is valid, and cannot be run here
     */
    Optional<FeatureNetwork> features(
            NetworkContents contents, Preprocessing input, List<String> boundaries, Pooling pooling);

    /**
     * Opens the network of a bundle for the values of its boundary before pooling; the caller closes it. By default there are none.
     *
     * @param contents with the entry {@value OnnxNetwork#ENTRY}, of whatever engine
     * @param input how images are preprocessed for it
     * @param boundaries of the manifest, in the order of their features
     * @return empty if the model does not show them
     * @throws org.tl4j.core.error.BundleException if it is not valid, or does not take such images
     * @throws RefusedNetworkException if it is valid, and cannot be run here
     */
    default Optional<UnpooledNetwork> unpooled(NetworkContents contents, Preprocessing input, List<String> boundaries) {
        return Optional.empty();
    }

    /**
     * Opens the network of a bundle in two parts; the caller closes it. By default it is refused.
     *
     * @param contents with the entry {@value OnnxNetwork#ENTRY}, of whatever engine
     * @param input how images are preprocessed for it
     * @throws org.tl4j.core.error.BundleException if it is not valid, or does not take such images
     * @throws RefusedNetworkException if it is valid, and cannot be run here
     */
    default NetworkSplit split(NetworkContents contents, Preprocessing input) {
        return new NetworkSplit.Refused("the engine does not run networks in two parts");
    }
}
