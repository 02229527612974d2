package org.tl4j.predict;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.tl4j.core.backbone.UnpooledNetwork;
import org.tl4j.core.backbone.UnpooledOutput;
import org.tl4j.core.bundle.Bundle;
import org.tl4j.core.bundle.BundleManifest;
import org.tl4j.core.engine.Engines;
import org.tl4j.core.error.BundleException;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.network.LinearHead;
import org.tl4j.core.network.TrainedNetwork;
import org.tl4j.core.preprocessing.ImageBatch;

/**
 * A network up to its boundary, whose logits are sums over positions, or why there is none.
 *
 * @param network open, owned by whoever asked; empty where there is a reason
 * @param parts takes its logits apart; empty where there is a reason
 * @param reason why logits are no such sums
 */
record ExplainableNetwork(Optional<UnpooledNetwork> network, Optional<LogitParts> parts, String reason) {
    private static final double LARGEST_DIFFERENCE = 1e-3;

    /**
     * Opens the network of a bundle, and compares the probabilities of an image of noise with those of the whole network: a map that
     * explains something else would look as good.
     */
    static ExplainableNetwork of(Engines engines, Bundle bundle) {
        BundleManifest manifest = bundle.manifest();
        Optional<LinearHead> head =
                engines.head(bundle.network(), manifest.labels().mode());
        if (head.isEmpty()) {
            return without("its output is not one linear layer that can be read from the bundle");
        }
        Optional<UnpooledNetwork> opened;
        try {
            opened = engines.unpooled(bundle.network(), manifest.preprocessing(), manifest.boundaries());
        } catch (UsageException e) {
            return without("the engine that was chosen does not give the values before the pooling");
        } catch (BundleException e) {
            return without("its engine refuses the network without its pooling");
        }
        if (opened.isEmpty()) {
            return without("its engine does not give the values before the pooling");
        }
        UnpooledNetwork network = opened.get();
        boolean kept = false;
        try {
            ExplainableNetwork checked = checked(engines, bundle, network, head.get());
            kept = checked.network().isPresent();
            return checked;
        } finally {
            if (!kept) {
                network.close();
            }
        }
    }

    private static ExplainableNetwork without(String reason) {
        return new ExplainableNetwork(Optional.empty(), Optional.empty(), reason);
    }

    private static ExplainableNetwork checked(
            Engines engines, Bundle bundle, UnpooledNetwork network, LinearHead head) {
        BundleManifest manifest = bundle.manifest();
        List<UnpooledOutput> outputs = network.outputs();
        Optional<String> obstacle = LogitParts.obstacle(outputs, manifest.pooling());
        if (obstacle.isPresent()) {
            return without(obstacle.get());
        }
        if (LogitParts.width(outputs, manifest.pooling()) != head.inputs()
                || head.classes() != manifest.labels().size()) {
            return without("its output layer does not take the features of its boundary");
        }
        LogitParts parts = new LogitParts(outputs, manifest.pooling(), head);
        try (TrainedNetwork whole = BundleNetwork.open(engines, bundle)) {
            if (!agree(whole, network, parts, noise(manifest))) {
                return without("there are layers between its features and its output layer");
            }
        }
        return new ExplainableNetwork(Optional.of(network), Optional.of(parts), "");
    }

    private static ImageBatch noise(BundleManifest manifest) {
        ImageBatch image = ImageBatch.allocate(1, manifest.preprocessing());
        SplittableRandom random = new SplittableRandom(1);
        FloatBuffer values = image.values();
        for (int i = 0; i < values.limit(); i++) {
            values.put(i, (float) random.nextDouble(-1, 1));
        }
        return image;
    }

    private static boolean agree(TrainedNetwork whole, UnpooledNetwork network, LogitParts parts, ImageBatch image) {
        float[] expected = whole.probabilities(image)[0];
        float[] found = parts.probabilities(NetworkEmbedder.rows(network.values(image))[0]);
        for (int label = 0; label < expected.length; label++) {
            if (!(Math.abs(found[label] - expected[label]) <= LARGEST_DIFFERENCE)) {
                return false;
            }
        }
        return true;
    }
}
