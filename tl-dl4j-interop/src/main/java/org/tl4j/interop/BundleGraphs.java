package org.tl4j.interop;

import static org.tl4j.core.error.Arguments.required;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.tl4j.core.bundle.Bundle;
import org.tl4j.core.bundle.BundleManifest;
import org.tl4j.core.engine.Engine;
import org.tl4j.core.engine.NetworkExport;
import org.tl4j.core.engine.NetworkExporter;
import org.tl4j.core.error.BundleException;
import org.tl4j.core.network.NetworkContents;
import org.tl4j.core.network.TrainedNetwork;
import org.tl4j.core.preprocessing.ImageBatch;
import org.tl4j.core.provenance.EnumNames;
import org.tl4j.core.provenance.Provenance;
import org.tl4j.dl4j.Dl4jBackend;
import org.tl4j.storage.Storage;

/**
 * Bundles as graphs of Deeplearning4j, and back after further training.
 *
 * <pre>{@code
 * try (TransferLearner learner = TransferLearner.create()) {
 *     Bundle bundle = learner.bundles().read(Path.of("insects.tlz"));
 *     ComputationGraph graph = BundleGraphs.graph(bundle);
 *     // graph.fit(...), with images preprocessed as bundle.manifest().preprocessing() states
 *     learner.bundles().write(Path.of("insects-2.tlz"), BundleGraphs.withGraph(bundle, graph, "5 epochs on new photos"));
 *     graph.close();
 * }
 * }</pre>
 */
public final class BundleGraphs {
    private BundleGraphs() {}

    /**
     * The network of a bundle as a graph; the caller closes it. It takes images [n, channels, height, width] and ends in a
     * softmax, or, for several labels per image, in sigmoids. Layers that training left alone are frozen in it.
     *
     * @throws BundleException if the bundle is for another engine, or its network is not one
     */
    public static ComputationGraph graph(Bundle bundle) {
        required(bundle, "bundle");
        Engine engine = engine();
        NetworkExporter exporter = engine.exporters().stream()
                .filter(each -> each.format().equals(engine.name()))
                .findFirst()
                .orElseThrow();
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        exporter.write(NetworkExport.of(bundle.network(), bundle.manifest().preprocessing()), zip);
        try {
            // written a moment ago by ourselves, so nothing in it is a stranger's
            return ModelSerializer.restoreComputationGraph(new ByteArrayInputStream(zip.toByteArray()), false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A bundle of the same classes and preprocessing that holds another graph, for which the metrics of the old one do not count.
     * It has no calibration, which was of the outputs of the old graph, and no record of images, as those that it was trained on
     * further are not known; so it cannot be trained further by images.
     * The parameters are copied, and the graph stays as it is.
     *
     * @param trained takes the images of the bundle, and has as many outputs as it has classes, the last layer a
     *     softmax, or, for several labels per image, a sigmoid
     * @param how it was trained further, in a sentence; it becomes the setting {@code trained-further}
     * @throws BundleException if the graph does not go with the bundle, or has a layer that bundles do not take
     */
    public static Bundle withGraph(Bundle bundle, ComputationGraph trained, String how) {
        required(bundle, "bundle");
        required(how, "how");
        BundleManifest manifest = bundle.manifest();
        NetworkContents contents = new Dl4jBackend(Runtimes.started()).contents(required(trained, "trained"));
        try (TrainedNetwork network = engine().load(contents, manifest.preprocessing())) {
            requireOutputs(network, manifest);
            return new Bundle(further(manifest, network, how), network.contents());
        }
    }

    private static Engine engine() {
        return new Dl4jBackend(Runtimes.started()).engine(Storage.tensorFormat());
    }

    private static void requireOutputs(TrainedNetwork network, BundleManifest manifest) {
        int outputs = network.probabilities(ImageBatch.allocate(1, manifest.preprocessing()))[0].length;
        if (outputs != manifest.labels().size()) {
            throw new BundleException(
                    "graph",
                    "must have an output for each of the " + manifest.labels().size() + " classes of the bundle",
                    Integer.toString(outputs),
                    "");
        }
        if (network.labelMode() != manifest.labels().mode()) {
            throw new BundleException(
                    "last layer of the graph",
                    "must be a softmax for a bundle of one label per image, and a sigmoid for several",
                    "one for " + EnumNames.of(network.labelMode()),
                    "");
        }
    }

    private static BundleManifest further(BundleManifest manifest, TrainedNetwork network, String how) {
        Provenance before = manifest.provenance();
        Map<String, String> settings = new TreeMap<>(before.settings());
        settings.merge("trained-further", how, (earlier, later) -> earlier + "; " + later);
        return manifest.toBuilder()
                .frozenLayers(network.frozenLayers())
                .parameters(network.parameters())
                .metrics(Map.of())
                .reasons(Stream.concat(
                                manifest.reasons().stream(),
                                Stream.of("It was trained further outside of TL4J: " + how + "."))
                        .toList())
                .provenance(new Provenance(
                        before.software(), before.versions(), before.data(), before.seed(), settings, before.created()))
                .build();
    }
}
