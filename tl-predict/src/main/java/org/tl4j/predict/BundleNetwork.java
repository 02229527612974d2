package org.tl4j.predict;

import org.tl4j.core.bundle.Bundle;
import org.tl4j.core.bundle.BundleManifest;
import org.tl4j.core.engine.Engines;
import org.tl4j.core.error.BundleException;
import org.tl4j.core.error.Problem;
import org.tl4j.core.network.TrainedNetwork;
import org.tl4j.core.preprocessing.ImageBatch;
import org.tl4j.core.provenance.EnumNames;

/** Builds the network of a bundle, and checks that its labels and preprocessing fit it. */
public final class BundleNetwork {
    private BundleNetwork() {}

    /**
     * The network, which the caller closes.
     *
     * @throws BundleException if the parts of the bundle do not fit together, or its engine is not there
     */
    public static TrainedNetwork open(Engines engines, Bundle bundle) {
        TrainedNetwork network =
                engines.load(bundle.network(), bundle.manifest().preprocessing());
        try {
            requireFit(network, bundle.manifest());
            return network;
        } catch (RuntimeException e) {
            network.close();
            throw e;
        }
    }

    private static void requireFit(TrainedNetwork network, BundleManifest manifest) {
        int outputs;
        try {
            // an image of zeros shows both whether the input fits and how many outputs there are
            outputs = network.probabilities(ImageBatch.allocate(1, manifest.preprocessing()))[0].length;
        } catch (BundleException e) {
            throw e;
        } catch (RuntimeException e) { // what a network throws at a wrong input has no common type
            throw new BundleException(
                    new Problem(
                            "network of the bundle",
                            "must take images as its preprocessing makes them",
                            "" + e.getMessage(),
                            "train it again"),
                    e);
        }
        if (network.labelMode() != manifest.labels().mode()) {
            throw new BundleException(
                    "labels of the bundle",
                    "must be as its network gives them, " + EnumNames.of(network.labelMode()),
                    EnumNames.of(manifest.labels().mode()),
                    "train it again");
        }
        if (outputs != manifest.labels().size()) {
            throw new BundleException(
                    "labels of the bundle",
                    "must be as many as the outputs of its network, " + outputs,
                    Integer.toString(manifest.labels().size()),
                    "train it again");
        }
    }
}
