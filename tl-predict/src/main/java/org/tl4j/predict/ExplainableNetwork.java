package org.tl4j.predict;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.tl4j.core.backbone.NetworkSplit;
import org.tl4j.core.backbone.SplitNetwork;
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
 * A network whose logits can be attributed to positions, or why there is none.
 *
 * @param network open, owned by whoever asked; empty where there is a reason
 * @param reason why logits cannot be attributed
 */
record ExplainableNetwork(Optional<AttributableNetwork> network, String reason) {
    private static final double LARGEST_DIFFERENCE = 1e-3;

    /**
     * Opens the network of a bundle: as exact parts of its logits where these are sums over positions, else for derivatives. The
     * probabilities of an image of noise are compared with those of the whole network: a map that explains something else would look
     * as good.
     */
    static ExplainableNetwork of(Engines engines, Bundle bundle) {
        ExplainableNetwork exact = exact(engines, bundle);
        if (exact.network().isPresent()) {
            return exact;
        }
        ExplainableNetwork approximate = approximate(engines, bundle);
        return approximate.network().isPresent()
                ? approximate
                : without(exact.reason() + ", and " + approximate.reason());
    }

    private static ExplainableNetwork exact(Engines engines, Bundle bundle) {
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
        return closedUnlessKept(network::close, () -> pooled(engines, bundle, network, head.get()));
    }

    private static ExplainableNetwork approximate(Engines engines, Bundle bundle) {
        BundleManifest manifest = bundle.manifest();
        NetworkSplit split;
        try {
            split = engines.split(bundle.network(), manifest.preprocessing());
        } catch (UsageException e) {
            return without("the engine that was chosen computes no derivatives of it");
        } catch (BundleException e) {
            return without("its engine refuses the network in two parts");
        }
        if (split instanceof NetworkSplit.Refused refused) {
            return without(refused.reason());
        }
        SplitNetwork network = ((NetworkSplit.Opened) split).network();
        return closedUnlessKept(network::close, () -> {
            AttributableNetwork attribution =
                    new SplitAttribution(network, manifest.labels().mode());
            return agreesWithTheWhole(engines, bundle, attribution)
                    ? new ExplainableNetwork(Optional.of(attribution), "")
                    : without("its two parts do not give the probabilities of the whole");
        });
    }

    private static ExplainableNetwork without(String reason) {
        return new ExplainableNetwork(Optional.empty(), reason);
    }

    private static ExplainableNetwork closedUnlessKept(Runnable close, Supplier<ExplainableNetwork> check) {
        boolean kept = false;
        try {
            ExplainableNetwork checked = check.get();
            kept = checked.network().isPresent();
            return checked;
        } finally {
            if (!kept) {
                close.run();
            }
        }
    }

    private static ExplainableNetwork pooled(Engines engines, Bundle bundle, UnpooledNetwork network, LinearHead head) {
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
        AttributableNetwork attribution = new PooledNetwork(network, new LogitParts(outputs, manifest.pooling(), head));
        return agreesWithTheWhole(engines, bundle, attribution)
                ? new ExplainableNetwork(Optional.of(attribution), "")
                : without("there are layers between its features and its output layer");
    }

    private static boolean agreesWithTheWhole(Engines engines, Bundle bundle, AttributableNetwork attribution) {
        ImageBatch image = noise(bundle.manifest());
        float[] found = attribution.probabilities(image);
        try (TrainedNetwork whole = BundleNetwork.open(engines, bundle)) {
            float[] expected = whole.probabilities(image)[0];
            return found.length == expected.length
                    && IntStream.range(0, found.length)
                            .allMatch(label -> Math.abs(found[label] - expected[label]) <= LARGEST_DIFFERENCE);
        }
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
}
